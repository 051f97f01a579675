import { toMilliseconds } from "../../model/duration.js";
import type { PolicyData } from "../../model/policy-data.js";
import type { RequirementsData } from "../../model/requirement-data.js";
import { MFA_METHODS, PHISHING_RESISTANT } from "../mfa-methods.js";
import { quote } from "../text.js";
import type { LintFinding } from "./finding.js";
import { allStatements } from "./placed.js";

/** The number of factor classes that a requirement asks for when it does not say. */
const DEFAULT_FACTORS = 2;

/** Requirements that lock everybody out, or say less than it seems. */
export function requirements(policy: PolicyData): readonly LintFinding[] {
  return allStatements(policy).flatMap(({ statement, path }) => {
    if (!("require" in statement)) return [];
    const here = (key: keyof RequirementsData) => [...path, "require", key];
    const unmeetable = (key: keyof RequirementsData, message: string | undefined): readonly LintFinding[] =>
      message === undefined ? [] : [{ code: "unmeetable_requirement", severity: "error", path: here(key), message }];
    return [
      ...unmeetable("mfa", mfaProblem(statement.require)),
      ...unmeetable("network", networkProblem(statement.require)),
      ...unmeetable("approval", approvalProblem(statement.require, policy)),
      ...idleBeyondAge(statement.require, here("session")),
    ];
  });
}

function mfaProblem({ mfa }: RequirementsData): string | undefined {
  if (mfa?.methods === undefined) return undefined;
  const classes = new Set(mfa.methods.flatMap((method) => MFA_METHODS.get(method) ?? []));
  const wanted = mfa.factors ?? DEFAULT_FACTORS;
  if (classes.size < wanted) {
    return `the accepted methods prove ${classes.size} of the ${wanted} classes of factors that are asked for`;
  }
  const resists = mfa.methods.some((method) => PHISHING_RESISTANT.includes(method));
  return mfa.phishingResistant === true && !resists ? "none of the accepted methods resists phishing" : undefined;
}

function networkProblem({ network }: RequirementsData): string | undefined {
  const { countries, notCountries } = network ?? {};
  if (countries === undefined || notCountries === undefined) return undefined;
  return countries.every((country) => notCountries.includes(country))
    ? "every country that is accepted is also refused"
    : undefined;
}

function approvalProblem({ approval }: RequirementsData, policy: PolicyData): string | undefined {
  if (approval === undefined) return undefined;
  const holders = policy.roles[approval.by]?.maxHolders;
  const count = approval.count ?? 1;
  return holders !== undefined && holders < count
    ? `${count} approvers are asked for, and at most ${holders} can hold ${quote(approval.by)}`
    : undefined;
}

function idleBeyondAge({ session }: RequirementsData, path: LintFinding["path"]): readonly LintFinding[] {
  if (session?.maxAge === undefined || session.maxIdle === undefined) return [];
  if (toMilliseconds(session.maxIdle) < toMilliseconds(session.maxAge)) return [];
  const message = "`maxIdle` is not below `maxAge`, and never matters";
  return [{ code: "idle_beyond_age", severity: "info", path, message }];
}
