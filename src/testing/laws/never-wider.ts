import type fc from "fast-check";
import { toEpochMs } from "../../model/instant.js";
import { limit } from "../arb/limit.js";
import type { ReferenceLimit } from "../reference/party.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";

/** Law 10. */
export const neverWider: Law = defineLaw<ReferenceLimit>({
  number: 10,
  sentence: "attenuation and on-behalf-of never widen",
  extra: ({ policy, facts }): fc.Arbitrary<ReferenceLimit> => limit(policy.model, toEpochMs(facts[0]?.now)),
  check(scenario, drawn) {
    const open = opener(scenario.policy);
    const [human] = scenario.facts;
    return forEachCase(scenario, (facts, request) => {
      const access = open(facts);
      const before = decide(access, request);
      const attenuated = access.attenuate(drawn);
      const narrow = decide(attenuated, request);
      if (before === undefined || narrow === undefined || human === undefined) return 0;
      if (rank(narrow) > rank(before)) breach(`attenuated: ${told(narrow)}; before: ${told(before)}`);
      const { action, type, record } = request;
      const fields = access.fields(action, type, record);
      const left = attenuated.fields(action, type, record);
      if (left.some((field) => !fields.includes(field))) breach("attenuated, there are more `fields`");
      const isLeft = Object.hasOwn(drawn.allow, type) && drawn.allow[type]?.includes(action);
      if (!isLeft && (rank(narrow) > 0 || left.length > 0 || attenuated.can(action, type, record))) {
        breach(`\`${action}\` was taken away, and goes on: ${told(narrow)}`);
      }
      const [{ onBehalfOf: _, ...agent }, { onBehalfOf: __, ...person }] = [facts, human];
      const together = decide(open({ ...agent, onBehalfOf: person }), request);
      const sides = [decide(open(agent), request), decide(open({ ...person, now: facts.now }), request)];
      for (const side of sides) {
        if (side === undefined || together === undefined) continue;
        if (rank(together) > rank(side)) breach(`together: ${told(together)}; alone: ${told(side)}`);
      }
      return rank(before) > 0 ? 1 : 0;
    });
  },
});
