import type { Decision, StatementRef } from "../../model/decision.js";
import type { PolicyData } from "../../model/policy-data.js";
import { readPolicy } from "../../schema/read-policy.js";
import { decide, essence, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";
import { withUniqueIds } from "./unique-ids.js";

/** Law 15. */
export const serialisedAndRenamed: Law = defineLaw<null>({
  number: 15,
  sentence:
    "parsing what was serialised preserves every decision; renaming ids does too; ids that differ in case stay distinct",
  extra: nothing,
  check(scenario) {
    const names = new Map<string, string>();
    const policy = withUniqueIds(scenario.policy);
    const renamed = withUniqueIds(policy, (_, id = "") => {
      const name = names.get(id) ?? inCase(names.size);
      names.set(id, name);
      return name;
    });
    const opened = opener(policy);
    const parsed = opener(reread(policy));
    const other = opener(renamed);
    return forEachCase(scenario, (facts, request) => {
      const before = decide(opened(facts), request);
      const after = decide(parsed(facts), request);
      const anew = decide(other(facts), request);
      if (before === undefined || after === undefined || anew === undefined) return 0;
      if (essence(after) !== essence(before)) breach(`parsed: ${told(after)}; before: ${told(before)}`);
      if (unnamed(anew) !== unnamed(before, names)) breach(`renamed: ${told(anew)}; before: ${told(before)}`);
      return 1;
    });
  },
});

function reread(policy: PolicyData): PolicyData {
  const read = readPolicy(policy.model, JSON.parse(JSON.stringify(policy)));
  return read.ok ? read.value : breach("what was serialised cannot be read");
}

/** Names that differ in nothing but case. */
function inCase(number: number): string {
  return Array.from({ length: 12 }, (_, bit) => ((number >> bit) % 2 === 1 ? "A" : "a")).join("");
}

/** A decision with its statements called by their new names, in an order that does not depend on names. */
function unnamed(decision: Decision, names?: ReadonlyMap<string, string>): string {
  const ref = (each: StatementRef) => JSON.stringify({ ...each, id: names?.get(each.id) ?? each.id });
  const demands = decision.outcome === "challenge" ? decision.requirements : [];
  return JSON.stringify([
    decision.outcome === "deny" ? decision.reason : decision.outcome,
    decision.statements.map(ref).sort(),
    demands.map(({ statement, ...rest }) => ref(statement) + JSON.stringify(rest)).sort(),
  ]);
}
