import type { PolicyData } from "../model/policy-data.js";
import { type LintFinding, lint } from "../schema/lint.js";

/**
 * Finds what is allowed in a policy, but likely not meant: wildcards that widen by themselves, statements that nothing can
 * reach, forbids that hide records whose value is missing …
 *
 * @param policy - what `definePolicy()` or `parsePolicy()` gave
 * @returns the findings, each with a severity and a path; none means that nothing was found
 * @example
 * const note = resource({ fields: [{ name: "id", type: "string" }], actions: ["read"] });
 * const reader = { title: "Reader", statements: { note: [{ allow: "*" }] } } as const;
 * const policy = definePolicy(defineModel({ resources: { note } }), { id: "notes", version: 1, roles: { reader } });
 * lintPolicy(policy).length > 0 // => true
 */
export function lintPolicy(policy: { toJSON(): PolicyData }): readonly LintFinding[] {
  return lint(policy.toJSON());
}
