import type { AuditEvent } from "../model/audit-event.js";
import { InvalidRequestError } from "../model/errors.js";
import type { EventQuery, ScanOptions } from "./policy-store.js";
import { isStoreId } from "./store-id.js";

/**
 * Whom an event concerns: what `EventQuery.principalId` is compared with. A system that acted is no principal, even if one
 * has its name.
 *
 * @returns each id once
 */
export function concernedPrincipals({ data: { actor, principalIds } }: AuditEvent): string[] {
  return [...new Set(actor.kind === "principal" ? [actor.id, ...principalIds] : principalIds)];
}

/**
 * Tells whether an event is asked for, `last` apart.
 *
 * @param event - one of the tenant's events
 * @param query - what is asked for
 */
export function matchesEvent(event: AuditEvent, query: EventQuery): boolean {
  const { afterRevision, principalId, action, key, from, until } = query;
  const { data } = event;
  return (
    (afterRevision === undefined || event.revision > afterRevision) &&
    (action === undefined || data.action === action) &&
    (key === undefined || data.key === key) &&
    (principalId === undefined || concernedPrincipals(event).includes(principalId)) &&
    (from === undefined || Date.parse(event.time) >= from) &&
    (until === undefined || Date.parse(event.time) < until)
  );
}

/**
 * Tells whether a question can have an answer at all. One that names what is no id has none; a database might take it for
 * another id, or refuse it.
 *
 * @param tenant - who is asked for
 * @param query - what is asked for
 * @example
 * canMatch("acme", { principalId: "\ud800" }) // => false
 */
export function canMatch(tenant: string, query: EventQuery = {}): boolean {
  const { principalId, action, key } = query;
  return [tenant, principalId, action, key].every((id) => id === undefined || isStoreId(id));
}

/**
 * Refuses questions that make no sense, rather than answer another one.
 *
 * @throws InvalidRequestError `invalid_limit` if `limit` or `last` is given and not a whole number from 1
 */
export function checkLimit(options: ScanOptions | EventQuery): void {
  for (const name of ["limit", "last"] as const) {
    const value: unknown = (options as Record<string, unknown>)[name];
    if (value !== undefined && (!Number.isSafeInteger(value) || Number(value) < 1)) {
      throw new InvalidRequestError("invalid_limit", `\`${name}\` is not a whole number from 1: \`${String(value)}\``);
    }
  }
}
