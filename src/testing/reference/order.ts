import type { EvaluationError, StatementRef, UnmetRequirement } from "../../model/decision.js";

const KINDS: readonly UnmetRequirement["kind"][] = ["mfa", "reauthenticate", "approval", "justification"];

/** Keeps the first of equal elements. */
export function distinct<T>(elements: readonly T[]): T[] {
  const seen = new Set<string>();
  return elements.filter((element) => {
    const text = JSON.stringify(element);
    return !seen.has(text) && seen.add(text);
  });
}

/** By id, role, assignment and why, in code units; what is absent comes first. */
export function sortedRefs(refs: readonly StatementRef[]): StatementRef[] {
  return distinct(refs.map(inOrder)).sort((left, right) => compareTexts(refKey(left), refKey(right)));
}

/** By statement, then by kind. */
export function sortedRequirements(requirements: readonly UnmetRequirement[]): UnmetRequirement[] {
  const entries = requirements.map((each) => ({ ...each, statement: inOrder(each.statement) }));
  return distinct(entries).sort(
    (left, right) =>
      compareTexts(refKey(left.statement), refKey(right.statement)) ||
      KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind),
  );
}

/** By code, assignment, statement and path. */
export function sortedErrors(errors: readonly EvaluationError[]): EvaluationError[] {
  const key = (error: EvaluationError) => [
    error.code,
    error.assignment,
    ...refKey(error.statement ?? { id: "" }),
    error.path,
  ];
  return distinct(errors).sort((left, right) => compareTexts(key(left), key(right)));
}

// with its keys in one order, so that equal references are equal texts
function inOrder({ id, role, assignment, why }: StatementRef): StatementRef {
  return {
    id,
    ...(role !== undefined && { role }),
    ...(assignment !== undefined && { assignment }),
    ...(why !== undefined && { why }),
  };
}

function refKey({ id, role, assignment, why }: StatementRef): (string | undefined)[] {
  return [id, role, assignment, why];
}

function compareTexts(left: readonly (string | undefined)[], right: readonly (string | undefined)[]): number {
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (one === other) continue;
    if (one === undefined) return -1;
    return other === undefined || one > other ? 1 : -1;
  }
  return 0;
}
