import type { AccessFacts, PartyFacts } from "../../model/access-facts.js";
import type { Approval } from "../../model/approval.js";
import type { Assignment } from "../../model/assignment.js";
import { InvalidRequestError } from "../../model/errors.js";
import type { Instant } from "../../model/instant.js";
import { toEpochMs } from "../../model/instant.js";
import type { Principal } from "../../model/principal.js";
import type { Session } from "../../model/session.js";

/** S42: the actions that are left, by type, and until when. */
export interface ReferenceLimit {
  readonly allow: Readonly<Record<string, readonly string[]>>;
  readonly until?: Instant;
}

/** One side of a request, at the instant of the question. */
export interface Party {
  readonly principal: Principal;
  readonly assignments: readonly Assignment[];
  readonly session: Session | null;
  readonly approvals: readonly Approval[];
  readonly now: number;
  /** The ids of both sides: none of them approves (S30). */
  readonly partyIds: readonly string[];
  /** What the allows of this side are cut down to. */
  readonly limits: readonly ReferenceLimit[];
}

/** The sides of a request: one, or two on behalf of somebody. Limits bind the whole, so the first side is enough. */
export function partiesOf(facts: AccessFacts, limits: readonly ReferenceLimit[]): Party[] {
  if (!isObject(facts)) throw new InvalidRequestError("invalid_facts", "the facts are no object");
  const instant = Math.floor(toEpochMs(facts.now));
  if (Number.isNaN(instant)) throw new InvalidRequestError("invalid_now", "now is no instant");
  const sides: PartyFacts[] = facts.onBehalfOf === undefined ? [facts] : [facts, facts.onBehalfOf];
  for (const side of sides) check(side);
  const partyIds = sides.map((side) => side.principal.id);
  return sides.map(({ principal, assignments, session, approvals = [] }, index) => ({
    principal,
    assignments,
    session,
    approvals,
    now: instant,
    partyIds,
    limits: index === 0 ? limits : [],
  }));
}

function check(side: PartyFacts): void {
  const isSound =
    isObject(side) &&
    isObject(side.principal) &&
    typeof side.principal.id === "string" &&
    Array.isArray(side.assignments) &&
    side.assignments.every((each: unknown) => isObject(each) && "id" in each && typeof each.id === "string") &&
    (side.session === null || isObject(side.session));
  if (!isSound) throw new InvalidRequestError("invalid_facts", "the facts about a party are unusable");
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
