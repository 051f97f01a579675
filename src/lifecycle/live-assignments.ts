import { own } from "../compile/own.js";
import { gateOf } from "../decide/gate.js";
import { standing } from "../decide/window.js";
import { toEpochMs } from "../model/instant.js";
import type { HeldAssignment, PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import type { Governance } from "./governance.js";
import type { Situation } from "./situation.js";

/** Whether an assignment is set aside at an instant (epoch ms). */
export function isMuted({ muted }: HeldAssignment, now: number): boolean {
  if (muted === undefined) return false;
  // an end that names no instant has not come
  return muted.until === undefined || !(toEpochMs(muted.until) <= now);
}

/** Whether an assignment is over at an instant (epoch ms): it will never count again. */
export function hasEnded({ validFrom, validUntil }: HeldAssignment, now: number): boolean {
  return standing(validFrom, validUntil, now) === "after";
}

/** Whether an assignment counts at an instant (epoch ms): active, in its window, not set aside. */
export function isLive(assignment: HeldAssignment, now: number): boolean {
  const { state, validFrom, validUntil } = assignment;
  const isActive = state === undefined || state === "active";
  return isActive && !isMuted(assignment, now) && standing(validFrom, validUntil, now) === "inside";
}

/**
 * Whether an assignment is one whose allows can hold (S20): a role that exists, or statements, with a scope that names every
 * dimension that it must and no other. What it lacks would otherwise count as unbounded.
 */
export function isUsable(governance: Governance, assignment: HeldAssignment): boolean {
  const { role, statements, scope } = assignment;
  if ((role === undefined) === (statements === undefined)) return false;
  if (role !== undefined && governance.role(role) === undefined) return false;
  const demanded = role === undefined ? governance.dimensionsOfGrant(statements) : governance.dimensionsOf(role);
  if (scope === undefined) return demanded.size === 0;
  if (typeof scope !== "object" || scope === null || Array.isArray(scope)) return false;
  const given = Object.entries(scope).filter(([, values]) => values !== undefined);
  return (
    given.every(([name, values]) => governance.dimensions.has(name) && isScopeValue(values)) &&
    [...demanded].every((name) => own(scope, name) !== undefined)
  );
}

/**
 * The assignments that give authority at an instant: live and usable ones of a principal who is active, in a session that is
 * neither revoked nor over. Eligible, muted, ended and coming ones give none.
 */
export function liveAssignments(
  { governance, now }: Pick<Situation, "governance" | "now">,
  state: PrincipalState,
  session: Session | null,
): readonly HeldAssignment[] {
  if (gateOf(state.principal, session, now) !== "open" || isOver(session, now)) return [];
  return state.assignments.filter((assignment) => isLive(assignment, now) && isUsable(governance, assignment));
}

/** Whether a session is past its own end. */
export function isOver(session: Session | null, now: number): boolean {
  return session?.expiresAt !== undefined && !(now < toEpochMs(session.expiresAt));
}

function isScopeValue(values: unknown): boolean {
  if (values === "*") return true;
  return Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "string");
}
