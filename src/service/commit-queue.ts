import { StoreError } from "../storage/store-error.js";

/** So many commands of a tenant wait in one process. */
const LONGEST = 10_000;

/** Lets the commands of one tenant through one by one, so that those of one process do not make each other fail. */
export class CommitQueue {
  #last: Promise<unknown> = Promise.resolve();
  #length = 0;

  /**
   * Does work when all that came before is done, however that ended.
   *
   * @throws StoreError `unavailable` if too much waits; whatever the work throws
   */
  async add<T>(work: () => Promise<T>): Promise<T> {
    if (this.#length >= LONGEST) throw new StoreError("unavailable", "too many commands wait for the store");
    this.#length += 1;
    const turn = this.#last.then(work);
    this.#last = turn.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await turn;
    } finally {
      this.#length -= 1;
    }
  }

  /** Resolves when all that came before is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
