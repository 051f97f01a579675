import type { PartyFacts } from "../../model/access-facts.js";
import { toEpochMs } from "../../model/instant.js";
import type { StatementData } from "../../model/statement-data.js";
import { METHODS } from "../arb/pools.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";
import { keepGranted, keepStatements, mapParties, refersTo } from "./transform.js";

/** The first half of law 13. A cut-off that lies in the future revokes what comes before it, fresh or not. */
export const fresherAuthentication: Law = defineLaw<null>({
  number: 13,
  sentence: "stronger or fresher authentication, up to now, never takes access away where no condition reads `session`",
  extra: nothing,
  check(scenario) {
    const isBlind = (statement: StatementData) => !refersTo(statement, "session.");
    const open = opener(keepStatements(scenario.policy, isBlind));
    return forEachCase(scenario, (drawn, request) => {
      const now = Math.floor(toEpochMs(drawn.now));
      const parties = drawn.onBehalfOf === undefined ? [drawn] : [drawn, drawn.onBehalfOf];
      const isReadable = parties.every(({ assignments }) =>
        assignments.every((each) => each.role !== undefined || each.statements),
      );
      if (!isReadable || parties.some(({ principal }) => !(toEpochMs(principal.sessionsValidFrom ?? now) <= now)))
        return 0;
      const facts = keepGranted(drawn, isBlind);
      const before = decide(open(facts), request);
      const after = decide(open(mapParties(facts, (party) => freshened(party, now))), request);
      if (before === undefined || after === undefined) return 0;
      if (rank(after) < rank(before)) breach(`authenticated afresh: ${told(after)}; before: ${told(before)}`);
      return rank(after) > rank(before) ? 1 : 0;
    });
  },
});

function freshened(party: PartyFacts, now: number): PartyFacts {
  if (party.session === null) return party;
  const verified = METHODS.map((method) => ({ method, at: now }));
  const factors = [...party.session.factors, ...verified];
  return { ...party, session: { ...party.session, authenticatedAt: now, lastActiveAt: now, factors } };
}
