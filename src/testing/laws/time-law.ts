import fc from "fast-check";
import { toEpochMs } from "../../model/instant.js";
import { decide, essence, forEachCase, opener, told } from "./ask.js";
import { breach, defineLaw, type Law } from "./law.js";

const LONG = 400 * 86_400_000;

/** The second half of law 5, and S26. Asked at the very last millisecond, and somewhere before. */
export const timeLaw: Law = defineLaw<number>({
  number: 5,
  sentence: "asked again before `validUntil`, with everything else equal, the decision is the same",
  extra: () => fc.double({ min: 0, max: 1, noNaN: true }),
  check(scenario, part) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) => {
      const access = open(facts);
      const now = Math.floor(toEpochMs(facts.now));
      const decision = decide(access, request);
      if (decision === undefined) return 0;
      for (const { until, of } of [
        { until: decision.validUntil, of: "the decision" },
        { until: access.validUntil, of: "the access" },
      ]) {
        const last = until === null ? now + LONG : Math.ceil(until) - 1;
        if (last < now) breach(`${of} is valid until ${until}, and now is ${now}`);
        for (const instant of new Set([last, Math.floor(now + part * (last - now))])) {
          const later = decide(open({ ...facts, now: instant }), request);
          if (later === undefined || essence(later) !== essence(decision)) {
            breach(
              `${of}, made at ${now} and valid until ${until}: ${told(decision)}; at ${instant}: ${later && told(later)}`,
            );
          }
          const moved = decide(access.at(instant), request);
          if (moved === undefined || essence(moved) !== essence(decision)) breach(`\`at(${instant})\` differs`);
        }
      }
      return decision.validUntil === null ? 0 : 1;
    });
  },
});
