import { isWellFormed } from "../well-formed.js";

/** The texts that begin with another, by their bytes: from one on, until another, exclusive; `null`: to the end. */
export interface TextRange {
  readonly from: string;
  readonly until: string | null;
}

const LAST_CODE_POINT = 0x10ffff;
const HIGH_SURROGATE = /[\uD800-\uDBFF]$/;

/**
 * Finds the texts that begin with another. Half of a surrogate pair begins each of the characters whose half it is.
 *
 * @param start - any text
 * @returns `null` where no well-formed text begins so
 */
export function textRange(start: string): TextRange | null {
  const from = HIGH_SURROGATE.test(start) ? `${start}\uDC00` : start;
  if (!isWellFormed(from)) return null;
  const characters = Array.from(from);
  if (from !== start) {
    const last = (characters.at(-1)?.codePointAt(0) ?? 0) + 0x3ff;
    characters[characters.length - 1] = String.fromCodePoint(last);
  }
  return { from, until: after(characters) };
}

/** The least text above all that begin with these characters. */
function after(characters: readonly string[]): string | null {
  const kept = [...characters];
  for (let last = kept.pop(); last !== undefined; last = kept.pop()) {
    const point = last.codePointAt(0) ?? LAST_CODE_POINT;
    // what stands alone after U+D7FF are surrogates
    if (point < LAST_CODE_POINT) return kept.join("") + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return null;
}
