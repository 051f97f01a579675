import { auditHash } from "../govern/audit-chain.js";
import { toJson } from "../govern/to-json.js";
import type { Command } from "../lifecycle/command.js";
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

/**
 * The key of a command, if it has one.
 *
 * @throws CommandRefusedError `invalid_command` for what is no key
 */
export function keyOf(command: Command): string | undefined {
  const { key } = command;
  if (key === undefined) return undefined;
  if (!isStoreId(key) || key.length > LONGEST_KEY) {
    throw refusal("invalid_command", `a key is a text of 1 to ${LONGEST_KEY} characters`);
  }
  return key;
}

/** Writes into the first event what tells the command again: under which key, which one it was, and what came of it. */
export function withPrecedent(
  drafts: readonly EventDraft[],
  command: Command,
  key: string,
  giver: AuditActor,
  result: unknown,
): readonly EventDraft[] {
  const [first, ...rest] = drafts;
  if (first === undefined) return drafts;
  const told = { hash: contentHash(command), giver: giverHash(command, giver), result: keepable(result) };
  const details = { ...first.data.details, command: told };
  return [{ ...first, data: { ...first.data, key, details } }, ...rest];
}

/**
 * Finds what the same giver did under this key before.
 *
 * @throws CommandRefusedError `invalid_command` if it was something else
 */
export async function findPrecedent(
  store: PolicyStore,
  tenant: string,
  command: Command,
  key: string,
  giver: AuditActor,
): Promise<Precedent | null> {
  const sameGiver = giverHash(command, giver);
  for await (const event of store.events(tenant, { key })) {
    const kept = event.data.details?.command;
    if (event.data.outcome !== "done" || !isObject(kept) || kept.giver !== sameGiver) continue;
    if (kept.hash !== contentHash(command)) {
      throw refusal("invalid_command", "this key was given to another command before");
    }
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

/** What a command says, apart from its key. */
function contentHash({ key: _, ...content }: Command): string {
  return auditHash({ command: toJson(content) });
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
