import type { AuditEvent } from "../model/audit-event.js";
import type { EventQuery, PolicyStore } from "../storage/policy-store.js";
import { StoreError } from "../storage/store-error.js";
import type { Moment } from "./clock.js";

/** How fresh an answer has to be. */
export interface Freshness {
  /** When it was asked for. */
  readonly asked: Moment;
  /** Every commit up to this one must be in it. */
  readonly atLeast: number;
}

/** The last event of a tenant's log, or `null` before the first commit. */
export async function lastEvent(store: PolicyStore, tenant: string): Promise<AuditEvent | null> {
  let last: AuditEvent | null = null;
  for await (const event of store.events(tenant, { last: 1 })) last = event;
  return last;
}

/** The first event that is asked for, or `null`. */
export async function firstEvent(store: PolicyStore, tenant: string, query: EventQuery): Promise<AuditEvent | null> {
  for await (const event of store.events(tenant, query)) return event;
  return null;
}

/** A store that gives what is older than what it gave before, and goes on doing so. */
export function laggingStore(): StoreError {
  return new StoreError("unavailable", "the store gives what is older than what is known to be there");
}
