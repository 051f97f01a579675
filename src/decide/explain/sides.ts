import type { PartyFacts } from "../../model/access-facts.js";
import type { Assignment } from "../../model/assignment.js";
import { decide } from "../decide.js";
import { Party } from "../party.js";
import type { Request } from "../request.js";
import type { Standpoint } from "../standpoint.js";

/** One of those who must be allowed: who acts, and on whose behalf. */
export interface Side {
  readonly party: Party;
  /** As if nobody else had to be allowed. */
  readonly alone: Standpoint;
  /** As if some facts about this side were others. */
  readonly given: (facts: Partial<PartyFacts>) => Standpoint;
}

/** The sides of a request: one, or on behalf of somebody two. */
export function sidesOf(at: Standpoint): readonly Side[] {
  const { party, human, limits } = at;
  const self: Side = {
    party,
    alone: { party, human: null, limits },
    given: (facts) => ({ party: withFacts(party, facts), human, limits }),
  };
  if (human === null) return [self];
  const behind: Side = {
    party: human,
    alone: { party: human, human: null, limits },
    given: (facts) => ({ party, human: withFacts(human, facts), limits }),
  };
  return [self, behind];
}

/** As if it were another instant (epoch ms). */
export function later({ party, human, limits }: Standpoint, now: number): Standpoint {
  return {
    party: withFacts(party, {}, now),
    human: human === null ? null : withFacts(human, {}, now),
    limits,
  };
}

/** As if one assignment of a side were another one. */
export function replaced({ party, given }: Side, before: Assignment, after: Assignment): Standpoint {
  return given({ assignments: party.assignments.map((one) => (one === before ? after : one)) });
}

/** Whether a request would not be denied any more. */
export function isHelp(at: Standpoint, request: Request): boolean {
  return decide(at, request).outcome !== "deny";
}

function withFacts(party: Party, facts: Partial<PartyFacts>, now = party.now): Party {
  const { policy, principal, assignments, session, approvals, counterpart } = party;
  return new Party(policy, { principal, assignments, session, approvals, ...facts }, now, counterpart);
}
