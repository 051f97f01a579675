import { gateOf } from "../decide/gate.js";
import { standing } from "../decide/window.js";
import type { HeldAssignment, PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";

/** Whether an assignment is set aside at an instant (epoch ms). */
export function isMuted({ muted }: HeldAssignment, now: number): boolean {
  return muted !== undefined && (muted.until === undefined || now < muted.until);
}

/** Whether an assignment counts at an instant (epoch ms): active, in its window, not set aside. */
export function isLive(assignment: HeldAssignment, now: number): boolean {
  const { state, validFrom, validUntil } = assignment;
  return state !== "eligible" && !isMuted(assignment, now) && standing(validFrom, validUntil, now) === "inside";
}

/** The assignments that give authority at an instant: none, unless the principal is active and the session not revoked. */
export function liveAssignments(
  state: PrincipalState,
  session: Session | null,
  now: number,
): readonly HeldAssignment[] {
  if (gateOf(state.principal, session, now) !== "open") return [];
  return state.assignments.filter((assignment) => isLive(assignment, now));
}
