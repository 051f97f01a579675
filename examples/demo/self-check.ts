/** Collects what the demo claims, and what of it was not so. */
export class SelfCheck {
  #claims = 0;
  readonly #broken: string[] = [];

  /** States something that must be so. */
  claim(sentence: string, holds: boolean): void {
    this.#claims += 1;
    if (!holds) this.#broken.push(sentence);
  }

  get claims(): number {
    return this.#claims;
  }

  /** The claims that did not hold. */
  get broken(): readonly string[] {
    return this.#broken;
  }
}
