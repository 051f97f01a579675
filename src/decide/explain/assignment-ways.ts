import type { Assignment } from "../../model/assignment.js";
import { toEpochMs } from "../../model/instant.js";
import { statementsOn } from "../concerning.js";
import type { WayToYes } from "../explanation.js";
import type { Request } from "../request.js";
import type { Standpoint } from "../standpoint.js";
import { standing } from "../window.js";
import { firstFailure } from "./first-failure.js";
import { grantorsOf, holdingWords, isOf } from "./holding-words.js";
import { dimensionsOutside } from "./outside.js";
import { isHelp, later, replaced, type Side } from "./sides.js";

/** So many assignments are tried out at most: each is a decision of its own on all that is held. */
const MAX_TRIED = 20;

/** What helps of that which a side holds already, or held: to activate, renew or widen it, the eligible first. */
export function waysByAssignment(at: Standpoint, request: Request, side: Side): readonly WayToYes[] {
  const isFar = ({ state }: Assignment) => Number(state !== "eligible");
  return [...side.party.assignments]
    .sort((left, right) => isFar(left) - isFar(right))
    .slice(0, MAX_TRIED)
    .flatMap((assignment) => wayBy(at, request, side, assignment));
}

function wayBy(at: Standpoint, request: Request, side: Side, assignment: Assignment): readonly WayToYes[] {
  const { policy, now } = side.party;
  const { state, validFrom, validUntil } = assignment;
  const isEligible = state === "eligible";
  if (!isEligible && state !== undefined && state !== "active") return [];
  const facts = { ...holdingWords(policy, assignment), ...isOf(at, side) };
  const by = grantorsOf(policy, assignment.role);
  const active = replaced(side, assignment, lasting(assignment));
  switch (standing(validFrom, validUntil, now)) {
    case "unusable":
      return [];
    case "before": {
      const from = toEpochMs(validFrom);
      return isEligible && isHelp(later(active, from), request) ? [{ kind: "activate", ...facts, from }] : [];
    }
    case "after": {
      const ended = Math.min(toEpochMs(validUntil), now);
      return isHelp(active, request) ? [{ kind: "renew", ...facts, ended, isEligible, by }] : [];
    }
    case "inside": {
      if (isEligible) return isHelp(active, request) ? [{ kind: "activate", ...facts }] : [];
      const dimensions = leastWidening(request, side, assignment);
      return dimensions === undefined ? [] : [{ kind: "widen", ...facts, dimensions, by }];
    }
  }
}

/** The same assignment, active and without an end. */
function lasting({ validFrom: _from, validUntil: _until, state: _state, ...rest }: Assignment): Assignment {
  return rest as Assignment;
}

/** The dimensions in which an assignment must reach further: for all that it allows they are the same. */
function leastWidening(request: Request, side: Side, assignment: Assignment): readonly string[] | undefined {
  const outside = statementsOn(side.party, request.action)
    .filter((one) => one.assignment === assignment && one.member.statement.verb === "allow")
    .find((one) => firstFailure(one, side.party, request).failed === "scope");
  if (outside === undefined) return undefined;
  const dimensions = dimensionsOutside(outside, request);
  const everywhere = Object.fromEntries(dimensions.map((name) => [name, "*" as const]));
  const widened = { ...assignment, scope: { ...assignment.scope, ...everywhere } };
  return isHelp(replaced(side, assignment, widened), request) ? dimensions : undefined;
}
