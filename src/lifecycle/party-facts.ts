import type { PartyFacts } from "../model/access-facts.js";
import { type Instant, toEpochMs } from "../model/instant.js";
import type { HeldAssignment, PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import { REVOKED_FROM, sessionAsHeard } from "./session-as-heard.js";

/**
 * What the policy is told of somebody, out of what is kept: assignments that are set aside are left out until their time, and
 * what identity providers said of the session and its device is heeded. It takes access away only. No clock is needed for it:
 * where it says something else at another instant, that instant is the beginning of a window in it, so that `validUntil` of
 * an access covers it.
 *
 * @param session - how the principal is logged in; `null` for a job without a session
 */
export function partyFacts(state: PrincipalState, session: Session | null): PartyFacts {
  const heard = sessionAsHeard(state.identity, session);
  const { principal } = state;
  return {
    principal: heard.isRevoked ? { ...principal, sessionsValidFrom: REVOKED_FROM } : principal,
    assignments: countingAssignments(state.assignments),
    session: heard.session,
    approvals: state.approvals,
  };
}

function countingAssignments(assignments: readonly HeldAssignment[]): readonly HeldAssignment[] {
  if (!assignments.some(({ muted }) => muted !== undefined)) return assignments;
  return assignments.flatMap((assignment) => {
    const { muted, validFrom } = assignment;
    if (muted === undefined) return [assignment];
    return muted.until === undefined ? [] : [{ ...assignment, validFrom: later(validFrom, muted.until) }];
  });
}

/** The later of two instants, of which the first may be absent; one that cannot be read stays, and closes its window. */
function later(one: Instant | undefined, other: number): Instant {
  if (one === undefined) return other;
  return toEpochMs(one) < other ? other : one;
}
