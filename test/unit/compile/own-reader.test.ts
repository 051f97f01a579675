import { describe, expect, it } from "vitest";
import { ownReader } from "../../../src/compile/own-reader.js";

/** More places than there are lines in the table: the rest share one. */
const PLACES = Array.from({ length: 200 }, (_one, place) => place);
const prototype = Object.prototype as { inherited?: number };

describe("S17 a reader of one own property", () => {
  it.each<[string, unknown, () => object]>([
    ["an own value", 7, () => ({ key: 7 })],
    ["a null of its own", null, () => ({ key: null })],
    ["an own value of an object without a prototype", 7, () => Object.assign(Object.create(null), { key: 7 })],
    ["an own value of an instance", 7, () => Object.assign(Object.create({ other: 1 }), { key: 7 })],
    ["an own value above an inherited one", 7, () => Object.assign(Object.create({ key: 1 }), { key: 7 })],
    ["an own element", 7, () => Object.assign([1], { key: 7 })],
  ])("finds, in whichever place it stands, %s", (_what, expected, make) => {
    expect(PLACES.filter((place) => ownReader(place, "key")(make()) !== expected)).toEqual([]);
  });

  it.each<[string, string, () => object]>([
    ["a value that is missing", "key", () => ({})],
    ["a value that is undefined", "key", () => ({ key: undefined })],
    ["a value that is inherited", "key", () => Object.create({ key: 7 })],
    ["what every object inherits", "constructor", () => ({})],
    ["what every object inherits, without being listed", "__proto__", () => ({})],
    ["what every list inherits", "map", () => []],
  ])("does not find, in whichever place it stands, %s", (_what, key, make) => {
    expect(PLACES.filter((place) => ownReader(place, key)(make()) !== undefined)).toEqual([]);
  });

  it("finds an own value that is named like what every object inherits", () => {
    expect(PLACES.filter((place) => ownReader(place, "toString")({ toString: 7 }) !== 7)).toEqual([]);
  });

  it("does not find what every object inherits since somebody polluted it", () => {
    const readers = PLACES.map((place) => ownReader(place, "inherited"));
    try {
      prototype.inherited = 7;
      expect([
        readers.filter((read) => read({}) !== undefined),
        readers.filter((read) => read({ inherited: 8 }) !== 8),
      ]).toEqual([[], []]);
    } finally {
      delete prototype.inherited;
    }
  });

  it("is one place for each number: reading through one does not change another", () => {
    const [first, second] = [ownReader(0, "a"), ownReader(0, "b")];
    expect([first({ a: 1, b: 2 }), second({ a: 1, b: 2 })]).toEqual([1, 2]);
  });
});
