import { describe, expect, it } from "vitest";
import { own, readable, UNREADABLE } from "../../../src/compile/own.js";

const boom = () => {
  throw new Error("boom");
};
const throwing = (key: string, rest: object = {}) =>
  Object.defineProperty({ ...rest }, key, { get: boom, enumerable: true });

describe("own", () => {
  it("reads a property of an object's own", () => {
    expect([own({ a: 1 }, "a"), own(Object.create(null, { a: { value: 2 } }), "a")]).toEqual([1, 2]);
  });

  it("S17 does not read what is inherited", () => {
    expect([own({}, "constructor"), own(Object.create({ a: 1 }), "a"), own({}, "__proto__")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([[null], [undefined], [[7]], ["text"], [1], [true], [boom]])("finds nothing in %s", (holder) => {
    expect(own(holder, "length")).toBeUndefined();
  });
});

describe("a copy of what throws while it is read", () => {
  it("keeps what can be read", () => {
    expect(readable(throwing("a", { b: 1, c: null }), ["a", "b", "c", "d"])).toEqual({ a: UNREADABLE, b: 1, c: null });
  });

  it("holds only the keys that count", () => {
    expect(readable({ a: 1, b: 2 }, ["a"])).toEqual({ a: 1 });
  });

  it("does not take over what is inherited", () => {
    expect(Object.keys(readable(Object.create({ a: 1 }), ["a"]))).toEqual([]);
  });

  it("goes into objects and arrays", () => {
    const copy = readable({ a: { b: throwing("c", { d: 1 }) }, list: [{ e: 2 }, throwing("f")] }, ["a", "list"]);
    expect(copy).toEqual({ a: { b: { c: UNREADABLE, d: 1 } }, list: [{ e: 2 }, { f: UNREADABLE }] });
  });

  it("leaves instants as they are", () => {
    const day = new Date(0);
    expect(readable({ day }, ["day"]).day).toBe(day);
  });

  it("stops where no path of a condition leads any more, so that a circle ends", () => {
    const circle: Record<string, unknown> = {};
    circle.a = circle;
    expect(JSON.stringify(readable(circle, ["a"]))).toBe('{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}}}');
  });

  it("stops in lists as well, and where there is too much", () => {
    const lists = (depth: number): unknown => (depth === 0 ? 1 : [lists(depth - 1)]);
    const many = (length: number) => Array.from({ length }, () => 1);
    const wide = (length: number) => Object.fromEntries(many(length).map((value, index) => [`k${index}`, [value]]));
    const ends = (value: unknown) => JSON.stringify(readable({ a: value }, ["a"]).a)?.includes("1") === true;
    expect([
      ends(lists(8)),
      ends(lists(9)),
      ends(many(9_999)),
      ends(many(10_000)),
      ends({ a: many(6_000), b: many(3_000) }),
    ]).toEqual([true, false, true, false, true]);
    expect(readable({ a: many(6_000), b: many(6_000) }, ["a", "b"]).b).toBe(UNREADABLE);
    const { a } = readable({ a: wide(10_100) }, ["a"]) as { a: Record<string, unknown> };
    expect([a.k0, a.k10050]).toEqual([[1], UNREADABLE]);
  });

  it("takes nothing of a proxy whose traps throw", () => {
    expect(readable(new Proxy({ a: 1 }, { getOwnPropertyDescriptor: boom }), ["a"])).toEqual({ a: UNREADABLE });
  });

  it("keeps a key named __proto__ as a key", () => {
    const copy = readable({ a: JSON.parse('{"__proto__": {"b": 1}}') }, ["a"]) as { a: object };
    expect([Object.hasOwn(copy.a, "__proto__"), "b" in copy.a]).toEqual([true, false]);
  });
});
