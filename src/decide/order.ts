import type { EvaluationError, StatementRef, UnmetRequirement } from "../model/decision.js";

const KINDS: readonly UnmetRequirement["kind"][] = ["mfa", "reauthenticate", "approval", "justification"];

/** Sorts statements by id, role and assignment, and drops duplicates (S43). */
export function sortStatements(refs: readonly StatementRef[]): readonly StatementRef[] {
  return distinct(refs, statementKey).sort(compareStatements);
}

/** Sorts unmet requirements by statement, then by kind, and drops duplicates. */
export function sortRequirements(unmet: readonly UnmetRequirement[]): readonly UnmetRequirement[] {
  // two statements of one bundle may share an id and yet ask for different things: the whole is what is told apart
  return distinct(unmet, (one) => JSON.stringify(one)).sort(
    (left, right) =>
      compareStatements(left.statement, right.statement) ||
      KINDS.indexOf(left.kind) - KINDS.indexOf(right.kind) ||
      compareText(JSON.stringify(left), JSON.stringify(right)),
  );
}

/** Sorts errors by statement, assignment and path, and drops duplicates. */
export function sortErrors(errors: readonly EvaluationError[]): readonly EvaluationError[] {
  return distinct(errors, errorKey).sort((left, right) => compareText(errorKey(left), errorKey(right)));
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const item of items) {
    const key = keyOf(item);
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey.values()];
}

function statementKey({ id, role, assignment, why }: StatementRef): string {
  return JSON.stringify([id, role, assignment, why]);
}

function errorKey({ code, statement, assignment, path }: EvaluationError): string {
  return JSON.stringify([statement?.id ?? "", statement?.role, statement?.assignment, code, assignment, path]);
}

function compareStatements(left: StatementRef, right: StatementRef): number {
  return (
    compareText(left.id, right.id) ||
    compareText(left.role ?? "", right.role ?? "") ||
    compareText(left.assignment ?? "", right.assignment ?? "") ||
    compareText(left.why ?? "", right.why ?? "")
  );
}

/** By code units, so that the order is the same everywhere. */
function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
