import type { PolicyData } from "../model/policy-data.js";
import type { LintFinding } from "./lint/finding.js";
import { LINT_RULES } from "./lint/rules.js";

export type { LintCode, LintFinding, LintSeverity } from "./lint/finding.js";

/**
 * Looks for what a policy allows itself to say, but hardly means.
 *
 * @param policy - a trusted policy
 * @returns the findings of all rules, in the order of the rules and of the policy
 */
export function lint(policy: PolicyData): readonly LintFinding[] {
  return LINT_RULES.flatMap((rule) => rule(policy));
}
