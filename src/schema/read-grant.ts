import type { PolicyData } from "../model/policy-data.js";
import type { StatementsData } from "../model/statement-data.js";
import { Issues } from "./issues.js";
import { copyPlain, newBudget } from "./plain.js";
import type { Read } from "./read.js";
import { Site } from "./site.js";
import { policyContext } from "./statement-context.js";
import { readStatements } from "./statements.js";

/**
 * Makes the reader of a policy's direct grants, whose statements come as facts and are read like those of a role.
 *
 * @param policy - a trusted policy
 * @returns a reader: statements by type as plain JSON, frozen, or every issue, its path beginning with type and position
 */
export function grantReader(policy: PolicyData): (statements: unknown) => Read<StatementsData> {
  const context = policyContext(policy.model, new Set(Object.keys(policy.roles)));
  return (statements) => {
    const issues = new Issues();
    const site = new Site(copyPlain(statements, { issues, budget: newBudget() }), issues);
    return issues.conclude<StatementsData>(readStatements(site, context, "grant"));
  };
}
