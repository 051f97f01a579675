import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import type { Decision } from "../../model/decision.js";
import type { PolicyData } from "../../model/policy-data.js";
import type { StatementData } from "../../model/statement-data.js";
import { decide, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";
import { keepGranted, mapLists, mapStatements } from "./transform.js";
import { withUniqueGrantIds, withUniqueIds } from "./unique-ids.js";

/** Law 9. */
export const removingWhatDetermined: Law = defineLaw<null>({
  number: 9,
  sentence:
    "removing all statements that determined an allow flips it; all that determined a forbidden: it is no longer forbidden",
  extra: nothing,
  check(scenario) {
    const policy = withUniqueIds(scenario.policy);
    const open = opener(policy);
    return forEachCase(scenario, (drawn, request) => {
      if (!drawn.assignments.every(({ role, statements }) => role !== undefined || statements)) return 0;
      const facts = withUniqueGrantIds(drawn);
      const before = decide(open(facts), request);
      const isForbidden = before?.outcome === "deny" && before.reason === "forbidden";
      if (before === undefined || (before.outcome !== "allow" && !isForbidden)) return 0;
      const after = withoutDetermining(before, policy, facts, request);
      if (before.outcome === "allow" && after.outcome === "allow")
        breach(`still ${told(after)}; before: ${told(before)}`);
      if (isForbidden && after.outcome === "deny" && after.reason === "forbidden") {
        breach(`still ${told(after)}; before: ${told(before)}`);
      }
      return 1;
    });
  },
});

function withoutDetermining(before: Decision, policy: PolicyData, facts: AccessFacts, request: RequestData): Decision {
  const ids = new Set(before.statements.map(({ id }) => id));
  const stays = ({ id }: StatementData) => id === undefined || !ids.has(id);
  const less = mapStatements(policy, (statements) => mapLists(statements, (list) => list.filter(stays)));
  return opener(less)(keepGranted(facts, stays)).decide(request);
}
