import { badRequest } from "../../lifecycle/identity/scim/scim-error.js";
import { parseScimFilter, type ScimFilter } from "../../lifecycle/identity/scim/scim-filter.js";
import { LIST_SCHEMA } from "../../lifecycle/identity/scim/scim-schemas.js";
import type { JsonObject } from "../../model/json.js";

/** What a client asks of a list, or of one resource. */
export interface ListQuery {
  readonly filter: ScimFilter | null;
  /** From 1. */
  readonly startIndex: number;
  readonly count: number;
  /** Which attributes are given back. */
  readonly gives: (attribute: string) => boolean;
}

const DEFAULT_COUNT = 100;
const ALWAYS = ["id", "schemas"];

/**
 * Reads the query of a request (RFC 7644, section 3.4.2).
 *
 * @throws ScimError `invalidFilter`, `invalidValue`
 */
export function readListQuery(params: URLSearchParams, maxResults: number): ListQuery {
  const filter = params.get("filter");
  return {
    filter: filter === null || filter === "" ? null : parseScimFilter(filter),
    startIndex: Math.max(1, numberIn(params, "startIndex", 1)),
    count: Math.min(maxResults, Math.max(0, numberIn(params, "count", DEFAULT_COUNT))),
    gives: selection(params),
  };
}

/** A page of a list. */
export function listResponse(resources: readonly JsonObject[], totalResults: number, startIndex: number): JsonObject {
  return {
    schemas: [LIST_SCHEMA],
    totalResults,
    startIndex,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}

/** A resource, with what was asked for. */
export function selected(resource: JsonObject, { gives }: Pick<ListQuery, "gives">): JsonObject {
  return Object.fromEntries(Object.entries(resource).filter(([name]) => gives(name)));
}

function selection(params: URLSearchParams): (attribute: string) => boolean {
  const wanted = namesIn(params, "attributes");
  const unwanted = namesIn(params, "excludedAttributes");
  return (attribute) => {
    const name = attribute.toLowerCase();
    if (ALWAYS.includes(name)) return true;
    if (wanted !== null && ![...wanted].some((one) => covers(one, name))) return false;
    return unwanted === null || !unwanted.has(name);
  };
}

/** `name.givenName` asks for a part of `name`: all of it is given. */
function covers(wanted: string, name: string): boolean {
  return (
    wanted === name || wanted.startsWith(`${name}.`) || wanted.startsWith(`${name}:`) || wanted.endsWith(`:${name}`)
  );
}

function namesIn(params: URLSearchParams, name: string): ReadonlySet<string> | null {
  const list = params.get(name);
  if (list === null || list === "") return null;
  return new Set(
    list
      .slice(0, 4_000)
      .split(",")
      .map((one) => one.trim().toLowerCase()),
  );
}

function numberIn(params: URLSearchParams, name: string, otherwise: number): number {
  const text = params.get(name);
  if (text === null || text === "") return otherwise;
  if (!/^-?\d{1,9}$/.test(text)) throw badRequest("invalidValue", `\`${name}\` is a whole number`);
  return Number(text);
}
