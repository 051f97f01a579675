import type { Json, JsonObject } from "../../model/json.js";
import { MalformedRequest } from "./malformed-request.js";
import type { PagePosition, PageTokens } from "./page-token.js";
import { member, readObject } from "./read-entities.js";

/** One page of what was found. */
export interface Page<Item> {
  readonly results: readonly Item[];
  /** Where the next one begins; `null` after the last. */
  readonly next: PagePosition | null;
}

/** How many candidates are looked at together. */
const AT_ONCE = 16;

/** Something that a search looks at. */
export interface Candidate<Item> {
  /** By which a later page goes on after it. */
  readonly cursor: string;
  /** What is found in it, if it is permitted. */
  test(): Promise<Item | null> | Item | null;
}

/**
 * Which page a request asks for.
 *
 * @param search - everything that must be the same as in the request before
 */
export async function readPage(
  body: JsonObject,
  search: Json,
  tokens: PageTokens,
  maxResults: number,
): Promise<PagePosition> {
  const page = readObject(body, "page", "`page`") ?? {};
  readObject(page, "properties", "`page.properties`");
  const limit = readLimit(page, maxResults);
  const token = member(page, "token");
  if (token !== undefined && typeof token !== "string") throw new MalformedRequest("`page.token` is not a string");
  // an empty one is what the last page gave: nothing comes after it, and whoever sends it begins anew
  if (token === undefined || token === "") return { after: null, limit: limit ?? maxResults };
  const position = await tokens.open(token, search);
  if (position === null || (limit !== undefined && limit !== position.limit)) {
    throw new MalformedRequest("`page.token` belongs to another search");
  }
  return position;
}

/** Goes through candidates until the page is full, or enough has been looked at. */
export async function fillPage<Item>(
  candidates: AsyncIterable<Candidate<Item>> | Iterable<Candidate<Item>>,
  { after, limit }: PagePosition,
  maxScanned: number,
): Promise<Page<Item>> {
  const results: Item[] = [];
  let scanned = 0;
  let last = after;
  let waiting: Candidate<Item>[] = [];
  // no more are looked at together than could all be found and still have room
  const room = () => Math.min(AT_ONCE, limit - results.length, maxScanned - scanned);
  const look = async () => {
    const found = await Promise.all(waiting.map((candidate) => candidate.test()));
    results.push(...found.filter((item) => item !== null));
    scanned += waiting.length;
    last = waiting.at(-1)?.cursor ?? last;
    waiting = [];
  };
  for await (const candidate of candidates) {
    if (waiting.length === 0 && room() <= 0) return { results, next: { after: last, limit } };
    waiting.push(candidate);
    if (waiting.length >= room()) await look();
  }
  await look();
  return { results, next: null };
}

function readLimit(page: JsonObject, maxResults: number): number | undefined {
  const limit = member(page, "limit");
  if (limit === undefined) return undefined;
  if (typeof limit === "number" && Number.isSafeInteger(limit) && limit >= 0) return Math.min(limit, maxResults);
  throw new MalformedRequest("`page.limit` is no whole number from 0");
}
