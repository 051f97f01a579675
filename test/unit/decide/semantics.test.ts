import { describe, expect, it } from "vitest";
import { compilePolicy } from "../../../src/compile/policy.js";
import { openAccess } from "../../../src/project/access.js";
import { summary } from "../testing/examples/example.js";
import { factsOf } from "../testing/examples/fixture.js";
import { examples } from "../testing/examples/index.js";
import { maskExamples } from "../testing/examples/masks.js";

// the sentences by which the naive evaluator is held to the semantics hold the engine to them, too
describe("the engine decides as the semantics say", () => {
  it.each(examples)("$name", ({ policy, facts, request, expected, statements, validUntil, errors }) => {
    const decision = openAccess(compilePolicy(policy), facts).decide(request);
    expect(summary(decision)).toBe(expected);
    if (statements !== undefined) expect(decision.statements.map(({ id }) => id)).toEqual(statements);
    if (validUntil !== undefined) expect(decision.validUntil).toBe(validUntil);
    if (errors !== undefined) expect(decision.errors.map(({ code }) => code)).toEqual(errors);
  });

  it.each(maskExamples)("$name", ({ policy, record, expected }) => {
    expect(openAccess(compilePolicy(policy), factsOf()).mask("deal", record)).toEqual(expected);
  });
});
