import type { Comparable } from "../../compile/condition/expression.js";
import { oneOf } from "./combine.js";
import { type FilterExpression, NEVER } from "./expression.js";
import { type KnownList, type Resolved, testOf } from "./resolved.js";

/** A scalar that is certainly one of some values, or certainly none of them. */
export function among(test: Resolved, { values, hasUnusable }: KnownList, which: "some" | "none"): FilterExpression {
  if (which === "none" && hasUnusable) return NEVER;
  if (test.path.leaf.type === "enum") return amongEnum(test, (one) => values.includes(one) === (which === "some"));
  if (which === "some") return oneOf(test, values);
  const [only] = values;
  return only !== undefined && values.length === 1
    ? testOf(test, "ne", { kind: "value", value: only })
    : testOf(test, "nin", { kind: "values", values });
}

/** Of an enum the values that pass are listed: what is none of its values is on neither side. */
export function amongEnum(test: Resolved, passes: (value: Comparable) => boolean): FilterExpression {
  return oneOf(test, (test.path.leaf.values ?? []).filter(passes));
}

/** An array that certainly has one of some elements, or certainly none of them. */
export function elements(test: Resolved, { values, hasUnusable }: KnownList): FilterExpression {
  const { path, truth } = test;
  const known: readonly Comparable[] | undefined = path.leaf.type === "enum" ? path.leaf.values : undefined;
  const usable = known === undefined ? values : values.filter((value) => known.includes(value));
  if (truth === "true") return oneOf(test, usable);
  // what is unusable could be any element, where there is one
  return hasUnusable
    ? testOf(test, "empty", { kind: "none" })
    : testOf(test, "hasNone", { kind: "values", values: usable });
}
