import { describe, expect, it } from "vitest";
import { type Cover, compileDimension, valuesOf } from "../../../src/compile/dimension.js";
import type { DimensionTree } from "../../../src/model/model-data.js";

const tree = { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } };
const VALUES = ["AMER", "AT", "DACH", "DE", "EMEA", "FR", "Mars", "US", "constructor"];
const told = (cover: Cover) => (typeof cover === "string" ? cover : VALUES.filter((value) => cover.has(value)));
const covered = (value: string, dimension = compileDimension("region", 0, { tree })) => told(dimension.coverOf(value));
const together = (...values: string[]) => told(compileDimension("region", 0, { tree }).coverOfAll(values));

describe("a tree of scope values", () => {
  it("S21 lets a value cover itself and all that lies below it", () => {
    expect([covered("EMEA"), covered("DACH")]).toEqual([
      ["AT", "DACH", "DE", "EMEA", "FR"],
      ["AT", "DACH", "DE"],
    ]);
  });

  it("S21 lets a leaf cover itself alone", () => {
    expect(covered("DE")).toBe("DE");
  });

  it("S21 lets a value that it does not know cover itself alone", () => {
    expect([covered("Mars"), covered("constructor")]).toEqual(["Mars", "constructor"]);
  });

  it("S21 lets several values cover what any of them covers", () => {
    expect([
      together("DACH", "US"),
      together("US", "FR"),
      together("AMER", "Mars", "DE"),
      together("EMEA", "DE"),
    ]).toEqual([
      ["AT", "DACH", "DE", "US"],
      ["FR", "US"],
      ["AMER", "DE", "Mars", "US"],
      ["AT", "DACH", "DE", "EMEA", "FR"],
    ]);
  });

  it("S21 lets any set of values cover what any of them covers", () => {
    const dimension = compileDimension("region", 0, { tree });
    for (let chosen = 1; chosen < 1 << VALUES.length; chosen += 1) {
      const values = VALUES.filter((_value, index) => (chosen & (1 << index)) !== 0);
      const expected = VALUES.filter((value) =>
        values.some((one) => [told(dimension.coverOf(one))].flat().includes(value)),
      );
      for (const given of [values, [...values].reverse(), [...values, ...values]]) {
        expect([told(dimension.coverOfAll(given))].flat()).toEqual(expected);
      }
    }
  });

  it("is worked out once for each of its values, and for none that it does not know", () => {
    const dimension = compileDimension("region", 0, { tree });
    expect(dimension.coverOf("DACH")).toBe(dimension.coverOf("DACH"));
    expect(dimension.coverOfAll(["DACH"])).toBe(dimension.coverOf("DACH"));
  });

  it("S21 lets one value in a list cover what it covers alone", () => {
    expect([together("DACH"), together("DE")]).toEqual([["AT", "DACH", "DE"], "DE"]);
  });

  it("answers alike when it is asked again", () => {
    const dimension = compileDimension("region", 0, { tree });
    expect(covered("DACH", dimension)).toEqual(covered("DACH", dimension));
  });

  it("may be ten thousand levels deep", () => {
    let deep: DimensionTree = {};
    for (let level = 0; level < 10_000; level += 1) deep = { [`n${level}`]: deep };
    const cover = compileDimension("region", 0, { tree: deep }).coverOf("n5000");
    expect(["n5000", "n0", "n4999", "n5001"].map((value) => typeof cover === "object" && cover.has(value))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });
});

describe("what is covered, one by one", () => {
  it("is the value itself, what lies below it, and what the tree does not know", () => {
    const dimension = compileDimension("region", 0, { tree });
    const listed = (...values: string[]) => [...valuesOf(dimension.coverOfAll(values))].sort();
    expect([listed("DE"), listed("DACH"), listed("US", "DACH", "Mars"), listed("EMEA", "AMER")]).toEqual([
      ["DE"],
      ["AT", "DACH", "DE"],
      ["AT", "DACH", "DE", "Mars", "US"],
      ["AMER", "AT", "DACH", "DE", "EMEA", "FR", "US"],
    ]);
  });

  it("is more than itself for the values that have others below them", () => {
    expect([
      compileDimension("region", 0, { tree }).branches(),
      compileDimension("team", 0, { flat: true }).branches(),
    ]).toEqual([["EMEA", "DACH", "AMER"], []]);
  });
});

describe("a flat dimension", () => {
  it("S21 lets each value cover itself", () => {
    expect(compileDimension("team", 0, { flat: true }).coverOf("north")).toBe("north");
  });
});
