import type fc from "fast-check";
import type { Approval } from "../../model/approval.js";
import type { Decision } from "../../model/decision.js";
import { toEpochMs } from "../../model/instant.js";
import { approval } from "../arb/approval.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { mapParties } from "./transform.js";

/** The second half of law 13. */
export const addingAnApproval: Law = defineLaw<Approval>({
  number: 13,
  sentence: "an approval turns no deny into anything else, and takes nothing away",
  extra: ({ requests, facts }): fc.Arbitrary<Approval> => approval(requests, toEpochMs(facts[0]?.now)),
  check(scenario, added) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) => {
      const more = mapParties(facts, ({ approvals = [], ...party }) => ({
        ...party,
        approvals: [...approvals, added],
      }));
      const [before, after] = [decide(open(facts), request), decide(open(more), request)];
      if (before === undefined || after === undefined) return 0;
      const isFlipped = before.outcome === "deny" && reasonOf(after) !== before.reason;
      if (isFlipped || rank(after) < rank(before)) breach(`approved: ${told(after)}; before: ${told(before)}`);
      return 1;
    });
  },
});

function reasonOf(decision: Decision): string | undefined {
  return decision.outcome === "deny" ? decision.reason : undefined;
}
