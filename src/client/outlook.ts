import type { Limits } from "../decide/attenuate.js";
import { leastAfter, nextChange, readsClock } from "./bound.js";
import type { ClientModel } from "./model.js";
import { Side } from "./side.js";
import type { Snapshot } from "./snapshot.js";

/** A snapshot at one instant: from where questions are answered. */
export class Outlook {
  readonly snapshot: Snapshot;
  readonly limits: Limits | null;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Who acts and, where that is on behalf of somebody, who that is: both must be allowed. */
  readonly sides: readonly Side[];
  /** Where names are looked up. */
  readonly party: { readonly policy: ClientModel };
  #changesAt: number | undefined;

  constructor(snapshot: Snapshot, limits: Limits | null, now: number) {
    this.snapshot = snapshot;
    this.limits = limits;
    this.now = now;
    this.party = { policy: snapshot.model };
    this.sides = snapshot.parties.map((party) => new Side(party, now));
  }

  /** When facts change next (epoch ms); `Infinity` for never. */
  get changesAt(): number {
    this.#changesAt ??= Math.min(
      leastAfter(this.now, this.limits === null ? [] : [this.limits.until]),
      ...this.sides.map(nextChange),
    );
    return this.#changesAt;
  }

  /** Whether some condition on records looks at the clock. */
  get readsClock(): boolean {
    return this.sides.some(readsClock);
  }

  /** Until when all answers stay as they are (epoch ms); `null` for ever. */
  get validUntil(): number | null {
    const { now, changesAt } = this;
    return instantOrNull(this.readsClock ? Math.min(now + 1, changesAt) : changesAt);
  }
}

/** `null` for an instant that never comes. */
export function instantOrNull(at: number): number | null {
  return at === Number.POSITIVE_INFINITY ? null : at;
}
