import { HydratedAccess } from "../client/access.js";
import type { ClientAccess } from "../client/client-access.js";
import type { UnknownVocabulary } from "../model/vocabulary.js";

// what is used of a browser, and no more: a server has no document
declare const document: {
  addEventListener(event: string, listener: () => void): void;
  removeEventListener(event: string, listener: () => void): void;
};
declare const setTimeout: (run: () => void, delay: number) => unknown;
declare const clearTimeout: (timer: unknown) => void;

/** An access, whatever its policy. */
export type AnyAccess = ClientAccess<UnknownVocabulary>;

/** Timers take no more milliseconds than these. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** So often somebody is told at most that a snapshot is stale: a clock that goes wrong must not flood a server. */
const QUIET_MS = 10_000;

const LOOK_AGAIN_MS = 60_000;

/** Who is told that a snapshot is stale, and when that was last. */
export interface StaleListener {
  onStale: (() => void) | undefined;
  toldAt: number;
}

/** An access that goes on with time: the one thing of castellan in a browser that reads a clock. */
export class AccessStore {
  /** As it was given: for a server, and for the first look of a page that came from one. */
  readonly initial: () => AnyAccess;
  readonly #clock: () => number;
  readonly #stale: StaleListener;
  /** When its facts change. */
  readonly #staleAt: number;
  #current: AnyAccess;
  #lookAgainAt: number;
  #isTold = false;

  constructor(access: AnyAccess, clock: () => number, stale: StaleListener) {
    const { now, changesAt, lookAgainAt } = timesOf(access);
    // an answer from the server's future: it is the clock here that is behind
    const behind = Math.max(0, now - clock());
    this.initial = () => access;
    this.#clock = () => clock() + behind;
    this.#stale = stale;
    this.#staleAt = changesAt;
    this.#current = access;
    this.#lookAgainAt = lookAgainAt;
  }

  /** The access as of now; the same one as long as nothing changes. */
  readonly current = (): AnyAccess => {
    const now = this.#clock();
    if (now >= this.#lookAgainAt) {
      this.#current = this.#current.at(now);
      this.#lookAgainAt = timesOf(this.#current).lookAgainAt;
    }
    return this.#current;
  };

  /** Tells when there is another access: a timer ran out, or the page came back from sleep. */
  readonly subscribe = (onChange: () => void): (() => void) => {
    const page = typeof document === "undefined" ? null : document;
    let timer: unknown;
    const look = () => {
      clearTimeout(timer);
      onChange();
      const wait = Math.min(this.#tellStale(), this.#lookAgainAt - this.#clock());
      if (wait < Number.POSITIVE_INFINITY) timer = setTimeout(look, Math.min(Math.max(wait, 1), LONGEST_TIMER));
    };
    look();
    page?.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      page?.removeEventListener("visibilitychange", look);
    };
  };

  /** Tells who listens, if it is time; returns in how many milliseconds to try again. */
  #tellStale(): number {
    if (this.#isTold) return Number.POSITIVE_INFINITY;
    const now = this.#clock();
    const wait = Math.max(this.#staleAt, this.#stale.toldAt + QUIET_MS) - now;
    if (wait > 0) return wait;
    this.#isTold = true;
    this.#stale.toldAt = now;
    this.#stale.onStale?.();
    return Number.POSITIVE_INFINITY;
  }
}

function timesOf(access: AnyAccess) {
  if (access instanceof HydratedAccess) {
    const { now, changesAt, readsClock } = access.outlook;
    // what compares records with the clock may change at any time: often enough is good enough for a page
    return { now, changesAt, lookAgainAt: readsClock ? Math.min(now + LOOK_AGAIN_MS, changesAt) : changesAt };
  }
  const at = access.validUntil ?? Number.POSITIVE_INFINITY;
  return { now: Number.NEGATIVE_INFINITY, changesAt: at, lookAgainAt: at };
}
