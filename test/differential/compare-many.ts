import fc from "fast-check";
import { type ScenarioOptions, scenario } from "../../src/testing/arb/scenario.js";
import { SEED } from "../seed.js";
import { compareScenario } from "./compare.js";
import { Tally } from "./tally.js";

/** Compares the engine with the reference on at least so many cases; each class of decision must be well met. */
export function compareMany(cases: number, models: ScenarioOptions["models"]): Tally {
  const tally = new Tally();
  const drawn = scenario({ maxFacts: 16, maxRequests: 40, ...(models !== undefined && { models }) });
  const property = fc.property(drawn, (each) => compareScenario(each, tally));
  for (let seed = SEED; tally.cases < cases; seed += 1) fc.assert(property, { numRuns: 25, seed });
  console.log(`engine = reference: ${tally}`);
  return tally;
}

/** The classes of decisions, of which none may be met in fewer than 2 % of the cases. */
export const CLASSES = [
  "allow",
  "challenge",
  "forbidden",
  "no_grant",
  "principal_inactive",
  "requirement_unmet",
  "session_revoked",
  "needs mfa",
  "needs reauthenticate",
  "needs approval",
  "needs justification",
];
