import { isStoreId } from "../storage/store-id.js";
import { laggingStore } from "./ask.js";
import { isWithin, type Moment } from "./clock.js";
import type { KnownState } from "./known-state.js";
import { pause, withPatience } from "./patience.js";
import type { ViewParts } from "./view-parts.js";

/** What loading needs to know of the log, and where it leaves what was read. */
interface LogView {
  readonly applied: () => number | null;
  /** The latest commit that was seen in it. */
  readonly seen: () => number;
  readonly confirm: () => Promise<void>;
  readonly remember: (principalId: string, read: Omit<KnownState, "era">) => KnownState;
}

/** A reading under way. */
interface Load {
  readonly begun: Moment;
  readonly done: Promise<KnownState>;
  /** Every commit up to this one has to be in what is read. */
  atLeast: number;
}

/** So often a state is read again that is older than the log. */
const ATTEMPTS = 6;

/** Reads states, once for all who ask at the same time. */
export class Loading {
  readonly #tenant: string;
  readonly #parts: ViewParts;
  readonly #log: LogView;
  readonly #underWay = new Map<string, Set<Load>>();

  constructor(tenant: string, parts: ViewParts, log: LogView) {
    this.#tenant = tenant;
    this.#parts = parts;
    this.#log = log;
  }

  /**
   * Reads what is kept on somebody. What comes back has every commit in it that was heeded before it came back.
   *
   * @param asked - a reading under way serves if it began no more than `freshFor` before
   */
  load(principalId: string, asked: Moment): Promise<KnownState> {
    for (const load of this.#underWay.get(principalId) ?? []) {
      if (isWithin(load.begun, asked, this.#parts.freshForMs)) return load.done;
    }
    return this.#begin(principalId).done;
  }

  /** A commit concerned somebody: readings under way have to have it. */
  mustHave(principalId: string, revision: number): void {
    for (const load of this.#underWay.get(principalId) ?? []) load.atLeast = Math.max(load.atLeast, revision);
  }

  /** Any of the commits up to this one may have concerned anybody. */
  allMustHave(revision: number): void {
    for (const id of this.#underWay.keys()) this.mustHave(id, revision);
  }

  #begin(principalId: string): Load {
    const load: Load = {
      begun: this.#parts.clocks.moment(),
      atLeast: this.#log.seen(),
      // begins to read only after the load is listed
      done: Promise.resolve()
        .then(() => this.#read(principalId, load))
        .finally(() => this.#end(principalId, load)),
    };
    const loads = this.#underWay.get(principalId) ?? new Set<Load>();
    this.#underWay.set(principalId, loads.add(load));
    return load;
  }

  #end(principalId: string, load: Load): void {
    const loads = this.#underWay.get(principalId);
    loads?.delete(load);
    if (loads?.size === 0) this.#underWay.delete(principalId);
  }

  async #read(principalId: string, load: Load): Promise<KnownState> {
    const { clocks, timeoutMs } = this.#parts;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (attempt > 0) await pause(attempt, 5, 200);
      const at = clocks.moment();
      // where the log was not looked at before, it is now: what is read must not be older than it
      const nothingIsAsOf = Math.max(load.atLeast, this.#log.seen());
      const [state] = await Promise.all([
        withPatience(this.#ask(principalId), timeoutMs),
        this.#log.applied() === null ? this.#log.confirm() : undefined,
      ]);
      // nothing does not say as of when it is: as of what was known to be there before it was asked for
      const revision = state?.revision ?? nothingIsAsOf;
      if (revision < load.atLeast) continue;
      // at once: a commit that is heeded from here on finds it among what is known, and nobody joins it any more
      this.#end(principalId, load);
      return this.#log.remember(principalId, { state: state ?? null, revision, at });
    }
    throw laggingStore();
  }

  async #ask(principalId: string) {
    return isStoreId(principalId) ? this.#parts.store.read(this.#tenant, principalId) : undefined;
  }
}
