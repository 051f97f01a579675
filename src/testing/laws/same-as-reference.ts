import { referenceDecide } from "../reference/decide.js";
import { decide, essence, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";

/** Law 12. */
export const sameAsReference: Law = defineLaw<null>({
  number: 12,
  sentence: "a naive reference evaluator gives the same decision as the compiled one",
  extra: nothing,
  check(scenario) {
    const { policy, limits } = scenario;
    const open = opener(policy);
    return forEachCase(scenario, (facts, request) => {
      const access = limits.reduce((narrowed, limit) => narrowed.attenuate(limit), open(facts));
      const compiled = decide(access, request);
      if (compiled === undefined) return 0;
      const naive = referenceDecide(policy, facts, request, limits);
      if (essence(compiled) !== essence(naive)) breach(`compiled: ${told(compiled)}; reference: ${told(naive)}`);
      return 1;
    });
  },
});
