import type { CompiledGrant } from "../compile/grant.js";
import type { Held } from "../compile/held.js";
import { own } from "../compile/own.js";
import type { CompiledPolicy } from "../compile/policy.js";
import type { CompiledRole } from "../compile/role.js";
import type { Assignment } from "../model/assignment.js";
import type { EvaluationError } from "../model/decision.js";
import { quote } from "../model/quote.js";
import { type Standing, standing } from "./window.js";

/** What a party holds. */
export interface Holdings {
  /** The rules, and then what each assignment that counts comes to. */
  readonly held: readonly Held[];
  /** The assignments that count: that of `held[n]` is `counted[n - 1]`. */
  readonly counted: readonly Assignment[];
  /** What could not be read. */
  readonly problems: readonly EvaluationError[];
}

const NO_PROBLEMS: readonly EvaluationError[] = Object.freeze([]);

/**
 * Picks the assignments that count (S20, S24). Of one that is invalid the forbids and requires remain, on every record.
 *
 * @param now - epoch milliseconds
 */
export function hold(policy: CompiledPolicy, assignments: readonly Assignment[], now: number): Holdings {
  const held: Held[] = [policy.rules];
  const counted: Assignment[] = [];
  const problems: EvaluationError[] = [];
  for (const assignment of assignments) {
    if (assignment.state === "eligible") continue;
    const place = standing(assignment.validFrom, assignment.validUntil, now);
    if (place === "before" || place === "after") continue;
    const grants = grantsOf(policy, assignment, problems);
    const [grant] = grants;
    if (grant === undefined) continue;
    const { role, isValid } = grant;
    const isActive = assignment.state === undefined || assignment.state === "active";
    const one = policy.scopes.held(role, assignment.scope);
    if (one !== null && place === "inside" && isActive && isValid) {
      held.push(one);
      counted.push(assignment);
      continue;
    }
    if (isValid) problems.push(invalid(assignment, flawOf(place, one !== null, role, assignment.scope)));
    for (const limit of grants) {
      held.push(policy.scopes.invalid(limit.role));
      counted.push(assignment);
    }
  }
  return {
    // exact lengths: arrays that grew keep room for more
    held: held.slice(),
    counted: isAll(counted, assignments) ? assignments : counted,
    problems: problems.length === 0 ? NO_PROBLEMS : problems,
  };
}

/** What an assignment gives: a role or statements. One that has both is invalid, and the limits of both remain. */
function grantsOf(
  policy: CompiledPolicy,
  assignment: Assignment,
  problems: EvaluationError[],
): readonly CompiledGrant[] {
  const { id, role: name, statements } = assignment as { id: string; role?: string; statements?: unknown };
  const grants: CompiledGrant[] = [];
  if (name !== undefined) {
    const role = policy.roles.get(name);
    if (role !== undefined) grants.push({ role, isValid: statements === undefined });
    else problems.push(problem("unknown_role", `role ${quote(name)} of assignment ${quote(id)} is not defined`, id));
  }
  if (statements !== undefined) {
    const grant = policy.compileGrant(statements);
    grants.push({ role: grant.role, isValid: grant.isValid && name === undefined });
    const message = `direct grant ${quote(id)} cannot be read; \`policy.parseAssignment()\` says why`;
    if (!grant.isValid) problems.push(problem("invalid_grant", message, id));
  }
  if (name !== undefined && statements !== undefined) {
    problems.push(problem("invalid_assignment", `assignment ${quote(id)} has both a role and statements`, id));
  }
  return grants;
}

/** Whether all count, each once: then there is no need of a second list. */
function isAll(counted: readonly Assignment[], assignments: readonly Assignment[]): boolean {
  return counted.length === assignments.length && counted.every((one, index) => one === assignments[index]);
}

/** What is wrong, and with which part. */
type Flaw = readonly [part: "window" | "scope" | "state", remedy: string];

function flawOf(place: Standing, isInScope: boolean, { scopedBy }: CompiledRole, scope: unknown): Flaw {
  if (place === "unusable") return ["window", "an end is epoch milliseconds, a `Date`, or ISO 8601 with an offset"];
  if (isInScope) return ["state", "it is `active` or `eligible`"];
  const silent = scopedBy.filter((dimension) => own(scope, dimension) === undefined);
  if (silent.length > 0) return ["scope", `it says nothing of ${silent.map(quote).join(", ")}`];
  return ["scope", 'each dimension of the model takes a list of values, or `"*"`'];
}

function invalid({ id }: Assignment, [part, remedy]: Flaw): EvaluationError {
  return problem("invalid_assignment", `the ${part} of assignment ${quote(id)} cannot be used: ${remedy}`, id);
}

function problem(code: EvaluationError["code"], message: string, assignment: string): EvaluationError {
  return { code, message, assignment };
}
