import type { PolicyData } from "../../model/policy-data.js";
import { quote } from "../text.js";
import type { LintFinding } from "./finding.js";
import { bundleOf, isAllow, statementsOfRole } from "./placed.js";

/** Who may hand roles out, and how many may hold them. */
export function assigning(policy: PolicyData): readonly LintFinding[] {
  return Object.entries(policy.roles).flatMap(([name, role]) => {
    const path = ["roles", name];
    const findings: LintFinding[] = [];
    if (role.assignableBy === undefined || role.assignableBy.length === 0) {
      const message = "nobody may hand the role out";
      findings.push({ code: "unassignable_role", severity: "warning", path, message, hint: "say `assignableBy`" });
    }
    if (role.assignableBy?.includes(name)) {
      const message = "whoever holds the role may make others hold it";
      findings.push({ code: "self_assignable_role", severity: "info", path: [...path, "assignableBy"], message });
    }
    if (role.minHolders !== undefined && role.maxHolders === undefined) {
      const message = "the role must always be held, by any number of people";
      const hint = "two or three holders are plenty for a role that matters: say `maxHolders`";
      findings.push({ code: "min_without_max", severity: "info", path: [...path, "minHolders"], message, hint });
    }
    return findings;
  });
}

/** Roles that allow nothing. */
export function emptyRoles(policy: PolicyData): readonly LintFinding[] {
  return Object.keys(policy.roles).flatMap((role): readonly LintFinding[] =>
    bundleOf(policy, role).some(({ statement }) => isAllow(statement))
      ? []
      : [{ code: "empty_role", severity: "warning", path: ["roles", role], message: "the role allows nothing" }],
  );
}

/** Forbids in roles: whoever loses the role may do more than before. */
export function forbidsInRoles(policy: PolicyData): readonly LintFinding[] {
  return Object.keys(policy.roles).flatMap((role) =>
    statementsOfRole(policy, role).flatMap(({ statement, path }): readonly LintFinding[] =>
      "forbid" in statement
        ? [
            {
              code: "forbid_in_role",
              severity: "warning",
              path,
              message: "whoever loses the role, or its scope, may do what it forbids",
              hint: "forbid in `rules`, with `who`",
            },
          ]
        : [],
    ),
  );
}

/** Ids that several roles use for statements of their own. */
export function sharedIds(policy: PolicyData): readonly LintFinding[] {
  const first = new Map<string, string>();
  return Object.keys(policy.roles).flatMap((role) =>
    statementsOfRole(policy, role).flatMap(({ statement, path }): readonly LintFinding[] => {
      if (statement.id === undefined) return [];
      const before = first.get(statement.id);
      if (before === undefined) first.set(statement.id, role);
      if (before === undefined) return [];
      const message = `the role ${quote(before)} has a statement with the id ${quote(statement.id)} too`;
      return [{ code: "shared_id", severity: "info", path: [...path, "id"], message }];
    }),
  );
}
