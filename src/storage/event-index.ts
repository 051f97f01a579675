import type { AuditEvent } from "../model/audit-event.js";
import { concernedPrincipals } from "./event-query.js";
import type { EventQuery } from "./policy-store.js";

/** Where events are that have a key or concern a principal: numbers that grow, for one tenant. */
export class EventIndex {
  readonly #byKey = new Map<string, number[]>();
  readonly #byPrincipal = new Map<string, number[]>();

  /**
   * Takes an event in.
   *
   * @param at - where it is: no less than of the one before
   */
  add(event: AuditEvent, at: number): void {
    if (event.data.key !== undefined) append(this.#byKey, event.data.key, at);
    for (const id of concernedPrincipals(event)) append(this.#byPrincipal, id, at);
  }

  /**
   * Where to look for what is asked.
   *
   * @returns each place once, growing; `undefined` for everywhere
   */
  places({ key, principalId }: EventQuery): readonly number[] | undefined {
    if (key !== undefined) return this.#byKey.get(key) ?? [];
    if (principalId !== undefined) return this.#byPrincipal.get(principalId) ?? [];
    return undefined;
  }
}

function append(places: Map<string, number[]>, name: string, at: number): void {
  const known = places.get(name);
  if (known === undefined) places.set(name, [at]);
  else if (known.at(-1) !== at) known.push(at);
}
