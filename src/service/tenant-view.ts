import { isCastellanError } from "../model/errors.js";
import { type Freshness, laggingStore } from "./ask.js";
import { ageAt, isWithin, laterOf, type Moment } from "./clock.js";
import type { KnownState } from "./known-state.js";
import { Loading } from "./loading.js";
import { pause, withPatience } from "./patience.js";
import { readNews } from "./read-news.js";
import type { ViewParts } from "./view-parts.js";

/** A state that may be answered from. */
export interface FoundState {
  readonly state: KnownState["state"];
  /** For how many more milliseconds it may be answered from although the store cannot be asked; `null` for a fresh one. */
  readonly staleLeftMs: number | null;
}

/** So long, in ms, a store is waited for by who may be answered from what was known. */
const STALE_AFTER_MS = 500;
/** So often a log is asked for a commit that it does not have yet. */
const ATTEMPTS = 6;

/**
 * What one process knows of one tenant, and how fresh it is.
 *
 * It holds two things: up to which commit the log has been **applied**, that is: states known from before were forgotten
 * where an event named their principal; and when that was **confirmed**, the moment at which the log was last asked for more.
 * A known state is therefore right as of the later of its own reading and the last confirmation. It is answered from only
 * if that lies within `freshFor`. Nobody has to tell the process of anything for this to hold.
 */
export class TenantView {
  readonly #tenant: string;
  readonly #parts: ViewParts;
  readonly #loading: Loading;
  readonly #onReady: () => void;
  /** `null` until the log was first looked at. */
  #applied: number | null = null;
  /** The latest commit that was seen in the log: whatever is read from then on has it. */
  #seen = 0;
  #confirmed: Moment | null = null;
  #confirming: Promise<void> | null = null;
  /** Changes when all that was known is to be forgotten. */
  #era: object = {};

  /** @param onReady - called once, when the log was first looked at */
  constructor(tenant: string, parts: ViewParts, onReady: () => void) {
    this.#tenant = tenant;
    this.#parts = parts;
    this.#onReady = onReady;
    this.#loading = new Loading(tenant, parts, {
      applied: () => this.#applied,
      seen: () => this.#seen,
      confirm: () => this.#confirm(),
      remember: (principalId, read) => this.#remember(principalId, read),
    });
  }

  /** Up to which commit the log was applied; 0 before it was looked at. */
  get applied(): number {
    return this.#applied ?? 0;
  }

  /**
   * What is kept on somebody, as fresh as asked for.
   *
   * @throws whatever the store throws, if nothing that is known may be answered from
   */
  async find(principalId: string, wanted: Freshness): Promise<FoundState> {
    const known = this.#known(principalId);
    if (known !== undefined && this.#mayAnswer(known, wanted)) {
      this.#confirmEarly(wanted.asked);
      return fresh(known);
    }
    try {
      const asking = this.#ask(principalId, wanted);
      const { timeoutMs } = this.#parts;
      // whoever may be answered all the same need not wait long for a store that says nothing
      const mayBeStale = this.#stale(principalId, wanted) !== null;
      return fresh(await (mayBeStale ? withPatience(asking, Math.min(timeoutMs, STALE_AFTER_MS)) : asking));
    } catch (error) {
      // a store that is away may be waited for; one that holds what was not written may not
      const isAway = isCastellanError(error) && error.code === "unavailable";
      const stale = isAway ? this.#stale(principalId, wanted) : null;
      if (stale === null) throw error;
      this.#parts.onError(error);
      return stale;
    }
  }

  /** Heeds a commit that is in the log: whoever it names is forgotten, unless what is known has it in it already. */
  apply(revision: number, principalIds: readonly string[]): void {
    this.#seen = Math.max(this.#seen, revision);
    this.hear(revision, principalIds);
  }

  /** Heeds news of a commit, which may be wrong: then something is read once more than it had to be. */
  hear(revision: number, principalIds: readonly string[]): void {
    for (const id of principalIds) {
      this.#parts.known.forget(this.#tenant, id, revision);
      this.#loading.mustHave(id, revision);
    }
  }

  /**
   * Heeds a commit of this process: it counts from now on.
   *
   * @param begun - when the head was read that the commit was made on; `null` if others may have come since
   */
  committed(revision: number, principalIds: readonly string[], begun: Moment | null): void {
    this.apply(revision, principalIds);
    // the commit was made on the revision before: if all up to that one was applied, all up to this one is
    if (this.#applied === null || this.#applied < revision - 1) return;
    this.#applied = Math.max(this.#applied, revision);
    if (begun !== null) this.#confirmed = laterOf(this.#confirmed, begun);
  }

  #known(principalId: string): KnownState | undefined {
    const known = this.#parts.known.get(this.#tenant, principalId);
    return known?.era === this.#era ? known : undefined;
  }

  /** Up to which commit, and from which moment on, a known state is right. */
  #reach(known: KnownState): { readonly revision: number; readonly at: Moment } {
    return { revision: Math.max(known.revision, this.applied), at: laterOf(this.#confirmed, known.at) };
  }

  #mayAnswer(known: KnownState, { asked, atLeast }: Freshness): boolean {
    const { revision, at } = this.#reach(known);
    return revision >= atLeast && isWithin(at, asked, this.#parts.freshForMs);
  }

  #stale(principalId: string, { asked, atLeast }: Freshness): FoundState | null {
    const known = this.#known(principalId);
    if (known === undefined) return null;
    const { revision, at } = this.#reach(known);
    const left = this.#parts.staleForMs - ageAt(at, asked);
    return revision >= atLeast && left > 0 ? { state: known.state, staleLeftMs: left } : null;
  }

  async #ask(principalId: string, wanted: Freshness): Promise<KnownState> {
    if (this.#known(principalId) !== undefined) {
      await this.#awaitFreshness(wanted);
      const still = this.#known(principalId);
      if (still !== undefined && this.#mayAnswer(still, wanted)) return still;
    }
    return this.#load(principalId, wanted);
  }

  async #load(principalId: string, wanted: Freshness): Promise<KnownState> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const known = await this.#loading.load(principalId, wanted.asked);
      if (known.revision >= wanted.atLeast) return known;
      if (this.applied >= wanted.atLeast && this.#known(principalId) === known) return known;
      await this.#awaitFreshness(wanted);
    }
    throw laggingStore();
  }

  #remember(principalId: string, read: Omit<KnownState, "era">): KnownState {
    const known = { ...read, era: this.#era };
    const before = this.#known(principalId);
    if (before === undefined || before.revision <= known.revision) {
      this.#parts.known.set(this.#tenant, principalId, known);
    }
    return known;
  }

  /** Waits until the log was asked recently enough, and was found to reach far enough. */
  async #awaitFreshness({ asked, atLeast }: Freshness): Promise<void> {
    const { freshForMs } = this.#parts;
    for (let attempt = 0; ; ) {
      const isRecent = this.#confirmed !== null && isWithin(this.#confirmed, asked, freshForMs);
      if (isRecent && this.applied >= atLeast) return;
      if (isRecent) {
        if (attempt === ATTEMPTS) throw laggingStore();
        if (attempt > 0) await pause(attempt, 10, 200);
        attempt += 1;
      }
      // one that is under way may have begun too early: then there is another after it
      await (this.#confirming ?? this.#confirm());
    }
  }

  /** Asks before it is too late, so that nobody has to wait. */
  #confirmEarly(asked: Moment): void {
    const { freshForMs, onError } = this.#parts;
    if (freshForMs === 0 || this.#confirming !== null) return;
    if (this.#confirmed !== null && ageAt(this.#confirmed, asked) <= freshForMs / 2) return;
    this.#confirm().catch(onError);
  }

  /** One at a time: whoever comes while one is under way waits for it. */
  #confirm(): Promise<void> {
    if (this.#confirming !== null) return this.#confirming;
    const done = withPatience(this.#readNews(), this.#parts.timeoutMs).finally(() => {
      if (this.#confirming === done) this.#confirming = null;
    });
    this.#confirming = done;
    return done;
  }

  async #readNews(): Promise<void> {
    const at = this.#parts.clocks.moment();
    const { revision, isForgotten } = await readNews(this.#parts.store, this.#tenant, this.#applied, (event) =>
      this.apply(event.revision, event.data.principalIds),
    );
    if (isForgotten) {
      this.#era = {};
      this.#loading.allMustHave(revision);
    }
    const isFirst = this.#applied === null;
    this.#applied = Math.max(this.applied, revision);
    this.#seen = Math.max(this.#seen, revision);
    this.#confirmed = laterOf(this.#confirmed, at);
    if (isFirst) this.#onReady();
  }
}

function fresh({ state }: KnownState): FoundState {
  return { state, staleLeftMs: null };
}
