import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolvePath } from "../../../../src/compile/condition/path.js";
import { Readers } from "../../../../src/compile/readers.js";
import type { PortableField } from "../../../../src/model/portable-field.js";
import { allOf, anyOf } from "../../../../src/project/filter/combine.js";
import { ALWAYS, type FilterExpression, NEVER } from "../../../../src/project/filter/expression.js";
import { implies } from "../../../../src/project/filter/implies.js";
import { predicateOf, readingOf } from "../../../../src/project/filter/predicate.js";
import { SEED } from "../../../seed.js";
import { told } from "../../fixtures/filter.js";

const fields: readonly PortableField[] = [
  { name: "a", type: "number" },
  { name: "b", type: "number" },
  { name: "list", type: "number", array: true },
];
const values = [0, 1, 2];

function test(
  name: string,
  operator: "eq" | "ne" | "in" | "nin" | "lt" | "hasAny" | "hasNone",
  ...wanted: number[]
): FilterExpression {
  const isOne = operator === "eq" || operator === "ne" || operator === "lt";
  const operand = isOne
    ? { kind: "value" as const, value: wanted[0] as number }
    : { kind: "values" as const, values: wanted };
  return { kind: "test", path: resolvePath(fields, name), operator, operand, statement: "s" };
}

const leaf = fc.oneof(
  fc.constantFrom(NEVER, ALWAYS),
  fc
    .tuple(
      fc.constantFrom("a", "b"),
      fc.constantFrom("eq" as const, "ne" as const, "lt" as const),
      fc.constantFrom(...values),
    )
    .map(([name, operator, value]) => test(name, operator, value)),
  fc
    .tuple(fc.constantFrom("a", "b"), fc.constantFrom("in" as const, "nin" as const), fc.subarray(values))
    .map(([name, operator, list]) => test(name, operator, ...list)),
  fc
    .tuple(fc.constantFrom("hasAny" as const, "hasNone" as const), fc.subarray(values))
    .map(([operator, list]) => test("list", operator, ...list)),
);

/** What is to be combined, not yet combined. */
type Plan = FilterExpression | { readonly join: "and" | "or"; readonly plans: readonly Plan[] };

const plans: fc.Arbitrary<Plan> = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    leaf,
    fc.record({ join: fc.constantFrom("and" as const, "or" as const), plans: fc.array(tie("plan"), { maxLength: 4 }) }),
  ),
})).plan;

function combined(plan: Plan): FilterExpression {
  if (!("join" in plan)) return plan;
  return (plan.join === "and" ? allOf : anyOf)(plan.plans.map(combined));
}

const reading = readingOf(new Readers(), "thing");

function keeps(plan: Plan, record: object): boolean {
  if (!("join" in plan)) return predicateOf(plan, reading)(record);
  return plan.join === "and"
    ? plan.plans.every((one) => keeps(one, record))
    : plan.plans.some((one) => keeps(one, record));
}

const RECORDS = [undefined, ...values].flatMap((a) =>
  [undefined, 0, 2].flatMap((b) =>
    [[], [0], [1, 2], [null, 1]].map((list) => ({ ...(a === undefined ? {} : { a }), b, list })),
  ),
);

describe("combined expressions", () => {
  it("keep what their parts keep, however they are simplified", () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const expression = combined(plan);
        for (const record of RECORDS) expect(predicateOf(expression, reading)(record)).toBe(keeps(plan, record));
      }),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it("are simple: nothing stands for nothing, and nothing is nested in its own kind", () => {
    const isSimple = (expression: FilterExpression, within: string): boolean => {
      if (expression.kind === "never" || expression.kind === "always") return within === "";
      if (expression.kind !== "and" && expression.kind !== "or") return true;
      return (
        expression.kind !== within &&
        expression.terms.length > 1 &&
        expression.terms.every((term) => isSimple(term, expression.kind))
      );
    };
    fc.assert(
      fc.property(plans, (plan) => isSimple(combined(plan), "")),
      { seed: SEED, numRuns: 3_000 },
    );
  });

  it("imply only what is so", () => {
    let implications = 0;
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        const [left, right] = [combined(one), combined(other)];
        if (!implies(left, right)) return;
        implications += 1;
        for (const record of RECORDS) expect(keeps(left, record) && !keeps(right, record)).toBe(false);
      }),
      { seed: SEED, numRuns: 5_000 },
    );
    expect(implications).toBeGreaterThan(500);
  });

  const [a0, a1, b0] = [test("a", "eq", 0), test("a", "eq", 1), test("b", "eq", 0)];

  it.each<[string, FilterExpression, string]>([
    ["alternatives of one path are one list", anyOf([a0, a1]), "a in [0, 1]"],
    [
      "of two lists that must both hold, what they share is left",
      allOf([test("a", "in", 0, 1), test("a", "in", 1, 2)]),
      "a eq 1",
    ],
    ["two lists without anything in common keep nothing", allOf([a0, a1]), "never"],
    [
      "an array may have an element of each list",
      allOf([test("list", "hasAny", 0), test("list", "hasAny", 1)]),
      "(list hasAny [0] and list hasAny [1])",
    ],
    [
      "of an array the alternatives are one list",
      anyOf([test("list", "hasAny", 0), test("list", "hasAny", 1)]),
      "list hasAny [0, 1]",
    ],
    ["an alternative that keeps less is left out", anyOf([a0, allOf([a0, b0])]), "a eq 0"],
    ["what keeps more adds nothing", allOf([a0, test("a", "in", 0, 1), b0]), "(a eq 0 and b eq 0)"],
    [
      "what is shared stands in front",
      anyOf([allOf([a0, b0]), allOf([a0, test("b", "lt", 0)])]),
      "(a eq 0 and (b eq 0 or b lt 0))",
    ],
    ["no alternative keeps nothing", anyOf([]), "never"],
    ["no demand keeps everything", allOf([]), "always"],
  ])("%s", (_name, expression, expected) => {
    expect(told(expression)).toBe(expected);
  });

  it("never takes two checks for one", () => {
    const check = (holds: boolean): FilterExpression => ({ kind: "check", statement: "s", holds: () => holds });
    expect([told(anyOf([check(true), check(false)])), told(allOf([check(true), check(false)]))]).toEqual([
      "(check s or check s)",
      "(check s and check s)",
    ]);
  });

  it("give up on what would take for ever to be seen", () => {
    const choices = Array.from({ length: 40 }, (_, n) => anyOf([test("a", "lt", n), test("b", "lt", n)]));
    const goal = anyOf([test("a", "ne", 7), test("b", "ne", 8)]);
    expect(implies({ kind: "and", terms: choices }, goal)).toBe(false);
  });
});
