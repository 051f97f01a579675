import { own, readable } from "../compile/own.js";
import { auditHash } from "../govern/audit-chain.js";
import type { Redactor } from "../govern/redactor.js";
import { toJson } from "../govern/to-json.js";
import type { Command } from "../lifecycle/command.js";
import { plainInput } from "../lifecycle/plain-input.js";
import { refusal } from "../lifecycle/refusal.js";
import type { AuditActor, AuditEvent, EventDraft } from "../model/audit-event.js";
import type { Json, JsonObject } from "../model/json.js";
import type { PolicyStore } from "../storage/policy-store.js";
import { isStoreId } from "../storage/store-id.js";

/** As long as a key may be. */
const LONGEST_KEY = 200;

/** What was carried out under a key before. */
export interface Precedent {
  readonly revision: number;
  readonly events: readonly AuditEvent[];
  readonly result: object;
}

/** A command under a key: whose, and what it says. */
export interface KeyedCommand {
  readonly key: string;
  readonly giver: string;
  readonly content: string;
  /** It lets something through by values that are not told: another one that differs in them looks the same. */
  readonly isVeiled: boolean;
}

/**
 * What tells a command again, if it has a key.
 *
 * Hashes stand in the event, and whoever may read the audit could try values out on them one by one. So what is hashed is what
 * events may tell: two commands that differ only in values that are not told count as one.
 *
 * @throws CommandRefusedError `invalid_command` for what is no key, or cannot be read
 */
export function keyedCommand(command: Command, giver: AuditActor, redactor: Redactor): KeyedCommand | null {
  const { key } = command;
  if (key === undefined) return null;
  if (!isStoreId(key) || key.length > LONGEST_KEY) {
    throw refusal("invalid_command", `a key is a text of 1 to ${LONGEST_KEY} characters`);
  }
  const said = contentOf(command);
  const content = hashOf(redactor.data(said));
  const isVeiled = command.command === "authorize" && content !== hashOf(said);
  return { key, giver: giverHash(command, giver), content, isVeiled };
}

/** Writes into the first event what tells the command again: under which key, which one it was, and what came of it. */
export function withPrecedent(
  drafts: readonly EventDraft[],
  { key, giver, content }: KeyedCommand,
  result: unknown,
): readonly EventDraft[] {
  const [first, ...rest] = drafts;
  if (first === undefined) return drafts;
  const told = { hash: content, giver, result: keepable(result) };
  const details = { ...first.data.details, command: told };
  return [{ ...first, data: { ...first.data, key, details } }, ...rest];
}

/**
 * Finds what the same giver did under this key before.
 *
 * @throws CommandRefusedError `invalid_command` if it was something else; `wrong_status` if that cannot be told, and it matters
 */
export async function findPrecedent(
  store: PolicyStore,
  tenant: string,
  { key, giver, content, isVeiled }: KeyedCommand,
): Promise<Precedent | null> {
  for await (const event of store.events(tenant, { key })) {
    const kept = event.data.details?.command;
    if (event.data.outcome !== "done" || !isObject(kept) || kept.giver !== giver) continue;
    if (kept.hash !== content) {
      throw refusal("invalid_command", "this key was given to another command before");
    }
    // a yes to other values than those that were decided on would be no decision at all
    if (isVeiled) throw refusal("wrong_status", "this was carried out before, and with which values is not kept");
    const events: AuditEvent[] = [];
    for await (const one of store.events(tenant, { afterRevision: event.revision - 1 })) {
      if (one.revision !== event.revision) break;
      events.push(one);
    }
    const result = await tellAgain(store, tenant, kept.result ?? null);
    return { revision: event.revision, events, result };
  }
  return null;
}

/**
 * What a command says, apart from its key. Of a record that is there already only which one it is: what it holds changes with
 * what the command lets through. What a provider says of somebody beside is not told at all.
 */
function contentOf({ key: _, ...content }: Command): Json {
  const { record, profile: __, ...rest } = content as { readonly record?: unknown; readonly profile?: unknown };
  const said = plainInput(rest);
  if (typeof record !== "object" || record === null || !isObject(said)) return said;
  return { ...said, record: said.action === "create" ? wordsOf(record) : { id: idOf(record) } };
}

function idOf(record: object): Json {
  const id = own(readable(record, ["id"]), "id");
  return typeof id === "symbol" ? null : toJson(id);
}

/** A record that is to be written, as far as it can be said: it comes from the host, and may refer to others in circles. */
function wordsOf(record: object): Json {
  let entries: [string, unknown][];
  try {
    entries = Object.entries(record);
  } catch {
    throw refusal("invalid_command", "the record cannot be read");
  }
  return Object.fromEntries(
    entries.map(([name, value]): [string, Json] => {
      if (value === undefined) return [name, null];
      return [name, plainInput(typeof value === "bigint" ? String(value) : value)];
    }),
  );
}

function hashOf(said: Json): string {
  return auditHash({ command: said });
}

/**
 * Whose key it is. Whoever accepts an invitation is not logged in as anybody yet, and has nothing but the token.
 */
function giverHash(command: Command, { kind, id, onBehalfOf }: AuditActor): string {
  const token = command.command === "acceptInvite" ? toJson(command.token) : null;
  return auditHash({ kind, id, onBehalfOf, token });
}

/** Events are kept already, a token is kept nowhere: of both, only that there was one. */
function keepable(result: unknown): JsonObject {
  const kept = Object.entries(isObject(result) ? result : {}).map(([name, value]): [string, Json] => {
    if (name === "token") return ["issued", true];
    return [name, isEvents(value) ? placesOf(value) : toJson(value)];
  });
  return Object.fromEntries(kept);
}

async function tellAgain(store: PolicyStore, tenant: string, kept: Json): Promise<object> {
  const told: [string, unknown][] = [];
  for (const [name, value] of Object.entries(isObject(kept) ? kept : {})) {
    if (name === "issued") told.push(["token", null]);
    else told.push([name, isObject(value) ? await eventsAgain(store, tenant, value) : value]);
  }
  return Object.fromEntries(told);
}

/** Where events stand that were told, so that they can be read again. */
function placesOf(events: readonly AuditEvent[]): JsonObject {
  const before = Math.min(...events.map(({ revision }) => revision)) - 1;
  return { afterRevision: before, sequences: events.map(({ sequence }) => sequence) };
}

async function eventsAgain(store: PolicyStore, tenant: string, kept: JsonObject): Promise<unknown> {
  const { afterRevision, sequences } = kept;
  if (typeof afterRevision !== "number" || !Array.isArray(sequences)) return kept;
  const wanted = new Set<unknown>(sequences);
  const events: AuditEvent[] = [];
  for await (const event of store.events(tenant, { afterRevision })) {
    if (wanted.has(event.sequence)) events.push(event);
    if (events.length === wanted.size) break;
  }
  return events;
}

function isEvents(value: unknown): value is readonly AuditEvent[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && "previoushash" in one);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
