import { isCastellanError } from "../../model/errors.js";
import type { Filter } from "../../project/filter/filter.js";
import { forEachCase, opener } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";

/** The first of law 7: for the records of every request of the same type. */
export const filterLaw: Law = defineLaw<null>({
  number: 7,
  sentence: "a filter keeps a record if and only if `can` says yes to it",
  extra: nothing,
  check(scenario) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, { action, type }) => {
      const access = scenario.limits.reduce((narrowed, limit) => narrowed.attenuate(limit), open(facts));
      const filter = access.filter(action, type);
      const kept = scenario.requests.filter(
        (request) =>
          request.type === type && isKept(filter, request.record, () => access.can(action, type, request.record)),
      );
      return kept.length;
    });
  },
});

function isKept(filter: Filter, record: object, can: () => boolean): boolean {
  const expected = attempt(can);
  const kept = attempt(() => filter.matches(record));
  if (kept !== expected) breach(`\`can\` says ${expected}, and the filter ${kept}`);
  if (filter.isNever && expected === true) breach("a filter that keeps nothing, and a record that it must keep");
  if (filter.isAlways && expected === false)
    breach("a filter that keeps everything, and a record that it must not keep");
  return expected === true;
}

function attempt(ask: () => boolean): boolean | string {
  try {
    return ask();
  } catch (error) {
    if (isCastellanError(error)) return "that it is no record";
    throw error;
  }
}
