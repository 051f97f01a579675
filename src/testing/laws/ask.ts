import { compilePolicy } from "../../compile/policy.js";
import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import type { Decision } from "../../model/decision.js";
import { isCastellanError } from "../../model/errors.js";
import type { PolicyData } from "../../model/policy-data.js";
import { openAccess } from "../../project/access.js";
import type { Scenario } from "../arb/scenario.js";

/** An access of the engine. */
export type LawAccess = ReturnType<typeof openAccess>;

/** Opens accesses to a policy that is compiled once. */
export function opener(policy: PolicyData): (facts: AccessFacts) => LawAccess {
  const compiled = compilePolicy(policy);
  return (facts) => openAccess(compiled, facts);
}

/** The decision, or `undefined` for a request that makes no sense. */
export function decide(access: LawAccess, request: RequestData): Decision | undefined {
  try {
    return access.decide(request);
  } catch (error) {
    if (isCastellanError(error)) return undefined;
    throw error;
  }
}

/** 0 for a denial, 1 for a challenge, 2 for an allow. */
export function rank(decision: Decision): number {
  return ["deny", "challenge", "allow"].indexOf(decision.outcome);
}

/** A decision in a few words, without record values. */
export function told(decision: Decision): string {
  const ids = decision.statements.map(({ id, role }) => (role === undefined ? id : `${role}:${id}`)).join(", ");
  if (decision.outcome === "deny") return `deny ${decision.reason} [${ids}]`;
  if (decision.outcome === "allow") return `allow [${ids}]`;
  return `challenge ${decision.requirements.map(({ kind }) => kind).join(" ")} [${ids}]`;
}

/** What must be equal where the law says "the same decision": all but errors and bound. */
export function essence(decision: Decision): string {
  const { errors: _, validUntil: __, statements, ...rest } = decision;
  const demands = rest.outcome === "challenge" ? rest.requirements.map(inOrder).sort() : [];
  return JSON.stringify([rest.outcome === "deny" ? rest.reason : rest.outcome, statements.map(inOrder), demands]);
}

// with its keys in one order, so that what is equal is written alike
function inOrder(value: object): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([left], [right]) => (left < right ? -1 : 1)))
      : each,
  );
}

/** Every request of a scenario by everybody in it that makes sense; returns how many there were. */
export function forEachCase(
  { facts, requests }: Scenario,
  visit: (facts: AccessFacts, request: RequestData) => number,
): number {
  let cases = 0;
  for (const each of facts) for (const request of requests) cases += visit(each, request);
  return cases;
}
