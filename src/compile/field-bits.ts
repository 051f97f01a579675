/**
 * How many fields fit into one word of bits; a type with more of them has several words. One bit less than engines with
 * compressed pointers keep in a small integer, so that the sign stays free.
 */
export const WORD_BITS = 30;

/** The bits of all fields, word by word. */
export function allFieldBits(count: number): readonly number[] {
  return Array.from(
    { length: Math.ceil(count / WORD_BITS) },
    (_, word) => 2 ** Math.min(WORD_BITS, count - word * WORD_BITS) - 1,
  );
}

/** The bit of a field in a word; 0 where it stands in another word. */
export function fieldBit(word: number, index: number): number {
  const place = index - word * WORD_BITS;
  return place >= 0 && place < WORD_BITS ? 1 << place : 0;
}
