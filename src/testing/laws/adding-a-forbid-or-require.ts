import fc from "fast-check";
import type { StatementsData } from "../../model/statement-data.js";
import { statements } from "../arb/statement.js";
import { joined } from "./adding-an-allow.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { mapLists, mapStatements } from "./transform.js";

interface Added {
  readonly toRoles: StatementsData;
  readonly toRules: StatementsData;
}

/** Law 2. */
export const addingAForbidOrRequire: Law = defineLaw<Added>({
  number: 2,
  sentence: "adding a forbid or require never gives any access",
  extra: ({ policy }) =>
    fc.record({ toRoles: statements(policy.model, "role"), toRules: statements(policy.model, "rules") }),
  check(scenario, { toRoles, toRules }) {
    const guards = mapLists(toRoles, (list) => list.filter((each) => !("allow" in each)));
    const guarded = mapStatements(scenario.policy, (own, holder) => joined(own, holder === "rules" ? toRules : guards));
    const [before, after] = [opener(scenario.policy), opener(guarded)];
    return forEachCase(scenario, (facts, request) => {
      const [more, less] = [decide(before(facts), request), decide(after(facts), request)];
      if (less === undefined || more === undefined) return 0;
      if (rank(less) > rank(more)) breach(`with more forbids and requires: ${told(less)}; without: ${told(more)}`);
      return rank(less) < rank(more) ? 1 : 0;
    });
  },
});
