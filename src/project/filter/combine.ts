import type { Comparable } from "../../compile/condition/expression.js";
import { ALWAYS, type FilterExpression, type FilterTest, NEVER } from "./expression.js";
import { implies, wanted } from "./implies.js";
import { keyOf } from "./key.js";

/** Among more terms than this, only equal ones are found: a filter must not cost the square of what it is made of. */
const MAX_ABSORBED = 64;

/** Keeps what all keep. */
export function allOf(terms: readonly FilterExpression[]): FilterExpression {
  return combine("and", terms);
}

/** Keeps what any keeps. */
export function anyOf(terms: readonly FilterExpression[]): FilterExpression {
  return combine("or", terms);
}

function combine(kind: "and" | "or", terms: readonly FilterExpression[]): FilterExpression {
  const [absorbing, neutral] = kind === "and" ? [NEVER, ALWAYS] : [ALWAYS, NEVER];
  const flat = terms.flatMap((term) => (term.kind === kind ? term.terms : [term]));
  if (flat.some((term) => term.kind === absorbing.kind)) return absorbing;
  const telling = flat.filter((term) => term.kind !== neutral.kind);
  const left = simplified(kind, telling);
  if (left.some((term) => term.kind === absorbing.kind)) return absorbing;
  const [only] = left;
  if (only === undefined) return neutral;
  if (left.length === 1) return only;
  return kind === "or" ? factored(left) : { kind, terms: left };
}

function simplified(kind: "and" | "or", terms: readonly FilterExpression[]): readonly FilterExpression[] {
  if (terms.length < 2) return terms;
  return terms.length > MAX_ABSORBED ? mergeLists(kind, unique(terms)) : absorb(kind, mergeLists(kind, terms));
}

function unique(terms: readonly FilterExpression[]): readonly FilterExpression[] {
  const seen = new Set<string>();
  return terms.filter((term) => {
    const key = keyOf(term);
    if (key === null) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** One list in place of several about the same path: of all in an *or*, of those in common in an *and*. */
function mergeLists(kind: "and" | "or", terms: readonly FilterExpression[]): readonly FilterExpression[] {
  const merged: FilterExpression[] = [];
  const places = new Map<string, number>();
  for (const term of terms) {
    const values = term.kind === "test" ? listOf(kind, term) : null;
    if (term.kind !== "test" || values === null) {
      merged.push(term);
      continue;
    }
    const name = `${term.path.text} ${term.path.leaf.array === true}`;
    const place = places.get(name);
    const before = place === undefined ? undefined : merged[place];
    if (place === undefined || before?.kind !== "test") {
      places.set(name, merged.push(term) - 1);
      continue;
    }
    const others = listOf(kind, before) ?? [];
    merged[place] = oneOf(before, kind === "or" ? union(others, values) : intersection(others, values));
  }
  return merged;
}

function listOf(kind: "and" | "or", test: FilterTest): readonly Comparable[] | null {
  // an array may well have an element of each list
  return wanted(test, "eq", "in") ?? (kind === "or" ? wanted(test, "hasAny", "hasAny") : null);
}

/** The test whether a path's value, or an element of it, is one of these. */
export function oneOf(test: Pick<FilterTest, "path" | "statement">, values: readonly Comparable[]): FilterExpression {
  const { path, statement } = test;
  const [only] = values;
  if (only === undefined) return NEVER;
  if (path.leaf.array === true) {
    return { kind: "test", path, operator: "hasAny", operand: { kind: "values", values }, statement };
  }
  return values.length === 1
    ? { kind: "test", path, operator: "eq", operand: { kind: "value", value: only }, statement }
    : { kind: "test", path, operator: "in", operand: { kind: "values", values }, statement };
}

function union(left: readonly Comparable[], right: readonly Comparable[]): readonly Comparable[] {
  return [...new Set([...left, ...right])];
}

function intersection(left: readonly Comparable[], right: readonly Comparable[]): readonly Comparable[] {
  const both = new Set(right);
  return left.filter((value) => both.has(value));
}

/** Drops what another term says already: in an *or* what keeps less, in an *and* what keeps more. */
function absorb(kind: "and" | "or", terms: readonly FilterExpression[]): readonly FilterExpression[] {
  const left = [...terms];
  for (let place = left.length - 1; place >= 0; place -= 1) {
    const term = left[place] as FilterExpression;
    const isSaid = left.some(
      (other, index) => index !== place && (kind === "or" ? implies(term, other) : implies(other, term)),
    );
    if (isSaid) left.splice(place, 1);
  }
  return left;
}

/** Takes what all alternatives have in common in front of them: there an index can serve it. */
function factored(terms: readonly FilterExpression[]): FilterExpression {
  const [first = [], ...rest] = terms.map((term) => (term.kind === "and" ? term.terms : [term]));
  const has = (factors: readonly FilterExpression[], wanted: FilterExpression) =>
    factors.some((factor) => isEqual(factor, wanted));
  const shared = first.filter((factor) => rest.every((factors) => has(factors, factor)));
  if (shared.length === 0) return { kind: "or", terms };
  // none is left with nothing: such an alternative would have absorbed the others
  const others = [first, ...rest].map((factors) => allOf(factors.filter((factor) => !has(shared, factor))));
  return allOf([...shared, anyOf(others)]);
}

function isEqual(left: FilterExpression, right: FilterExpression): boolean {
  return left === right || (left.kind === right.kind && implies(left, right) && implies(right, left));
}
