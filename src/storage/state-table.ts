import type { PrincipalState } from "../model/principal-state.js";
import type { ScanOptions, StoreChanges } from "./policy-store.js";

/**
 * The states of one tenant, in memory: what is kept is frozen, and so can be given to everybody.
 */
export class StateTable {
  readonly #states = new Map<string, PrincipalState>();
  /** The ids in the order of UTF-16 code units. */
  #ids: string[] = [];

  /** Takes states and removals over. The states are nobody else's: they are frozen here, with all that is in them. */
  apply(put: readonly PrincipalState[], remove: StoreChanges["remove"] = []): void {
    const added = put.map((state) => state.principal.id).filter((id) => !this.#states.has(id));
    for (const state of put) this.#states.set(state.principal.id, frozen(state));
    const removed = remove.filter((id) => this.#states.delete(id));
    if (added.length + removed.length > 16) {
      this.#ids = [...this.#states.keys()].sort();
    } else {
      for (const id of added) this.#ids.splice(this.#firstFrom(id), 0, id);
      for (const id of removed) this.#ids.splice(this.#firstFrom(id), 1);
    }
  }

  /** A state, as of a revision. */
  read(principalId: string, revision: number): PrincipalState | undefined {
    const state = this.#states.get(principalId);
    return state && Object.freeze({ ...state, revision });
  }

  /** The states that are asked for, all as they are now: later commits do not change what was given. */
  scan({ after, limit = Number.POSITIVE_INFINITY, role }: ScanOptions): readonly PrincipalState[] {
    const found: PrincipalState[] = [];
    for (let at = after === undefined ? 0 : this.#firstAfter(after); at < this.#ids.length; at++) {
      if (found.length >= limit) break;
      const state = this.#states.get(this.#ids[at] ?? "");
      if (state && (role === undefined || state.assignments.some((it) => it.role === role))) found.push(state);
    }
    return found;
  }

  /** Everybody's states, by id. */
  all(): readonly PrincipalState[] {
    return this.scan({});
  }

  #firstAfter(id: string): number {
    const at = this.#firstFrom(id);
    return this.#ids[at] === id ? at + 1 : at;
  }

  #firstFrom(id: string): number {
    let [from, to] = [0, this.#ids.length];
    while (from < to) {
      const middle = (from + to) >>> 1;
      // the comparison of texts is the order of UTF-16 code units
      if ((this.#ids[middle] ?? "") < id) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

/**
 * Freezes a value of JSON, with all that is in it.
 *
 * @param value - nobody else's
 */
export function frozen<Value extends object>(value: Value): Value {
  const waiting: unknown[] = [value];
  // by hand, since values may be nested deeper than calls can be
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== "object" || next === null) continue;
    Object.freeze(next);
    for (const key of Object.keys(next)) waiting.push(Reflect.get(next, key));
  }
  return value;
}
