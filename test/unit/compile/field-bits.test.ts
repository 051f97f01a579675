import { describe, expect, it } from "vitest";
import { allFieldBits, fieldBit, WORD_BITS } from "../../../src/compile/field-bits.js";

describe("the bits of a type's fields", () => {
  it("fill words, the last one as far as there are fields", () => {
    const full = 2 ** WORD_BITS - 1;
    expect([0, 1, 2, WORD_BITS, WORD_BITS + 1, 3 * WORD_BITS, 3 * WORD_BITS + 10].map(allFieldBits)).toEqual([
      [],
      [1],
      [3],
      [full],
      [full, 1],
      [full, full, full],
      [full, full, full, 1023],
    ]);
  });

  it("are each in one word alone", () => {
    const words = [0, 1, 2];
    expect(
      [0, 1, WORD_BITS - 1, WORD_BITS, 2 * WORD_BITS + 3].map((index) => words.map((word) => fieldBit(word, index))),
    ).toEqual([
      [1, 0, 0],
      [2, 0, 0],
      [2 ** (WORD_BITS - 1), 0, 0],
      [0, 1, 0],
      [0, 0, 8],
    ]);
  });
});
