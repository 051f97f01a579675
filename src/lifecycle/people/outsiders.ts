import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { hasEnded } from "../live-assignments.js";
import type { Finding } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import type { Changes } from "./changes.js";
import { lengthSetting } from "./length-setting.js";
import { isActive } from "./parties.js";

/** Whether somebody is a guest or contractor: by kind, or by a role that is not over, held or extended. */
export function isOutsider({ settings, governance, now }: Situation, state: PrincipalState): boolean {
  const { kinds = ["guest"], roles = [] } = settings.outsiders ?? {};
  if (kinds.includes(state.principal.kind)) return true;
  return state.assignments.some(
    (assignment) =>
      assignment.role !== undefined &&
      !hasEnded(assignment, now) &&
      [...governance.basesOf(assignment.role)].some((role) => roles.includes(role)),
  );
}

/**
 * Makes sure that a guest or contractor has an end that is not too far away, and a sponsor. Of others nothing is asked.
 *
 * @throws CommandRefusedError `end_required`, `too_long`, `sponsor_required`
 */
export function assertBounded(at: Situation, state: PrincipalState): void {
  if (!isOutsider(at, state)) return;
  const { id, validUntil } = state.principal;
  if (validUntil === undefined) {
    throw refusal("end_required", `${quote(id)} is a guest or contractor: give them a \`validUntil\``);
  }
  const most = lengthSetting("outsiders.maxDuration", at.settings.outsiders?.maxDuration, "365d");
  // an end that names no instant is too far away
  if (!(toEpochMs(validUntil) - at.now <= most)) {
    throw refusal("too_long", `${quote(id)} is a guest or contractor: their \`validUntil\` is too far away`);
  }
  if (state.sponsorId === undefined) {
    throw refusal("sponsor_required", `${quote(id)} is a guest or contractor: somebody has to answer for them`);
  }
}

/** Makes sure of the same for whoever becomes a guest or contractor by what they are given. */
export function assertStaysBounded(at: Situation, before: PrincipalState, after: PrincipalState): void {
  // settings may have become stricter since somebody came: that is seen to when their end is moved
  if (!isOutsider(at, before)) assertBounded(at, after);
}

/** Whether somebody can answer for guests: an employee who is active, and no contractor. */
export function canSponsor(at: Situation, state: PrincipalState): boolean {
  return state.principal.kind === "employee" && isActive(state.principal, at.now) && !isOutsider(at, state);
}

/**
 * Makes sure that somebody can answer for a guest.
 *
 * @throws CommandRefusedError `sponsor_required`
 */
export function* assertSponsor(at: Situation, changes: Changes, guestId: string, sponsorId: string): Finding<void> {
  const sponsor = yield* changes.find(sponsorId);
  if (sponsor !== undefined && sponsorId !== guestId && canSponsor(at, sponsor)) return;
  throw refusal("sponsor_required", `${quote(sponsorId)} cannot answer for a guest: active staff can`);
}
