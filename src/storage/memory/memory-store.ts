import type { AuditEvent } from "../../model/audit-event.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { checkLimit } from "../event-query.js";
import type { CommitOptions, EventQuery, PolicyStore, ScanOptions, StoreChanges, StoreNews } from "../policy-store.js";
import { MemoryTenant } from "./memory-tenant.js";

/**
 * A store in memory, for tests, demonstrations and what need not outlive the process. It passes the whole store contract but
 * for restarts. What it gives is frozen.
 *
 * @example
 * const store = memoryStore();
 * await store.read("acme", "u1") // => undefined
 */
export function memoryStore(): Required<PolicyStore> {
  return new MemoryStore();
}

class MemoryStore implements Required<PolicyStore> {
  readonly #tenants = new Map<string, MemoryTenant>();

  async read(tenant: string, principalId: string): Promise<PrincipalState | undefined> {
    const held = this.#tenants.get(tenant);
    return held?.states.read(principalId, held.revision);
  }

  async commit(tenant: string, changes: StoreChanges, options: CommitOptions): Promise<{ readonly revision: number }> {
    const held = this.#tenants.get(tenant) ?? new MemoryTenant();
    held.commit(tenant, changes, options);
    // only now: a refused first commit leaves nothing behind
    this.#tenants.set(tenant, held);
    return { revision: held.revision };
  }

  async *scan(tenant: string, options: ScanOptions = {}): AsyncIterable<PrincipalState> {
    checkLimit(options);
    const held = this.#tenants.get(tenant);
    if (held === undefined) return;
    const { revision } = held;
    for (const state of held.states.scan(options)) yield Object.freeze({ ...state, revision });
  }

  async *events(tenant: string, query: EventQuery = {}): AsyncIterable<AuditEvent> {
    checkLimit(query);
    yield* this.#tenants.get(tenant)?.find(query) ?? [];
  }

  async *watch(tenant: string, fromRevision: number, signal: AbortSignal): AsyncIterable<StoreNews> {
    const held = this.#watched(tenant);
    for (let revision = fromRevision + 1; !signal.aborted; ) {
      const news = held.newsOf(revision);
      if (news === undefined) {
        await held.bell.wait(signal);
      } else {
        yield news;
        revision += 1;
      }
    }
  }

  #watched(tenant: string): MemoryTenant {
    const held = this.#tenants.get(tenant) ?? new MemoryTenant();
    this.#tenants.set(tenant, held);
    return held;
  }
}
