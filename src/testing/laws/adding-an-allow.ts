import type fc from "fast-check";
import type { PolicyData } from "../../model/policy-data.js";
import type { StatementsData } from "../../model/statement-data.js";
import { statements } from "../arb/statement.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { mapLists, mapStatements } from "./transform.js";

/** Law 1. */
export const addingAnAllow: Law = defineLaw<StatementsData>({
  number: 1,
  sentence: "adding an allow never takes access away",
  extra: ({ policy }): fc.Arbitrary<StatementsData> => statements(policy.model, "role"),
  check(scenario, drawn) {
    const allows = mapLists(drawn, (list) => list.filter((each) => "allow" in each));
    const [before, after] = [opener(scenario.policy), opener(withAdded(scenario.policy, allows))];
    return forEachCase(scenario, (facts, request) => {
      const [less, more] = [decide(before(facts), request), decide(after(facts), request)];
      if (less === undefined || more === undefined) return 0;
      if (rank(more) < rank(less)) breach(`with more allows: ${told(more)}; without: ${told(less)}`);
      return rank(less) > 0 ? 1 : 0;
    });
  },
});

/** A policy whose every role has these statements, too, after its own. */
function withAdded(policy: PolicyData, added: StatementsData): PolicyData {
  return mapStatements(policy, (own, holder) => (holder === "rules" ? own : joined(own, added)));
}

/** Statements with others after them, which get ids that nobody else has. */
export function joined(own: StatementsData, added: StatementsData): StatementsData {
  const keys = [...new Set([...Object.keys(own), ...Object.keys(added)])];
  return Object.fromEntries(
    keys.map((key) => {
      const more = (added[key] ?? []).map((statement, index) => ({ ...statement, id: `added/${key}/${index}` }));
      return [key, [...(own[key] ?? []), ...more]];
    }),
  );
}
