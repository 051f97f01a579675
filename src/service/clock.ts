/** The present instant, in epoch milliseconds: a function, or whatever has a `now()`, as `Date` has. */
export type Clock = (() => number) | Timekeeper;

/** Whatever tells the present instant, as `Date` does. */
export interface Timekeeper {
  /** Epoch milliseconds. */
  now(): number;
}

/** A moment, as a wall clock and one that nobody sets tell it. */
export interface Moment {
  /** Counts up with every moment: of two that both clocks tell alike, the later has more. */
  readonly tick: number;
  /** Epoch ms, by the service's clock. */
  readonly wall: number;
  /** Milliseconds, by a clock that only goes on. */
  readonly steady: number;
}

/** The service's clocks. */
export class Clocks {
  readonly now: () => number;
  #tick = 0;

  constructor(clock: Clock | undefined) {
    // `Date` is both, and as a function it gives a text
    if (clock === undefined) this.now = () => Date.now();
    else if ("now" in clock) this.now = () => Math.floor(clock.now());
    else this.now = () => Math.floor(clock());
  }

  moment(): Moment {
    this.#tick += 1;
    return { tick: this.#tick, wall: this.now(), steady: performance.now() };
  }
}

/**
 * How long one moment lies before another, in milliseconds: by the clock that says more. A wall clock may be set back, and a
 * steady one stands still while the machine sleeps; neither makes anything look fresher than it is.
 */
export function ageAt(then: Moment, at: Moment): number {
  return Math.max(at.steady - then.steady, at.wall - then.wall);
}

/** Whether a moment lies no more than so many milliseconds before another. With 0, it must not lie before it at all. */
export function isWithin(then: Moment, at: Moment, maxAgeMs: number): boolean {
  return then.tick >= at.tick || (maxAgeMs > 0 && ageAt(then, at) <= maxAgeMs);
}

/** The later of two moments. */
export function laterOf(one: Moment | null, other: Moment): Moment {
  return one !== null && one.tick > other.tick ? one : other;
}
