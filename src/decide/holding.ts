import type { CompiledGrant } from "../compile/grant.js";
import type { Held } from "../compile/held.js";
import type { CompiledPolicy } from "../compile/policy.js";
import type { Assignment } from "../model/assignment.js";
import type { EvaluationError } from "../model/decision.js";
import { standing } from "./window.js";

/**
 * Picks the assignments that count (S20, S24). Of one that is invalid the forbids and requires remain, on every record.
 *
 * @param now - epoch milliseconds
 * @param visit - is given each that counts
 * @param report - is given what cannot be read
 */
export function eachHolding(
  policy: CompiledPolicy,
  assignments: readonly Assignment[],
  now: number,
  visit: (held: Held, assignment: Assignment) => void,
  report: (problem: EvaluationError) => void,
): void {
  for (const assignment of assignments) {
    if (assignment.state === "eligible") continue;
    const place = standing(assignment.validFrom, assignment.validUntil, now);
    if (place === "before" || place === "after") continue;
    const grant = grantOf(policy, assignment, report);
    if (grant === undefined) continue;
    const { role, isValid } = grant;
    const isActive = assignment.state === undefined || assignment.state === "active";
    const held = policy.scopes.held(role, assignment.scope);
    if (held !== null && place === "inside" && isActive && isValid) {
      visit(held, assignment);
    } else {
      if (isValid) report(invalid(assignment, place === "unusable" ? "window" : held === null ? "scope" : "state"));
      visit(policy.scopes.invalid(role), assignment);
    }
  }
}

/** Whose assignments are looked at, and when. */
interface Holder {
  readonly policy: CompiledPolicy;
  readonly assignments: readonly Assignment[];
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The assignments that count, in the order in which a party holds them after the rules. */
export function countingAssignments({ policy, assignments, now }: Holder): readonly Assignment[] {
  const counting: Assignment[] = [];
  eachHolding(policy, assignments, now, (_held, assignment) => counting.push(assignment), ignore);
  return counting;
}

/** What of a party's assignments cannot be read. */
export function problemsOf({ policy, assignments, now }: Holder): readonly EvaluationError[] {
  const problems: EvaluationError[] = [];
  eachHolding(policy, assignments, now, ignore, (problem) => problems.push(problem));
  return problems;
}

function ignore(): void {}

function grantOf(
  policy: CompiledPolicy,
  assignment: Assignment,
  report: (problem: EvaluationError) => void,
): CompiledGrant | undefined {
  const { id } = assignment;
  if (assignment.statements !== undefined) {
    const grant = policy.compileGrant(assignment.statements);
    if (!grant.isValid) {
      const message = `direct grant \`${id}\` cannot be read; \`policy.parseAssignment()\` says why`;
      report({ code: "invalid_grant", message, assignment: id });
    }
    return grant;
  }
  const role = policy.roles.get(assignment.role);
  if (role !== undefined) return { role, isValid: true };
  const message = `role \`${String(assignment.role)}\` of assignment \`${id}\` is not defined`;
  report({ code: "unknown_role", message, assignment: id });
  return undefined;
}

function invalid({ id }: Assignment, part: string): EvaluationError {
  return { code: "invalid_assignment", message: `the ${part} of assignment \`${id}\` cannot be used`, assignment: id };
}
