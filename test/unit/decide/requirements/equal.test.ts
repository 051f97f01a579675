import { describe, expect, it } from "vitest";
import { isEqual } from "../../../../src/decide/requirements/equal.js";
import type { PortableField } from "../../../../src/model/portable-field.js";

const fields: readonly PortableField[] = [
  { name: "day", type: "date" },
  { name: "days", type: "date", array: true },
  { name: "text", type: "string" },
];

const same = (left: unknown, right: unknown) => isEqual(fields, { value: left }, { value: right });

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = { below: value };
  return value;
}

describe("two sets of values", () => {
  it.each([
    [1, 1],
    ["a", "a"],
    [null, null],
    [undefined, undefined],
    [[], []],
    [{}, {}],
    [
      [1, [2]],
      [1, [2]],
    ],
    [
      { a: 1, b: { c: 2 } },
      { b: { c: 2 }, a: 1 },
    ],
    [new Date(0), new Date(0)],
    [new Date(0), "1970-01-01T00:00:00Z"],
    [10n, 10n],
  ])("are equal with %s and %s", (left, right) => {
    expect([same(left, right), same(right, left)]).toEqual([true, true]);
  });

  it.each([
    [1, "1"],
    [1, 2],
    [null, undefined],
    [0, null],
    [[], {}],
    [{}, []],
    [[1], [1, 2]],
    [
      [1, 2],
      [2, 1],
    ],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: undefined }, { b: undefined }],
    [new Date(0), new Date(1)],
    [new Date(0), 1],
    [new Date(Number.NaN), new Date(Number.NaN)],
    [new Date(0), {}],
    [Number.NaN, Number.NaN],
    ["a", ["a"]],
    [{ 0: "a" }, ["a"]],
  ])("differ with %s and %s", (left, right) => {
    expect([same(left, right), same(right, left)]).toEqual([false, false]);
  });

  it("differ in a key that is there and undefined, and one that is missing", () => {
    expect([isEqual(fields, { a: undefined }, {}), isEqual(fields, { a: undefined }, { b: undefined })]).toEqual([
      false,
      false,
    ]);
  });

  it("are equal in an instant of a date field in any notation", () => {
    expect([
      isEqual(fields, { day: 0 }, { day: "1970-01-01T00:00:00Z" }),
      isEqual(fields, { days: [0] }, { days: [new Date(0)] }),
      isEqual(fields, { text: 0 }, { text: "1970-01-01T00:00:00Z" }),
      isEqual(fields, { day: "someday" }, { day: "someday" }),
      isEqual(fields, { day: "someday" }, { day: "another" }),
      isEqual(fields, { day: 0 }, { day: "someday" }),
    ]).toEqual([true, true, false, true, false, false]);
  });

  it("are not compared where one is no set of values", () => {
    expect([
      isEqual(fields, null, null),
      isEqual(fields, {}, null),
      isEqual(fields, "a", "a"),
      isEqual(fields, undefined, {}),
    ]).toEqual([false, false, false, false]);
  });

  it("differ, where they are nested too deeply to be compared", () => {
    expect([same(nested(32), nested(32)), same(nested(33), nested(33))]).toEqual([true, false]);
  });

  it("differ, where they are lists nested too deeply to be compared", () => {
    const lists = (depth: number): unknown => (depth === 0 ? 1 : [lists(depth - 1)]);
    expect([same(lists(32), lists(32)), same(lists(33), lists(33))]).toEqual([true, false]);
  });

  it("differ, where there is too much to be compared", () => {
    const list = (length: number) => Array.from({ length }, () => 1);
    const parts = (length: number) => ({ left: list(length), right: list(length) });
    expect([
      same(list(99_998), list(99_998)),
      same(list(100_001), list(100_001)),
      same(parts(49_000), parts(49_000)),
      same(parts(50_000), parts(50_000)),
    ]).toEqual([true, false, true, false]);
  });

  it("differ in an instant that lies inside an object, and is written otherwise", () => {
    expect(same({ day: 0 }, { day: "1970-01-01T00:00:00Z" })).toBe(false);
  });

  it("differ, where they go round in circles", () => {
    const circle = () => {
      const value: Record<string, unknown> = {};
      value.self = value;
      return value;
    };
    expect(same(circle(), circle())).toBe(false);
  });

  it("differ in what one of them inherits", () => {
    expect(isEqual(fields, { a: 1 }, Object.create({ a: 1 }, { b: { value: 1, enumerable: true } }))).toBe(false);
  });
});
