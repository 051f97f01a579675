import type { PolicyData } from "../../model/policy-data.js";
import { everyComparison, isReference } from "./condition-parts.js";
import type { LintFinding } from "./finding.js";
import { allStatements } from "./placed.js";

/** Conditions of records on `now`: without a record, an answer holds for a millisecond. */
export function nowConditions(policy: PolicyData): readonly LintFinding[] {
  return allStatements(policy).flatMap(({ statement, path }) =>
    (["when", "to"] as const).flatMap((key): readonly LintFinding[] => {
      const reads = everyComparison(statement[key]).some(
        ({ operand }) => isReference(operand) && operand.$ref === "now",
      );
      if (!reads) return [];
      return [
        {
          code: "now_condition",
          severity: "info",
          path: [...path, key],
          message: "it compares with `now`: filters, snapshots and accesses hold for a moment only",
          hint: "a field that says the state (`expired`) keeps answers for longer",
        },
      ];
    }),
  );
}
