/** How much was compared, and with what result. */
export class Tally {
  comparisons = 0;
  kept = 0;
  /** Of the comparisons those with a filter that keeps some rows and others not, as far as it can tell. */
  conditional = 0;
  #filters = 0;
  readonly #refusals = new Map<string, number>();
  #untranslated = 0;

  compared(isKept: boolean, isTrivial: boolean): void {
    this.comparisons += 1;
    if (isTrivial) return;
    this.conditional += 1;
    if (isKept) this.kept += 1;
  }

  /** A filter is about to be tried. */
  tried(): void {
    this.#filters += 1;
  }

  refused(message: string): void {
    this.#untranslated += 1;
    const reason = message.split(": ").slice(2).join(": ") || message.replace(/^statement `[^`]*` /, "");
    this.#refusals.set(reason, (this.#refusals.get(reason) ?? 0) + 1);
  }

  get untranslated(): number {
    return this.#untranslated;
  }

  /** Of the comparisons with a filter that is neither never nor always, the share that was kept. */
  get keptShare(): number {
    return this.kept / this.conditional;
  }

  /** Fails where too little was compared, or where nearly all was kept or nearly nothing: that would show little. */
  assertTelling(comparisons: number, mostUntranslated = 0.1): void {
    const isTelling = this.conditional >= comparisons && this.keptShare > 0.1 && this.keptShare < 0.9;
    if (!isTelling || this.#untranslated > mostUntranslated * this.#filters)
      throw new Error(`too little was compared: ${this}`);
  }

  toString(): string {
    const share = `${(100 * this.keptShare).toFixed(0)} % kept`;
    const refusals = [...this.#refusals]
      .sort(([, one], [, other]) => other - one)
      .map(([reason, count]) => `\n  ${count} × ${reason}`);
    return `${this.comparisons} comparisons, of ${this.conditional} by a condition ${share}; ${this.#untranslated} filters cannot be said${refusals.join("")}`;
  }
}
