import type { DenyReason } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import { decide } from "../decide.js";
import type { WayToYes } from "../explanation.js";
import type { Request } from "../request.js";
import type { Standpoint } from "../standpoint.js";
import { changeOfFacts } from "../valid-until.js";
import { holdingWords, isOf } from "./holding-words.js";
import type { SideRefusal } from "./refusals.js";
import { isHelp, later, type Side, sidesOf } from "./sides.js";

/** So many boundaries of the answer are looked at: two weeks of a daily schedule, and some more. */
const MAX_STEPS = 32;

/** And so many beginnings that lie farther away: each is a decision of its own on all that is held. */
const MAX_BEGINNINGS = 32;

/** A new login, or waiting. */
export function waysInTime(at: Standpoint, request: Request, refusals: readonly SideRefusal[]): WayToYes[] {
  const ways: WayToYes[] = refusals
    .filter(({ side, reason }) => WANTS_LOGIN.has(reason) && isLoginHelp(side, request))
    .map(({ side }) => ({ kind: "log_in", ...isOf(at, side) }));
  const until = untilHelp(at, request);
  if (until === null) return ways;
  const begins = sidesOf(at)
    .flatMap(({ party }) => party.assignments.map((assignment) => ({ party, assignment })))
    .find(({ assignment: { state, validFrom } }) => state !== "eligible" && toEpochMs(validFrom) === until);
  ways.push({
    kind: "wait",
    until,
    ...(begins === undefined ? {} : { begins: holdingWords(begins.party.policy, begins.assignment) }),
  });
  return ways;
}

const WANTS_LOGIN: ReadonlySet<DenyReason> = new Set<DenyReason>(["session_revoked", "requirement_unmet"]);

/** Services do not log in. */
function isLoginHelp({ party, given }: Side, request: Request): boolean {
  const { principal, session, now } = party;
  if (principal.kind === "service") return false;
  const { expiresAt: _ended, ...rest } = session ?? { id: "", factors: [] };
  return isHelp(given({ session: { ...rest, authenticatedAt: now, lastActiveAt: now } }), request);
}

/**
 * The first instant at which the answer is no longer a deny, as far as facts tell; `null` if none is found. A record's own
 * dates are not looked at: who may not read them is not told them either.
 */
function untilHelp(at: Standpoint, request: Request): number | null {
  let until = changeOfFacts(at);
  for (let step = 0; step < MAX_STEPS && until !== null; step += 1) {
    const then = later(at, until);
    if (decide(then, request).outcome !== "deny") return until;
    until = changeOfFacts(then);
  }
  if (until === null) return null;
  const last = until;
  // farther away, what begins is worth a look of its own
  const beginnings = sidesOf(at)
    .flatMap(({ party }) => [party.principal, ...party.assignments])
    .map(({ validFrom }) => toEpochMs(validFrom))
    .filter((from) => from > last)
    .sort((left, right) => left - right);
  const first = [...new Set(beginnings)].slice(0, MAX_BEGINNINGS);
  return first.find((from) => isHelp(later(at, from), request)) ?? null;
}
