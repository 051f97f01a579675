import type { Decision } from "../../model/decision.js";
import type { WayToYes } from "../explanation.js";
import type { Request } from "../request.js";
import type { Standpoint } from "../standpoint.js";
import { waysByAssignment } from "./assignment-ways.js";
import type { SideRefusal } from "./refusals.js";
import { waysByRole } from "./role-ways.js";
import { waysInTime } from "./waiting.js";

/** The ways from the nearest, which one can go alone, to the farthest. */
const ORDER: readonly WayToYes["kind"][] = ["meet", "log_in", "activate", "wait", "renew", "widen", "be_assigned"];

/** Finds the nearest ways to yes, each of them tried out. */
export function waysToYes(
  at: Standpoint,
  request: Request,
  decision: Decision,
  refusals: readonly SideRefusal[],
): readonly WayToYes[] {
  if (decision.outcome === "challenge") return [{ kind: "meet", requirements: decision.requirements }];
  if (decision.outcome === "allow") return [];
  const ways = waysInTime(at, request, refusals);
  if (decision.reason === "no_grant") {
    const sides = refusals.filter(({ reason }) => reason === "no_grant").map(({ side }) => side);
    const byAssignment = sides.flatMap((side) => waysByAssignment(at, request, side));
    // what somebody holds already is nearer than another role
    ways.push(...(byAssignment.length > 0 ? byAssignment : sides.flatMap((side) => waysByRole(at, request, side))));
  }
  return ways.sort((left, right) => ORDER.indexOf(left.kind) - ORDER.indexOf(right.kind));
}
