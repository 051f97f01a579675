import { describe, expect, it } from "vitest";
import { compileDimension } from "../../../src/compile/dimension.js";
import type { DimensionTree } from "../../../src/model/model-data.js";

const tree = { EMEA: { DACH: { DE: {}, AT: {} }, FR: {} }, AMER: { US: {} } };
const covered = (value: string, dimension = compileDimension("region", 0, { tree })) => {
  const cover = dimension.coverOf(value);
  return typeof cover === "string" ? cover : [...cover].sort();
};

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

  it("answers alike when it is asked again", () => {
    const dimension = compileDimension("region", 0, { tree });
    expect(covered("DACH", dimension)).toEqual(covered("DACH", dimension));
  });

  it("may be ten thousand levels deep", () => {
    let deep: DimensionTree = {};
    for (let level = 0; level < 10_000; level += 1) deep = { [`n${level}`]: deep };
    expect(compileDimension("region", 0, { tree: deep }).coverOf("n9999")).toHaveProperty("size", 10_000);
  });
});

describe("a flat dimension", () => {
  it("S21 lets each value cover itself", () => {
    expect(compileDimension("team", 0, { flat: true }).coverOf("north")).toBe("north");
  });
});
