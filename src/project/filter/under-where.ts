import type { Path, Test } from "../../compile/condition/expression.js";
import { type Cover, valuesOf } from "../../compile/dimension.js";
import { allOf, anyOf } from "./combine.js";
import { type FilterExpression, type FilterOperator, NEVER } from "./expression.js";
import { among, elements } from "./listed.js";
import type { KnownList, Resolved } from "./resolved.js";
import type { Viewpoint } from "./viewpoint.js";
import { withField } from "./with-field.js";

/** `$under`: the values that lie below are listed. Below another field's value, branch by branch of the tree. */
export function underWhere(test: Resolved, { cover }: Test, at: Viewpoint): FilterExpression {
  const coverOf = cover ?? ((value: string): Cover => value);
  const { operand } = test;
  if (operand.kind === "field") return underField(test, operand.path, coverOf, branchesAt(test.path, at));
  const { value } = operand;
  const ancestors: unknown = typeof value === "string" ? [value] : value;
  return Array.isArray(ancestors) ? below(test, knownBelow(ancestors, coverOf)) : NEVER;
}

function below(test: Resolved, list: KnownList): FilterExpression {
  if (test.path.leaf.array === true) return elements(test, list);
  return among(test, list, test.truth === "true" ? "some" : "none");
}

function knownBelow(ancestors: readonly unknown[], coverOf: (value: string) => Cover): KnownList {
  const texts = ancestors.filter((one) => typeof one === "string");
  const values = new Set(texts.flatMap((one) => valuesOf(coverOf(one))));
  return { values: [...values], hasUnusable: texts.length < ancestors.length };
}

function branchesAt(path: Path, { resource }: Viewpoint): readonly string[] {
  return resource.scopePaths.find(({ text }) => text === path.text)?.dimension.branches() ?? [];
}

/** The same value, or for some branch: the other field names it, and this one lies below. */
function underField(
  test: Resolved,
  other: Path,
  coverOf: (value: string) => Cover,
  branches: readonly string[],
): FilterExpression {
  const isTrue = test.truth === "true";
  const byBranch = branches.map((branch) => {
    const names = below({ ...test, path: other }, { values: [branch], hasUnusable: false });
    const lies = below(test, { values: valuesOf(coverOf(branch)), hasUnusable: false });
    return isTrue ? allOf([names, lies]) : anyOf([names, lies]);
  });
  const same = withField(test, sameAs(test, other));
  return isTrue ? anyOf([...byBranch, same]) : allOf([...byBranch, same]);
}

function sameAs({ truth, path }: Resolved, other: Path): FilterOperator {
  if (path.leaf.array === true) return truth === "true" ? "hasAny" : "hasNone";
  if (other.leaf.array === true) return truth === "true" ? "in" : "nin";
  return truth === "true" ? "eq" : "ne";
}
