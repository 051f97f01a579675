import type { Comparable } from "../../compile/condition/expression.js";
import type { FilterExpression, FilterTest } from "./expression.js";

/** Longer lists are compared by identity alone: a filter must not cost the square of what it lists. */
const MAX_COMPARED = 1_000;

/** So many parts of two expressions are held against each other; then it is a no. */
const MAX_STEPS = 2_000;

/**
 * Whether every record that one expression keeps is kept by the other as well. It may say no too often, never yes too
 * often.
 */
export function implies(left: FilterExpression, right: FilterExpression, budget = { steps: MAX_STEPS }): boolean {
  if (left === right || left.kind === "never" || right.kind === "always") return true;
  budget.steps -= 1;
  if (left.kind === "always" || right.kind === "never" || budget.steps < 0) return false;
  if (left.kind === "or") return left.terms.every((term) => implies(term, right, budget));
  if (right.kind === "and") return right.terms.every((term) => implies(left, term, budget));
  if (right.kind === "or" && right.terms.some((term) => implies(left, term, budget))) return true;
  if (left.kind === "and") {
    if (left.terms.some((term) => implies(term, right, budget))) return true;
    return right.kind === "or" && byCases(left.terms, right, budget);
  }
  return left.kind === "test" && right.kind === "test" && testImplies(left, right);
}

/** A conjunction with an alternative in it keeps what it keeps in each case. */
function byCases(terms: readonly FilterExpression[], right: FilterExpression, budget: { steps: number }): boolean {
  const place = terms.findIndex(({ kind }) => kind === "or");
  const choice = terms[place];
  if (choice?.kind !== "or") return false;
  const others = terms.filter((_term, index) => index !== place);
  return choice.terms.every((one) => {
    const parts = one.kind === "and" ? one.terms : [one];
    return implies({ kind: "and", terms: [...parts, ...others] }, right, budget);
  });
}

function testImplies(left: FilterTest, right: FilterTest): boolean {
  if (left.path.text !== right.path.text) return false;
  const among = wanted(right, "eq", "in") ?? wanted(right, "hasAny", "hasAny");
  if (among === null || (left.operator === "hasAny") !== (right.operator === "hasAny")) return isSame(left, right);
  const given = wanted(left, "eq", "in") ?? wanted(left, "hasAny", "hasAny");
  return given === null ? isSame(left, right) : isSubset(given, among);
}

/** The values of which a test wants one. */
export function wanted({ operator, operand }: FilterTest, one: string, several: string): readonly Comparable[] | null {
  if (operator === one && operand.kind === "value") return [operand.value];
  return operator === several && operand.kind === "values" ? operand.values : null;
}

function isSubset(part: readonly Comparable[], whole: readonly Comparable[]): boolean {
  if (part === whole) return true;
  if (part.length > whole.length || whole.length > MAX_COMPARED) return false;
  const all = new Set(whole);
  return part.every((value) => all.has(value));
}

function isSame(left: FilterTest, right: FilterTest): boolean {
  if (left.operator !== right.operator) return false;
  const [one, other] = [left.operand, right.operand];
  switch (one.kind) {
    case "none":
      return other.kind === "none";
    case "value":
      return other.kind === "value" && one.value === other.value;
    case "values":
      return other.kind === "values" && one.values.length === other.values.length && isSubset(one.values, other.values);
    case "field":
      return other.kind === "field" && one.path.text === other.path.text && one.plus === other.plus;
  }
}
