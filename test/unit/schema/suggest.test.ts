import { describe, expect, it } from "vitest";
import { nearest } from "../../../src/schema/suggest.js";

const FIELDS = ["stage", "amount", "region", "ownerId"];

describe("the name that was probably meant", () => {
  it("is found over a letter that is missing, doubled, wrong or swapped", () => {
    expect(["stge", "staage", "stxge", "satge"].map((name) => nearest(name, FIELDS))).toEqual(Array(4).fill("stage"));
  });

  it("is found whatever its case", () => {
    expect(nearest("OWNERID", FIELDS)).toBe("ownerId");
  });

  it("is the nearest, and the first among equals", () => {
    expect(nearest("amounts", ["amount", "amountts"])).toBe("amount");
    expect(nearest("ab", ["ax", "ay"])).toBe("ax");
  });

  it("is none when nothing is near", () => {
    expect(nearest("export", FIELDS)).toBeUndefined();
    expect(nearest("id", ["stage"])).toBeUndefined();
    expect(nearest("x", [])).toBeUndefined();
  });

  it("may be off by a third of its letters, by one at least and three at most", () => {
    const near = [
      ["xx", "xy"],
      ["abx", "abc"],
      ["abcdxx", "abcdef"],
      ["abcdefxxx", "abcdefghi"],
    ] as const;
    expect(near.map(([name, meant]) => nearest(name, [meant]))).toEqual(near.map(([, meant]) => meant));
    const far = [
      ["xx", "yy"],
      ["axx", "abc"],
      ["abcxxx", "abcdef"],
      ["abcdefghxxxx", "abcdefghijkl"],
    ] as const;
    expect(far.map(([name, other]) => nearest(name, [other]))).toEqual(far.map(() => undefined));
  });

  it("is not looked for in names of absurd length", () => {
    expect(nearest("x".repeat(65), ["x".repeat(65)])).toBeUndefined();
  });
});
