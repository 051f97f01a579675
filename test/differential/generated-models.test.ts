import { expect, it } from "vitest";
import { generatedModel } from "../../src/testing/arb/model.js";
import { CLASSES, compareMany } from "./compare-many.js";

it("law 12: the engine decides as the reference does, on models of any shape", () => {
  const tally = compareMany(90_000, generatedModel());
  const rare = CLASSES.filter((name) => tally.share(name) < 0.02);
  expect(rare, "classes of decisions that are hardly met").toEqual([]);
}, 600_000);
