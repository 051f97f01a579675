/** Rows of the first page, and the most of any. */
const FIRST = 64;
const MOST = 1_000;

/** About so many characters are read at once. */
const AIM = 4_000_000;

/** How many rows to ask for next, so that small ones are read in few queries and large ones do not fill the memory. */
export class PageSize {
  #rows = FIRST;

  /** At most so many rows. */
  upTo(limit: number): number {
    return Math.min(this.#rows, limit);
  }

  /** Learns from a page that was read. */
  learn(texts: readonly string[]): void {
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (texts.length > 0)
      this.#rows = Math.max(1, Math.min(MOST, Math.floor((AIM * texts.length) / Math.max(1, length))));
  }
}
