import type { EvaluationError, StatementRef, UnmetRequirement } from "../model/decision.js";

const KINDS: readonly UnmetRequirement["kind"][] = ["mfa", "reauthenticate", "approval", "justification"];

/** Sorts statements by id, role and assignment, and drops duplicates (S43). */
export function sortStatements(refs: readonly StatementRef[]): readonly StatementRef[] {
  return sortedBy(refs, statementKey);
}

/** Sorts unmet requirements by statement, then by kind, and drops duplicates. */
export function sortRequirements(unmet: readonly UnmetRequirement[]): readonly UnmetRequirement[] {
  // two statements of one bundle may share an id and yet ask for different things: the whole is what is told apart
  return sortedBy(unmet, (one) => statementKey(one.statement) + KINDS.indexOf(one.kind) + JSON.stringify(one));
}

/** Sorts errors by statement, assignment and path, and drops duplicates. */
export function sortErrors(errors: readonly EvaluationError[]): readonly EvaluationError[] {
  return sortedBy(errors, ({ code, statement, assignment, path }) =>
    JSON.stringify([statement?.id ?? "", statement?.role, statement?.assignment, code, assignment, path]),
  );
}

/** In the order of some texts, by code units, so that the order is the same everywhere; of those with equal texts the first. */
function sortedBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  const byKey = new Map<string, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, item]) => item);
}

/** The least character ends each part, so that a shorter text comes first. */
function statementKey({ id, role = "", assignment = "", why = "" }: StatementRef): string {
  return [id, role, assignment, why, ""].join("\0");
}
