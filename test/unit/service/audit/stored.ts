import { chainHead, sealEvents } from "../../../../src/govern/audit-chain.js";
import type { AuditEvent, EventDraft } from "../../../../src/model/audit-event.js";
import { memoryStore } from "../../../../src/storage/memory/memory-store.js";
import type { PolicyStore } from "../../../../src/storage/policy-store.js";
import { draft, TIME } from "../../govern/chains.js";

export const TENANT = "acme";

export interface Committer {
  readonly store: PolicyStore;
  /** Makes one commit of so many events. */
  commit(...drafts: readonly EventDraft[]): Promise<readonly AuditEvent[]>;
  events(): Promise<AuditEvent[]>;
}

/** A real store, and what commits to it. */
export function committer(): Committer {
  const store = memoryStore();
  let last: AuditEvent | undefined;
  return {
    store,
    async commit(...drafts) {
      const head = last === undefined ? null : chainHead(last);
      const revision = (head?.revision ?? 0) + 1;
      const events = sealEvents({ tenant: TENANT, head, revision, time: TIME }, drafts);
      await store.commit(TENANT, { put: [], events }, { expectedRevision: revision - 1 });
      last = events.at(-1);
      return events;
    },
    async events() {
      const all: AuditEvent[] = [];
      for await (const event of store.events(TENANT)) all.push(event);
      return all;
    },
  };
}

/** So many drafts. */
export const drafts = (count: number): EventDraft[] =>
  Array.from({ length: count }, (_, n) => draft({ details: { n } }));
