import { type PolicyStore, StoreError } from "castellan/storage";

/** How often what goes wrong, from 0 to 1, and what did. */
export interface Faults {
  /** A commit is refused before it is made. */
  readonly before: number;
  /** A commit is made, and its acknowledgement is lost. */
  readonly after: number;
  /** A commit is told that another one came first, although none did. */
  readonly conflict: number;
  /** A question fails. */
  readonly reading: number;
  /** An answer takes its time. */
  readonly slow: number;
  /** An answer takes longer than anybody waits. */
  readonly late: number;
  readonly random: () => number;
  readonly counts: Map<string, number>;
}

/** A store that fails and lingers, and does what it says otherwise. */
export function faultyStore(store: PolicyStore, faults: Faults, lateMs: number): Required<PolicyStore> {
  const happens = (what: "before" | "after" | "conflict" | "reading" | "slow" | "late") => {
    if (faults.random() >= faults[what]) return false;
    faults.counts.set(what, (faults.counts.get(what) ?? 0) + 1);
    return true;
  };
  const linger = async () => {
    if (happens("slow")) await pause(faults.random() * 30);
    if (happens("late")) await pause(lateMs);
  };
  const reading = async () => {
    await linger();
    if (happens("reading")) throw new StoreError("unavailable", "a fault was injected");
  };
  return {
    read: async (tenant, principalId) => {
      await reading();
      return await store.read(tenant, principalId);
    },
    commit: async (tenant, changes, options) => {
      if (happens("before")) throw new StoreError("unavailable", "a fault was injected before the commit");
      if (happens("conflict")) throw new StoreError("revision_conflict", "a conflict was injected");
      await linger();
      const made = await store.commit(tenant, changes, options);
      if (happens("after")) throw new StoreError("unavailable", "a fault was injected after the commit");
      await linger();
      return made;
    },
    scan: async function* (tenant, options) {
      await reading();
      yield* store.scan(tenant, options);
    },
    events: async function* (tenant, query) {
      await reading();
      yield* store.events(tenant, query);
    },
    watch: async function* (tenant, fromRevision, signal) {
      for await (const news of store.watch?.(tenant, fromRevision, signal) ?? []) {
        if (happens("reading")) throw new StoreError("unavailable", "a fault was injected");
        yield news;
      }
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
