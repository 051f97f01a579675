import type { PolicyData } from "../../model/policy-data.js";
import type { LintFinding } from "./finding.js";
import { allStatements, isAllow } from "./placed.js";

/** Allows that grow by themselves when the model grows. Guards may: they only take away. */
export function wildcards(policy: PolicyData): readonly LintFinding[] {
  return allStatements(policy).flatMap(({ statement, path, type }) => {
    if (!isAllow(statement)) return [];
    const findings: LintFinding[] = [];
    if (statement.allow === "*") {
      findings.push({
        code: "wildcard_actions",
        severity: "warning",
        path: [...path, "allow"],
        message: "an action that is added to the model is allowed by itself",
        hint: "list the actions",
      });
    }
    if (type === "*") {
      findings.push({
        code: "wildcard_types",
        severity: "warning",
        path,
        message: "a type that is added to the model is allowed by itself",
        hint: "key the statement under each type",
      });
    }
    return findings;
  });
}
