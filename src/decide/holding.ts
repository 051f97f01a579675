import type { CompiledPolicy } from "../compile/policy.js";
import type { CompiledRole } from "../compile/role.js";
import type { ScopeRow } from "../compile/scope-rows.js";
import type { Assignment } from "../model/assignment.js";
import type { EvaluationError } from "../model/decision.js";
import { standing } from "./window.js";

/** An assignment that counts now, with what it covers. */
export interface Holding {
  readonly assignment: Assignment;
  readonly role: CompiledRole;
  readonly row: ScopeRow;
}

/** What somebody holds at an instant, in the order of slots, and what could not be read of it. */
export interface Holdings {
  readonly held: readonly Holding[];
  readonly problems: readonly EvaluationError[];
}

/**
 * Picks the assignments that count (S20, S24). Of one that is invalid the forbids and requires remain, on every record.
 *
 * @param now - epoch milliseconds
 */
export function holdingsOf(policy: CompiledPolicy, assignments: readonly Assignment[], now: number): Holdings {
  const held: Holding[] = [];
  const problems: EvaluationError[] = [];
  for (const assignment of assignments) {
    if (assignment.state === "eligible") continue;
    const place = standing(assignment.validFrom, assignment.validUntil, now);
    if (place === "before" || place === "after") continue;
    const role = roleOf(policy, assignment, problems);
    if (role === undefined) continue;
    const row = policy.scopeRows.read(assignment.scope, role.scopedBy);
    const isActive = assignment.state === undefined || assignment.state === "active";
    if (row !== null && place === "inside" && isActive) {
      insert(held, { assignment, role, row });
    } else {
      problems.push(invalid(assignment, place === "unusable" ? "window" : row === null ? "scope" : "state"));
      insert(held, { assignment, role: role.withoutAllows ?? role, row: policy.scopeRows.unbounded });
    }
  }
  return { held, problems };
}

function roleOf(policy: CompiledPolicy, assignment: Assignment, problems: EvaluationError[]): CompiledRole | undefined {
  if (assignment.statements !== undefined) {
    const grant = policy.compileGrant(assignment.statements);
    if (grant.unreadable > 0) {
      const message = `${grant.unreadable} of the statements of direct grant \`${assignment.id}\` cannot be read`;
      problems.push({ code: "invalid_grant", message, assignment: assignment.id });
    }
    return grant.role;
  }
  const role = policy.roles.get(assignment.role);
  if (role === undefined) {
    const message = `role \`${String(assignment.role)}\` of assignment \`${assignment.id}\` is not defined`;
    problems.push({ code: "unknown_role", message, assignment: assignment.id });
  }
  return role;
}

function invalid({ id }: Assignment, part: string): EvaluationError {
  return { code: "invalid_assignment", message: `the ${part} of assignment \`${id}\` cannot be used`, assignment: id };
}

/** Keeps the list in the order of roles, so that those who hold the same roles share what they come to. */
function insert(held: Holding[], holding: Holding): void {
  let index = held.length;
  while (index > 0 && (held[index - 1]?.role.index ?? 0) > holding.role.index) index -= 1;
  held.splice(index, 0, holding);
}
