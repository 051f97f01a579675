import type { AuditEvent } from "../../../src/model/audit-event.js";
import type { PrincipalState } from "../../../src/model/principal-state.js";
import { memoryStore } from "../../../src/storage/memory/memory-store.js";
import type {
  CommitOptions,
  EventQuery,
  PolicyStore,
  ScanOptions,
  StoreChanges,
} from "../../../src/storage/policy-store.js";
import { StoreError } from "../../../src/storage/store-error.js";

export type Call = "read" | "commit" | "scan" | "events";

/** What goes wrong with one call: nothing is done, or it is done and nobody hears of it. */
export type Trouble = "before" | "after";

/** A real store that a test can cut off, slow down, and look into. It tells no news: all that is found out is asked for. */
export class TroubledStore implements PolicyStore {
  readonly real: PolicyStore;
  readonly calls: Call[] = [];
  isDown = false;
  /** Waits before a call is passed on: for interleavings. */
  wait: (call: Call) => Promise<void> | void = () => undefined;
  readonly #troubles: { readonly call: Call; readonly trouble: Trouble }[] = [];

  constructor(real: PolicyStore = memoryStore()) {
    this.real = real;
  }

  /** The next call of this kind goes wrong. */
  fail(call: Call, trouble: Trouble = "before"): void {
    this.#troubles.push({ call, trouble });
  }

  count(call: Call): number {
    return this.calls.filter((one) => one === call).length;
  }

  async read(tenant: string, principalId: string): Promise<PrincipalState | undefined> {
    return this.#pass("read", () => this.real.read(tenant, principalId));
  }

  async commit(tenant: string, changes: StoreChanges, options: CommitOptions): Promise<{ readonly revision: number }> {
    return this.#pass("commit", () => this.real.commit(tenant, changes, options));
  }

  async *scan(tenant: string, options?: ScanOptions): AsyncIterable<PrincipalState> {
    yield* await this.#pass("scan", async () => gather(this.real.scan(tenant, options)));
  }

  async *events(tenant: string, query?: EventQuery): AsyncIterable<AuditEvent> {
    yield* await this.#pass("events", async () => gather(this.real.events(tenant, query)));
  }

  async #pass<T>(call: Call, work: () => Promise<T>): Promise<T> {
    this.calls.push(call);
    const index = this.#troubles.findIndex((one) => one.call === call);
    const trouble = index < 0 ? undefined : this.#troubles.splice(index, 1)[0]?.trouble;
    await this.wait(call);
    if (this.isDown || trouble === "before") throw new StoreError("unavailable", "cut off");
    const result = await work();
    // the answer takes its time as well
    await this.wait(call);
    if (this.isDown || trouble === "after") throw new StoreError("unavailable", "cut off");
    return result;
  }
}

async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
