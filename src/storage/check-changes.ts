import type { AuditEvent } from "../model/audit-event.js";
import type { CommitOptions, StoreChanges } from "./policy-store.js";
import { StoreError } from "./store-error.js";
import { isStoreId } from "./store-id.js";

/**
 * Refuses a commit that no store may take, whatever the store holds. Every `commit` begins with it; what depends on what
 * the store holds is for {@link checkSequence}, once the revision is known to be the expected one.
 *
 * @throws StoreError `invalid_changes` if
 * - the expected revision is not a whole number from 0
 * - the tenant's id, or one of a principal, is not an id (see {@link isStoreId}); likewise the `data.principalIds`, the
 *   `data.action`, the `data.key` and the acting principal of an event, by which it is searched
 * - a principal stands twice in `put` and `remove`
 * - there is no event, an event is of another revision, sequences leave a gap, or a time is not an ISO 8601 instant in UTC
 *   with milliseconds
 * - a principal is written or removed whom no event names in `data.principalIds`: caches would not hear of it
 */
export function checkChanges(tenant: string, changes: StoreChanges, options: CommitOptions): void {
  const { expectedRevision } = options;
  if (!Number.isSafeInteger(expectedRevision) || expectedRevision < 0) {
    refuse(`the expected revision \`${expectedRevision}\` is not a whole number from 0`);
  }
  checkId(tenant, "the tenant's id");
  const changed = new Set<string>();
  for (const id of changedPrincipals(changes)) {
    checkId(id, "the id of a principal");
    if (changed.has(id)) refuse(`principal \`${id}\` is changed twice; a commit gives each its last state`);
    changed.add(id);
  }
  checkEvents(changes.events, expectedRevision + 1);
  const named = new Set(changes.events.flatMap((event) => event.data.principalIds));
  for (const id of changed) {
    if (!named.has(id)) refuse(`principal \`${id}\` is changed, and no event names it in \`principalIds\``);
  }
}

/**
 * Refuses events that do not go on from the tenant's last.
 *
 * @param last - the sequence of the tenant's last event; 0 if there is none
 * @throws StoreError `invalid_changes`
 */
export function checkSequence(changes: Pick<StoreChanges, "events">, last: number): void {
  const first = changes.events[0]?.sequence;
  if (first !== last + 1) refuse(`the first event has sequence ${first} where ${last + 1} comes next`);
}

/**
 * The conflict that every store tells alike.
 *
 * @param expected - the revision that a commit rests on
 * @param actual - the tenant's revision, where it is known
 */
export function revisionConflict(expected: number, actual?: number): StoreError {
  const found = actual === undefined ? "another commit came first" : `the tenant is at ${actual}`;
  return new StoreError("revision_conflict", `the commit rests on revision ${expected}, and ${found}; read again`);
}

/** Whose states a commit writes or removes, in its order. */
export function changedPrincipals(changes: StoreChanges): string[] {
  return [...changes.put.map((state) => state.principal.id), ...(changes.remove ?? [])];
}

function checkEvents(events: readonly AuditEvent[], revision: number): void {
  const [first] = events;
  if (first === undefined) refuse("a commit without an event would change things unseen");
  if (!Number.isSafeInteger(first.sequence) || first.sequence < 1) {
    refuse(`the sequence \`${first.sequence}\` is not a whole number from 1`);
  }
  events.forEach((event, index) => {
    if (event.revision !== revision) refuse(`an event of revision ${event.revision} is in commit ${revision}`);
    if (event.sequence !== first.sequence + index) {
      refuse(`event ${event.sequence} follows event ${first.sequence + index - 1}`);
    }
    const time = Date.parse(event.time);
    if (Number.isNaN(time) || new Date(time).toISOString() !== event.time) {
      refuse(`the time of event ${event.sequence} is not an ISO 8601 instant in UTC with milliseconds`);
    }
    const { actor, action, key, principalIds } = event.data;
    if (actor.kind === "principal") checkId(actor.id, `the actor of event ${event.sequence}`);
    for (const id of principalIds) checkId(id, `a principal id of event ${event.sequence}`);
    checkId(action, `the action of event ${event.sequence}`);
    if (key !== undefined) checkId(key, `the key of event ${event.sequence}`);
  });
}

function checkId(id: unknown, what: string): void {
  if (!isStoreId(id)) refuse(`${what} is not well-formed text of 1 to 256 UTF-16 code units without \`\\u0000\``);
}

function refuse(why: string): never {
  throw new StoreError("invalid_changes", why);
}
