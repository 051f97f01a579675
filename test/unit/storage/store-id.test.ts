import { canMatch, isStoreId } from "castellan/storage";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("an id", () => {
  it("is any well-formed text of 1 to 256 code units without \\u0000", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const survivesUtf8 = Buffer.from(text, "utf8").toString("utf8") === text;
        const expected = survivesUtf8 && text.length >= 1 && text.length <= 256 && !text.includes("\0");
        expect(isStoreId(text)).toBe(expected);
      }),
    );
  });

  it.each([
    ["x".repeat(256), true],
    ["x".repeat(257), false],
    ["😀".repeat(128), true],
    ["😀".repeat(129), false],
    ["", false],
    ["\0", false],
    ["\ud83d", false],
    ["\ude00\ud83d", false],
    ["\ufeff", true],
    ["__proto__", true],
    [undefined, false],
    [1, false],
    [["a"], false],
    [{ length: 1, includes: () => false }, false],
  ])("%j: %j", (value, expected) => {
    expect(isStoreId(value)).toBe(expected);
  });

  it("that is none makes a question one without an answer", () => {
    expect(canMatch("acme")).toBe(true);
    expect(canMatch("acme", { principalId: "ada", action: "assign", key: "k", last: 1 })).toBe(true);
    for (const bad of ["", "\0", "\ud800", "x".repeat(257)]) {
      expect(canMatch(bad)).toBe(false);
      expect(canMatch("acme", { principalId: bad })).toBe(false);
      expect(canMatch("acme", { action: bad })).toBe(false);
      expect(canMatch("acme", { key: bad })).toBe(false);
    }
  });
});
