import { valuesOf } from "../../compile/dimension.js";
import type { Held } from "../../compile/held.js";
import type { ScopePath } from "../../compile/scope.js";
import { allOf, anyOf } from "./combine.js";
import type { FilterExpression } from "./expression.js";
import { among, elements } from "./listed.js";
import { type Resolved, testOf } from "./resolved.js";
import type { Truth, Viewpoint } from "./viewpoint.js";

/** The records that certainly lie in the scope of what is held, or certainly outside. */
export function scopeWhere(truth: Truth, { row }: Held, { resource, statement }: Viewpoint): FilterExpression {
  const tests = resource.scopePaths.flatMap((path) => {
    const cover = row[path.dimension.index] ?? null;
    return cover === null ? [] : [coveredWhere(truth, path, valuesOf(cover), statement)];
  });
  return truth === "true" ? allOf(tests) : anyOf(tests);
}

function coveredWhere(
  truth: Truth,
  { path, isArray }: ScopePath,
  values: readonly string[],
  statement: string,
): FilterExpression {
  const test: Resolved = { truth, path, statement, operand: { kind: "known", value: values, plus: 0 } };
  const list = { values, hasUnusable: false };
  if (!isArray) return among(test, list, truth === "true" ? "some" : "none");
  if (truth === "true") return elements(test, list);
  // an array that holds nothing is as good as missing
  return allOf([elements(test, list), testOf(test, "nonEmpty", { kind: "none" })]);
}
