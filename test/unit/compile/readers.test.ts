import { describe, expect, it } from "vitest";
import { Readers } from "../../../src/compile/readers.js";

describe("a reader", () => {
  it("reads along a path of any length", () => {
    const readers = new Readers();
    const subject = { a: { b: { c: { d: 1 } } } };
    const paths = [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"], ["a", "x", "c"], ["x", "b"]];
    expect(paths.map((keys) => readers.of("deal", keys)(subject))).toEqual([
      subject.a,
      subject.a.b,
      subject.a.b.c,
      1,
      undefined,
      undefined,
    ]);
  });

  it("is one for each first key of each kind of object", () => {
    const readers = new Readers();
    const first = readers.of("deal", ["id"]);
    expect(readers.of("deal", ["id"])).toBe(first);
    expect(readers.of("deal", ["stage"])).not.toBe(first);
    expect(readers.of("report", ["id"])).not.toBe(first);
  });
});
