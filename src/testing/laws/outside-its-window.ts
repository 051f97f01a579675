import fc from "fast-check";
import type { Approval } from "../../model/approval.js";
import type { Assignment } from "../../model/assignment.js";
import { toEpochMs } from "../../model/instant.js";
import { approval } from "../arb/approval.js";
import { assignment } from "../arb/assignment.js";
import { decide, essence, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { mapParties } from "./transform.js";

interface Outside {
  readonly assignment: Assignment;
  readonly approval: Approval;
  readonly window: (now: number) => Pick<Assignment, "validFrom" | "validUntil">;
}

/** The first half of law 5. */
export const outsideItsWindow: Law = defineLaw<Outside>({
  number: 5,
  sentence: "nothing counts outside its window",
  extra: ({ policy, facts, requests }) => {
    const now = toEpochMs(facts[0]?.now);
    return fc.record({
      assignment: assignment(policy.model, now, Object.keys(policy.roles)),
      approval: approval(requests, now),
      window: fc.constantFrom(
        (at: number) => ({ validUntil: at }),
        (at: number) => ({ validFrom: at + 1 }),
        (at: number) => ({ validFrom: at - 1, validUntil: at }),
        (at: number) => ({ validFrom: at, validUntil: at }),
      ),
    });
  },
  check(scenario, outside) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) => {
      const window = outside.window(toEpochMs(facts.now));
      const { validFrom: _, validUntil: __, ...rest } = outside.assignment;
      const more = mapParties(facts, ({ assignments, approvals = [], ...party }) => ({
        ...party,
        assignments: [...assignments, { ...rest, ...window }],
        approvals: [...approvals, { ...outside.approval, validUntil: facts.now }],
      }));
      const [before, after] = [decide(open(facts), request), decide(open(more), request)];
      if (before === undefined || after === undefined) return 0;
      if (essence(after) !== essence(before)) breach(`with it: ${told(after)}; without: ${told(before)}`);
      return 1;
    });
  },
});
