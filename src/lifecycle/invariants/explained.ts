import { standing } from "../../decide/window.js";
import { toEpochMs } from "../../model/instant.js";
import type { AssignmentOrigin, HeldAssignment } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { couldHandOut, mayHandOut } from "../authority.js";
import { longestActivation, longestEmergency } from "../elevation/limits.js";
import { countingVoters } from "../elevation/voters.js";
import { isMuted, isUsable } from "../live-assignments.js";
import { isOneself } from "../people/parties.js";
import type { Finding } from "../plan.js";
import { refusal } from "../refusal.js";
import { isScopeWithin } from "../scope-within.js";
import type { PrincipalActor, Situation } from "../situation.js";
import type { Change, RaisedAssignment } from "./change.js";
import { isSameJson } from "./same-json.js";

/**
 * Nobody gets more than somebody was entitled to give (S35), whichever command gave it: each assignment that is new, or that
 * gives more than it did, is one that the actor may hand out to somebody else, or comes from a request or an eligible assignment
 * that is there to be seen. This is a second look at what commands check themselves: one that
 * forgot would give nothing away.
 */
export function* checkExplained(changes: readonly Change[], at: Situation): Finding<void> {
  const { actor } = at;
  // the host itself needs no authority
  if (actor.kind === "system") return;
  for (const change of changes) {
    for (const raised of change.raised) {
      if (yield* isExplained({ change, raised, actor, at })) continue;
      const reason = isOneself(actor, change.id) ? "not_for_oneself" : "not_authorised";
      throw refusal(reason, `nothing entitles the actor to give ${quote(change.id)} what is asked for`);
    }
  }
}

interface Case {
  readonly change: Change;
  readonly raised: RaisedAssignment;
  readonly actor: PrincipalActor;
  readonly at: Situation;
}

function* isExplained(one: Case): Finding<boolean> {
  const { change, raised, actor, at } = one;
  const { before, after } = raised;
  if (!isOneself(actor, change.id) && mayHandOut(at, actor, after)) return true;
  // where it came from explained what it was, and not what it is to become
  if (before !== undefined || after.state === "eligible" || after.emergency === true) return false;
  const { origin } = after;
  switch (origin?.kind) {
    case "request":
      return yield* isApproved(one, origin);
    case "activation":
      return isActivated(one, origin.assignmentId, longestActivation(at, after.role));
    case "emergency":
      return isEmergency(one, origin);
    case "cover":
    case "command":
    case "identity":
    case undefined:
      return false;
  }
}

/** Enough others, each of whom could hand it out now and until its end, said yes to just this. */
function* isApproved(
  { change, raised: { after }, at }: Case,
  { requestId }: AssignmentOrigin & { kind: "request" },
): Finding<boolean> {
  const asked = change.before?.requests.find(({ id }) => id === requestId);
  const settled = change.after?.requests.find(({ id }) => id === requestId);
  if (asked?.status !== "open" || settled?.status !== "approved" || asked.wanted.kind !== "role") return false;
  const { role, scope, durationMs } = asked.wanted;
  const isTheSame = after.role === role && isSameJson(after.scope, scope) && endOf(after) <= at.now + durationMs;
  if (!isTheSame || !(at.now < asked.expiresAt)) return false;
  const voters = yield* countingVoters(settled, change.id, (state) => couldHandOut(at, state, after));
  return voters.length >= Math.max(1, asked.needed);
}

/** It is the holder's own, eligible just now, and reaches no farther. */
function isActivated({ change, raised: { after }, actor, at }: Case, assignmentId: string, most: number): boolean {
  if (actor.onBehalfOf !== undefined || actor.state.principal.id !== change.id) return false;
  const eligible = change.before?.assignments.find(({ id }) => id === assignmentId);
  return (
    eligible?.state === "eligible" &&
    !isMuted(eligible, at.now) &&
    standing(eligible.validFrom, eligible.validUntil, at.now) === "inside" &&
    endOf(after) <= at.now + most &&
    isPartOf(at, after, eligible)
  );
}

/** Marked for emergencies, and kept to be looked at. */
function isEmergency(one: Case, origin: AssignmentOrigin & { kind: "emergency" }): boolean {
  const { change, raised, at } = one;
  const { assignmentId, emergencyId } = origin;
  const eligible = change.before?.assignments.find(({ id }) => id === assignmentId);
  const isKept = change.after?.emergencies?.some(
    ({ id, assignmentId: of, review }) => id === emergencyId && of === assignmentId && review === undefined,
  );
  if (eligible?.emergency !== true || isKept !== true) return false;
  return isActivated(one, assignmentId, longestEmergency(at, raised.after.role));
}

/** Whether an assignment gives a part of what another does, and not for longer. */
function isPartOf({ governance }: Situation, part: HeldAssignment, whole: HeldAssignment): boolean {
  return (
    part.role === whole.role &&
    isSameJson(part.statements, whole.statements) &&
    isUsable(governance, whole) &&
    isScopeWithin(governance, part.scope, whole.scope) &&
    endOf(part) <= endOf(whole)
  );
}

function endOf({ validUntil }: HeldAssignment): number {
  return validUntil === undefined ? Number.POSITIVE_INFINITY : toEpochMs(validUntil);
}
