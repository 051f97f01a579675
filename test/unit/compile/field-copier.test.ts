import { describe, expect, it } from "vitest";
import { copyFields, FieldCopiers } from "../../../src/compile/field-copier.js";

/** More than there are lines in the table: the rest share one. */
const COPIERS = 120;
const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];
const prototype = Object.prototype as { a?: number };

/** What each copier of a model copies of a record. */
function copiesOf(bits: number, from: object, names: readonly string[] = NAMES): readonly object[] {
  const copiers = new FieldCopiers();
  return Array.from({ length: COPIERS }, () => {
    const to: Record<string, unknown> = {};
    copyFields(copiers.of(names), bits, from, to);
    return to;
  });
}

const allEqual = (copies: readonly object[], expected: object) => {
  expect(new Set(copies.map((copy) => JSON.stringify(copy)))).toEqual(new Set([JSON.stringify(expected)]));
};

describe("a copier of fields", () => {
  it("S36 copies each field whose bit is set, and no other, whichever line it has", () => {
    const record = Object.fromEntries(NAMES.map((name, index) => [name, index]));
    for (const [name, index] of Object.entries(record)) allEqual(copiesOf(1 << index, record), { [name]: index });
  });

  it("copies all of them, in their order", () => {
    const record = Object.fromEntries([...NAMES].reverse().map((name) => [name, name]));
    allEqual(copiesOf(255, record), Object.fromEntries(NAMES.map((name) => [name, name])));
  });

  it("copies null, and nothing that is undefined or missing", () => {
    allEqual(copiesOf(255, { a: null, b: undefined, c: false, d: 0, e: "" }), { a: null, c: false, d: 0, e: "" });
  });

  it.each<[string, () => object]>([
    ["a plain object", () => ({ a: 1 })],
    ["an object without a prototype", () => Object.assign(Object.create(null), { a: 1 })],
    ["an instance", () => Object.assign(Object.create({ b: 2 }), { a: 1 })],
  ])("S17 copies of %s what is its own", (_what, make) => {
    allEqual(copiesOf(255, make()), { a: 1 });
  });

  it("S17 copies nothing that is inherited, wherever it comes from", () => {
    allEqual(copiesOf(255, Object.create({ a: 1, h: 2 })), {});
    allEqual(copiesOf(255, {}, ["toString", "constructor", "valueOf", "hasOwnProperty"]), {});
    try {
      prototype.a = 1;
      allEqual(
        copiesOf(255, {}).map((copy) => ({ ...copy })),
        {},
      );
    } finally {
      delete prototype.a;
    }
  });

  it("copies fields that are named like what every object inherits", () => {
    allEqual(copiesOf(3, { toString: 1, valueOf: 2 }, ["toString", "valueOf"]), { toString: 1, valueOf: 2 });
  });

  it("copies each of 31 fields", () => {
    const names = Array.from({ length: 31 }, (_one, index) => `f${index}`);
    const record = Object.fromEntries(names.map((name, index) => [name, index]));
    for (const bits of [0, 1, 0x40000000, 0x7fffffff, 0x55555555, 0x2aaaaaaa, 0x01010101]) {
      const expected = Object.fromEntries(Object.entries(record).filter(([, index]) => (bits & (1 << index)) !== 0));
      allEqual(copiesOf(bits, record, names), expected);
    }
  });

  it("copies of few fields no more than there are", () => {
    allEqual(copiesOf(1, { x: 1, undefined: 2, "": 3 }, ["x"]), { x: 1 });
  });
});
