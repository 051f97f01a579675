import { decide, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";

/** Law 17. */
export const canSome: Law = defineLaw<null>({
  number: 17,
  sentence: "`canSome` is false only if `can` is false, and `outcome` never a challenge, for every record and change",
  extra: nothing,
  check(scenario) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) => {
      const access = open(facts);
      const decision = decide(access, request);
      const { action, type, record, changes = {}, fields = [] } = request;
      if (decision === undefined || decision.outcome === "deny") return 0;
      if (!access.canSome(action, type)) breach(`for no record? ${told(decision)}`);
      if (!access.canSome(action, type, record)) breach(`for no change? ${told(decision)}`);
      for (const field of [...Object.keys(changes), ...fields]) {
        if (!access.canSome(action, type, record, field)) breach(`for no change of \`${field}\`? ${told(decision)}`);
        if (!access.canSome(action, type, undefined, field)) breach(`of \`${field}\` for no record? ${told(decision)}`);
      }
      return 1;
    });
  },
});
