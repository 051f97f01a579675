import { afterEach, describe, expect, it } from "vitest";
import { isPolluted, withoutPrototypes } from "../../../src/compile/pristine.js";

const prototype = Object.prototype as { polluted?: number };

afterEach(() => {
  delete prototype.polluted;
});

describe("S17 pollution", () => {
  it("is told where every plain object inherits something", () => {
    const before = isPolluted();
    prototype.polluted = 1;
    expect([before, isPolluted()]).toEqual([false, true]);
  });

  it("is kept out of a copy, all the way down", () => {
    const day = new Date(0);
    const data = { a: 1, b: null, list: [{ c: [2] }, "text"], deep: { day, nothing: undefined } };
    prototype.polluted = 1;
    const copy = withoutPrototypes(data) as typeof data & { polluted?: number; deep: { polluted?: number } };
    expect([copy.polluted, copy.deep.polluted, (copy.list[0] as { polluted?: number }).polluted]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([
      copy.a,
      copy.b,
      copy.list[1],
      (copy.list[0] as { c: number[] }).c,
      Array.isArray(copy.list),
      copy.deep.day === day,
    ]).toEqual([1, null, "text", [2], true, true]);
  });

  it("leaves what is no object as it is", () => {
    expect([withoutPrototypes(null), withoutPrototypes("text"), withoutPrototypes(7)]).toEqual([null, "text", 7]);
  });
});
