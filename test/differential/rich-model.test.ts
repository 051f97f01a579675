import fc from "fast-check";
import { expect, it } from "vitest";
import { plainModel, richModel } from "../../src/testing/arb/models.js";
import { CLASSES, compareMany } from "./compare-many.js";

it("law 12: the engine decides as the reference does, on a model with everything and on a plain one", () => {
  const models = fc.oneof(
    { weight: 4, arbitrary: fc.constant(richModel) },
    { weight: 1, arbitrary: fc.constant(plainModel) },
  );
  const tally = compareMany(120_000, models);
  const rare = CLASSES.filter((name) => tally.share(name) < 0.02);
  expect(rare, "classes of decisions that are hardly met").toEqual([]);
}, 600_000);
