import type { EventDraft } from "../../model/audit-event.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { type Finding, findPrincipal, type Plan } from "../plan.js";

/** The states that a command changes, while it is planned: who is looked up again is found as changed. */
export class Changes {
  readonly #put = new Map<string, PrincipalState>();
  readonly #follows = new Set<string>();
  readonly #events: EventDraft[] = [];

  *find(principalId: string): Finding<PrincipalState | undefined> {
    return this.#put.get(principalId) ?? (yield* findPrincipal(principalId));
  }

  /** Changes somebody whom the command names. */
  put(state: PrincipalState): void {
    this.#put.set(state.principal.id, state);
    this.#follows.delete(state.principal.id);
  }

  /** Changes somebody in consequence of what the command does to somebody else. */
  follow(state: PrincipalState): void {
    const { id } = state.principal;
    if (!this.#put.has(id)) this.#follows.add(id);
    this.#put.set(id, state);
  }

  tell(...events: readonly EventDraft[]): void {
    this.#events.push(...events);
  }

  plan<Result>(result: Result): Plan<Result> {
    return { put: [...this.#put.values()], follows: [...this.#follows], events: this.#events, result };
  }
}
