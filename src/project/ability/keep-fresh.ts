import type { AccessAbility } from "./access-ability.js";
import { type Answerer, answererOf } from "./answerer.js";
import { abilityOf } from "./refresh-ability.js";
import type { AbilityOf, AbilitySource } from "./to-ability.js";

/** What {@link keepFresh} is given, since the library has no clock of its own. */
export interface FreshnessOptions<Source extends AbilitySource> {
  /** The clock, in epoch milliseconds: `Date.now`. */
  readonly now: () => number;
  /** Runs something once after so many milliseconds, never more than 2^31 − 1; returns what calls it off. */
  readonly setTimer: (run: () => void, ms: number) => () => void;
  /** Gets the facts anew, whenever an answer may have changed. Default: the same facts are looked at later. */
  readonly load?: (now: number) => Source | Promise<Source>;
  /** Told what `load` threw, or why the ability was emptied. */
  readonly onError?: (error: unknown) => void;
  /**
   * How often an ability is refreshed whose conditions compare records with `now`, in milliseconds: any instant may change
   * an answer then. Default 1,000. What windows, sessions and approvals bound is never late.
   */
  readonly interval?: number;
}

/** What timers can wait for: browsers and Node run a longer one at once. */
const LONGEST_TIMER = 2_147_483_647;

const DEFAULT_INTERVAL = 1_000;

/**
 * Refreshes an ability whenever the `validUntil` of its access passes, so that what has expired is gone and what begins is
 * there. At that very instant the same facts are looked at anew; what `load` gives follows when it is there. An ability
 * that cannot be refreshed is emptied: it then allows nothing.
 *
 * After `ability.update([])` it waits until the ability is refreshed by other means.
 *
 * @param ability - made by `toAbility()`
 * @returns what ends it
 * @throws InvalidRequestError `invalid_facts` for an ability of another kind
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "read" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * const principal = { id: "u1", kind: "employee", status: "active" } as const;
 * const assignments = [{ id: "a1", role: "reader", validUntil: Date.now() + 3_600_000 }] as const;
 * const ability = toAbility(policy.access({ principal, assignments, session: null, now: Date.now() }));
 * const stop = keepFresh(ability, {
 *   now: Date.now,
 *   setTimer: (run, ms) => {
 *     const timer = setTimeout(run, ms);
 *     return () => clearTimeout(timer);
 *   },
 * });
 * stop();
 */
export function keepFresh<Source extends AbilitySource, Query>(
  ability: AbilityOf<Source, Query>,
  options: FreshnessOptions<NoInfer<Source>>,
): () => void {
  const keeper = new Keeper(abilityOf(ability), options);
  return () => keeper.stop();
}

class Keeper {
  readonly #ability: AccessAbility;
  readonly #options: FreshnessOptions<AbilitySource>;
  readonly #unsubscribe: () => void;
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(ability: AccessAbility, options: FreshnessOptions<AbilitySource>) {
    this.#ability = ability;
    this.#options = options;
    this.#unsubscribe = ability.on("updated", () => this.#wait());
    this.#wait();
  }

  stop(): void {
    this.#isStopped = true;
    this.#unsubscribe();
    this.#cancel();
  }

  #wait(): void {
    this.#cancel();
    const access = this.#ability.answerer;
    const due = access === null ? null : dueAt(access, this.#options.interval);
    if (access === null || due === null) return;
    const wait = Math.min(Math.max(due - this.#options.now(), 0), LONGEST_TIMER);
    this.#cancel = this.#options.setTimer(() => this.#refresh(access, due), wait);
  }

  #refresh(access: Answerer, due: number): void {
    // a timer that could not be called off
    if (this.#isStopped || access !== this.#ability.answerer) return;
    try {
      const now = this.#options.now();
      if (now < due) {
        this.#wait();
        return;
      }
      const moved = access.at(now);
      this.#ability.refresh(moved);
      this.#load(moved, now);
    } catch (error) {
      this.#give(error);
    }
  }

  /** What is loaded counts only while nobody else has changed the ability: a logout must not be undone. */
  #load(moved: Answerer, now: number): void {
    const { load, onError } = this.#options;
    if (load === undefined) return;
    Promise.resolve(now)
      .then(load)
      .then(answererOf)
      .then(
        (loaded) => {
          // by one clock: what was loaded may be of an instant that this one has passed
          if (!this.#isStopped && this.#ability.answerer === moved)
            this.#ability.refresh(loaded.at(this.#options.now()));
        },
        (error: unknown) => onError?.(error),
      )
      .catch((error: unknown) => this.#give(error));
  }

  #give(error: unknown): void {
    this.#ability.update([]);
    this.#options.onError?.(error);
  }
}

/** When answers may change next. */
function dueAt(access: Answerer, given = DEFAULT_INTERVAL): number | null {
  const { validUntil, now, changesAt } = access;
  if (validUntil === null) return null;
  // anything but a positive number would refresh without a pause
  const interval = given > 0 ? given : DEFAULT_INTERVAL;
  return Math.min(changesAt, Math.max(validUntil, now + interval));
}
