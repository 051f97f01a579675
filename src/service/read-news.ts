import type { AuditEvent } from "../model/audit-event.js";
import type { PolicyStore } from "../storage/policy-store.js";
import { lastEvent } from "./ask.js";

/** So many events are read one by one; of more, only the last is, and all that was known is forgotten. */
const MOST_EVENTS = 5_000;

/** How far a log was read. */
export interface NewsRead {
  /** The revision of the last commit. */
  readonly revision: number;
  /** Whether events were left out: nothing that was known before may be relied on. */
  readonly isForgotten: boolean;
}

/**
 * Reads what is new in a tenant's log.
 *
 * @param applied - up to which commit the log was read before; `null` if it was not
 * @param apply - is shown each new event
 */
export async function readNews(
  store: PolicyStore,
  tenant: string,
  applied: number | null,
  apply: (event: AuditEvent) => void,
): Promise<NewsRead> {
  if (applied !== null) {
    let revision = applied;
    let count = 0;
    for await (const event of store.events(tenant, { afterRevision: applied })) {
      count += 1;
      if (count > MOST_EVENTS) break;
      apply(event);
      revision = event.revision;
    }
    if (count <= MOST_EVENTS) return { revision, isForgotten: false };
  }
  const last = await lastEvent(store, tenant);
  return { revision: last?.revision ?? 0, isForgotten: true };
}
