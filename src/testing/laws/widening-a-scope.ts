import fc from "fast-check";
import type { Assignment } from "../../model/assignment.js";
import type { StatementData } from "../../model/statement-data.js";
import { SCOPE_VALUES } from "../arb/pools.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";
import { keepGranted, keepStatements, mapAssignments } from "./transform.js";

/** The first half of law 4: forbids and requires are left to the policy-wide rules, which no scope bounds. */
export const wideningAScope: Law = defineLaw<string>({
  number: 4,
  sentence: "widening the scope of an assignment of allows never takes access away",
  extra: () => fc.constantFrom("*", ...SCOPE_VALUES),
  check(scenario, added) {
    const isAllow = (statement: StatementData) => "allow" in statement;
    const open = opener({ ...keepStatements(scenario.policy, isAllow), rules: scenario.policy.rules });
    return forEachCase(scenario, (facts, request) => {
      if (!canBeRead(facts.assignments)) return 0;
      const narrow = keepGranted(facts, isAllow);
      const wide = mapAssignments(narrow, (assignment) => widened(assignment, added));
      const [less, more] = [decide(open(narrow), request), decide(open(wide), request)];
      if (less === undefined || more === undefined) return 0;
      if (rank(more) < rank(less)) breach(`with \`${added}\`, too: ${told(more)}; without: ${told(less)}`);
      return rank(more) > 0 ? 1 : 0;
    });
  },
});

function canBeRead(assignments: readonly Assignment[]): boolean {
  return assignments.every(({ role, statements }) => role !== undefined || typeof statements === "object");
}

// only what is a scope can be widened
function widened(assignment: Assignment, added: string): Assignment {
  const { scope } = assignment;
  if (typeof scope !== "object" || scope === null || Array.isArray(scope)) return assignment;
  const wider = Object.entries(scope).map(([name, values]) => {
    const isList = Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "string");
    return [name, isList ? (added === "*" ? "*" : [...values, added]) : values];
  });
  return { ...assignment, scope: Object.fromEntries(wider) };
}
