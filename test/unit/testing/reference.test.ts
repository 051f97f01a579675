import { describe, expect, it } from "vitest";
import { referenceDecide } from "../../../src/testing/reference/decide.js";
import { referenceMask } from "../../../src/testing/reference/mask.js";
import { summary } from "./examples/example.js";
import { factsOf } from "./examples/fixture.js";
import { examples } from "./examples/index.js";
import { maskExamples } from "./examples/masks.js";

describe("the reference evaluator decides as the semantics say", () => {
  it.each(examples)("$name", ({ policy, facts, request, expected, statements, validUntil, errors }) => {
    const decision = referenceDecide(policy, facts, request);
    expect(summary(decision)).toBe(expected);
    if (statements !== undefined) expect(decision.statements.map(({ id }) => id)).toEqual(statements);
    if (validUntil !== undefined) expect(decision.validUntil).toBe(validUntil);
    if (errors !== undefined) expect(decision.errors.map(({ code }) => code)).toEqual(errors);
  });

  it.each(maskExamples)("$name", ({ policy, record, expected }) => {
    expect(referenceMask({ policy, facts: factsOf() }, "deal", record)).toEqual(expected);
  });
});
