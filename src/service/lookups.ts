import type { Need } from "../lifecycle/plan.js";
import type { AuditEvent } from "../model/audit-event.js";
import type { PrincipalState } from "../model/principal-state.js";
import type { PolicyStore } from "../storage/policy-store.js";
import { isStoreId } from "../storage/store-id.js";
import { laggingStore } from "./ask.js";
import { withPatience } from "./patience.js";

/** Reading many takes longer than reading one. */
const MANY = 20;

/**
 * What one planning looks up, each thing once: so it sees one state of affairs, and none that is older than the head of the
 * log that was read before.
 */
export class Lookups {
  readonly #store: PolicyStore;
  readonly #tenant: string;
  readonly #revision: number;
  readonly #found = new Map<string, Promise<unknown>>();

  readonly #timeoutMs: number;

  /** @param revision - the head of the log, read before */
  constructor(store: PolicyStore, tenant: string, revision: number, timeoutMs: number) {
    this.#store = store;
    this.#tenant = tenant;
    this.#revision = revision;
    this.#timeoutMs = timeoutMs;
  }

  principal(principalId: string): Promise<PrincipalState | undefined> {
    return this.find({ kind: "principal", principalId }) as Promise<PrincipalState | undefined>;
  }

  find(need: Need): Promise<unknown> {
    const key = JSON.stringify(need);
    const found =
      this.#found.get(key) ?? withPatience(this.#ask(need), this.#timeoutMs * (need.kind === "principal" ? 1 : MANY));
    this.#found.set(key, found);
    return found;
  }

  async #ask(need: Need): Promise<unknown> {
    switch (need.kind) {
      case "principal":
        return this.#read(need.principalId);
      case "holders":
        return this.#scan(need.role);
      case "events": {
        const { principalId, from, action } = need;
        const events: AuditEvent[] = [];
        const query = { principalId, from, ...(action === undefined ? {} : { action }) };
        for await (const event of this.#store.events(this.#tenant, query)) events.push(event);
        return events;
      }
    }
  }

  async #read(principalId: string): Promise<PrincipalState | undefined> {
    if (!isStoreId(principalId)) return undefined;
    const state = await this.#store.read(this.#tenant, principalId);
    return state === undefined ? undefined : this.#recent(state);
  }

  async #scan(role: string): Promise<readonly PrincipalState[]> {
    const states: PrincipalState[] = [];
    for await (const state of this.#store.scan(this.#tenant, { role })) states.push(this.#recent(state));
    return states;
  }

  #recent(state: PrincipalState): PrincipalState {
    if (state.revision < this.#revision) throw laggingStore();
    return state;
  }
}
