import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../src/govern/canonical-json.js";
import { toJson } from "../../../src/govern/to-json.js";

describe("what JSON can say of a value", () => {
  it.each([
    ["a date", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["a date that is none", new Date(Number.NaN), null],
    ["a bigint", 12345678901234567890n, "12345678901234567890"],
    ["infinity", Number.POSITIVE_INFINITY, null],
    ["minus zero", -0, 0],
    ["undefined", undefined, null],
    ["a function", () => 1, null],
    ["a list with holes and functions", [undefined, () => 1, 1], [null, null, 1]],
    ["members that are undefined", { a: undefined, b: Symbol("b"), c: null }, { c: null }],
    ["halves of pairs", { "\ud83d": "a\ude00b" }, { "\ufffd": "a\ufffdb" }],
    ["whole pairs", "😀", "😀"],
    [
      "an object of a class",
      new (class {
        readonly id = 1;
      })(),
      { id: 1 },
    ],
  ])("is found for %s", (_, value, json) => {
    expect(toJson(value)).toStrictEqual(json);
  });

  it("keeps 64 levels, and puts a mark for what lies deeper", () => {
    const nested = (levels: number): unknown => JSON.parse(`${"[".repeat(levels)}1${"]".repeat(levels)}`);
    expect(toJson(nested(64))).toEqual(nested(64));
    expect(JSON.stringify(toJson(nested(65)))).toBe(`${"[".repeat(64)}{"truncated":true}${"]".repeat(64)}`);
    expect(JSON.stringify(toJson(nested(100_000)))).toHaveLength(64 * 2 + 18);
  });

  it("is the value itself, and always sealable, where it is JSON already", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(toJson(value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (value) => {
        expect(canonicalJson(toJson(value))).toBe(canonicalJson(JSON.parse(JSON.stringify(toJson(value)))));
      }),
    );
  });
});
