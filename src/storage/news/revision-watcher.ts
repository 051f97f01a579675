import { StoreError } from "../store-error.js";

/** One who watches one tenant. */
export class RevisionWatcher {
  readonly close: () => void;
  #known = 0;
  #heard = 0;
  #lost: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** @param close - what is done when nobody watches by it any more */
  constructor(close: (watcher: RevisionWatcher) => void) {
    this.close = () => close(this);
  }

  /** There may be a commit of this revision. */
  hear(revision: number): void {
    this.#heard = Math.max(this.#heard, revision);
    if (revision > this.#known) this.#wake?.();
  }

  /** Nothing more will be heard. */
  lose(error: unknown): void {
    this.#lost ??= { error };
    this.#wake?.();
  }

  /** The store is about to be read: what was heard until now needs no other look, even if it was not true. */
  attend(): void {
    this.#heard = 0;
  }

  /**
   * Waits until there may be something after a revision, or the signal ends it.
   *
   * @param known - the last revision that has been read
   * @throws StoreError `unavailable` when the connection was lost
   */
  async after(known: number, signal: AbortSignal): Promise<void> {
    this.#known = known;
    if (this.#heard <= known && this.#lost === undefined && !signal.aborted) await this.#woken(signal);
    if (this.#lost === undefined || signal.aborted) return;
    const { error } = this.#lost;
    if (error instanceof StoreError) throw error;
    throw new StoreError("unavailable", "the connection that tells of commits was lost; watch again", error);
  }

  async #woken(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        signal.removeEventListener("abort", wake);
        this.#wake = undefined;
        resolve();
      };
      this.#wake = wake;
      signal.addEventListener("abort", wake);
    });
  }
}
