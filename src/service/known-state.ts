import { LRUCache } from "lru-cache";
import type { PrincipalState } from "../model/principal-state.js";
import type { Moment } from "./clock.js";

/** What was read of a principal, and when. */
export interface KnownState {
  /** `null` for somebody of whom nothing is kept. */
  readonly state: PrincipalState | null;
  /** Every commit up to this one is in it. */
  readonly revision: number;
  /** When it was asked for: it is no older. */
  readonly at: Moment;
  /** Whose knowledge it is part of; of another one, it says nothing. */
  readonly era: object;
}

/** What a process remembers of the principals of all tenants: bounded, the least recently used go first. */
export class KnownStates {
  readonly #known: LRUCache<string, KnownState>;

  constructor(maxEntries: number) {
    this.#known = new LRUCache({ max: maxEntries });
  }

  get(tenant: string, principalId: string): KnownState | undefined {
    return this.#known.get(keyOf(tenant, principalId));
  }

  set(tenant: string, principalId: string, known: KnownState): void {
    this.#known.set(keyOf(tenant, principalId), known);
  }

  /** Forgets a principal, unless what is known has this commit in it. */
  forget(tenant: string, principalId: string, revision: number): void {
    const key = keyOf(tenant, principalId);
    const known = this.#known.peek(key);
    if (known !== undefined && known.revision < revision) this.#known.delete(key);
  }

  clear(): void {
    this.#known.clear();
  }
}

/** No id has `\0` in it. */
function keyOf(tenant: string, principalId: string): string {
  return `${tenant}\0${principalId}`;
}
