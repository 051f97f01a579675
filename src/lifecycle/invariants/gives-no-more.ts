import { toEpochMs } from "../../model/instant.js";
import type { HeldAssignment } from "../../model/principal-state.js";
import { hasEnded, isUsable } from "../live-assignments.js";
import { isScopeWithin } from "../scope-within.js";
import type { Situation } from "../situation.js";
import { isSameJson } from "./same-json.js";

/** Whether an assignment, as it is to be, gives nothing at any instant from now on that it did not give before. */
export function givesNoMore(at: Situation, before: HeldAssignment, after: HeldAssignment): boolean {
  const { now } = at;
  if (hasEnded(after, now) || isSameJson(before, after)) return true;
  return (
    before.role === after.role &&
    isSameJson(before.statements, after.statements) &&
    // where it comes from explains what it gives: that does not change
    isSameJson(before.origin, after.origin) &&
    reachesNoFarther(at, before, after) &&
    startsNoSooner(before, after, now) &&
    endOf(after) <= endOf(before) &&
    (before.state !== "eligible" || after.state === "eligible") &&
    (before.emergency === true || after.emergency !== true) &&
    mutedUntil(after, now) >= mutedUntil(before, now)
  );
}

/** One that could not be used gave nothing, whatever its scope leaves out: to put that right is to hand it out. */
function reachesNoFarther({ governance }: Situation, before: HeldAssignment, after: HeldAssignment): boolean {
  if (!isUsable(governance, before)) return isSameJson(before.scope, after.scope);
  return isUsable(governance, after) && isScopeWithin(governance, after.scope, before.scope);
}

/** An assignment that had begun may be written down with any start that has come. */
function startsNoSooner(before: HeldAssignment, after: HeldAssignment, now: number): boolean {
  return Math.max(now, startOf(after)) >= Math.max(now, startOf(before));
}

function startOf({ validFrom }: HeldAssignment): number {
  return validFrom === undefined ? Number.NEGATIVE_INFINITY : toEpochMs(validFrom);
}

function endOf({ validUntil }: HeldAssignment): number {
  return validUntil === undefined ? Number.POSITIVE_INFINITY : toEpochMs(validUntil);
}

/** Until when it is set aside; NaN, which is never enough, for an end that names no instant. */
function mutedUntil({ muted }: HeldAssignment, now: number): number {
  if (muted === undefined) return now;
  return muted.until === undefined ? Number.POSITIVE_INFINITY : Math.max(now, toEpochMs(muted.until));
}
