import type { RequestData } from "../../model/access-facts.js";
import { isCastellanError } from "../../model/errors.js";
import { decide, essence, forEachCase, type LawAccess, opener, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";

/** Law 16: for everything that answers about several fields or several records at once. */
export const batchOfSingles: Law = defineLaw<null>({
  number: 16,
  sentence: "a batch is the map of its singles",
  extra: nothing,
  check(scenario) {
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) => {
      const access = scenario.limits.reduce((narrowed, limit) => narrowed.attenuate(limit), open(facts));
      const decision = decide(access, request);
      if (decision === undefined) return 0;
      // an access has no memory: asked again, after other questions, it says the same
      for (const other of scenario.requests) decide(access, other);
      const again = decide(access, request);
      if (again === undefined || essence(again) !== essence(decision)) breach(`asked again: ${again && told(again)}`);
      const names = (scenario.policy.model.resources[request.type]?.fields ?? []).map((field) => field.name);
      fieldByField(access, request, names);
      writeByWrite(access, request);
      return 1;
    });
  },
});

function fieldByField(access: LawAccess, { action, type, record }: RequestData, names: readonly string[]): void {
  const check = access.checker(action, type);
  const can = names.filter((name) => access.can(action, type, record, name));
  if (access.fields(action, type, record).join() !== can.join())
    breach("`fields` are not those that `can` says yes to");
  for (const name of [undefined, ...names]) {
    const outcome = access.outcome(action, type, record, name);
    if (access.can(action, type, record, name) !== (outcome === "allow")) breach("`can` and `outcome` disagree");
    if (check(record, name) !== (outcome === "allow")) breach("a bound checker and `can` disagree");
  }
  const shown = attempt(() => access.mask(type, record));
  if (shown === undefined) return;
  const hidden = names.filter((name) => access.view(type, record, name) === "hidden");
  if (hidden.some((name) => Object.hasOwn(shown, name))) breach("a mask shows what `view` hides");
}

/** What may be written of a set of changes may be written together. */
function writeByWrite(access: LawAccess, { type, record, changes }: RequestData): void {
  if (changes === undefined) return;
  const write = attempt(() => access.checkWrite(type, record, changes));
  if (write === undefined) return;
  const named = [
    ...write.allowed,
    ...write.refused.map(({ field }) => field),
    ...write.needs.map(({ field }) => field),
  ];
  if (named.sort().join() !== Object.keys(changes).sort().join())
    breach("`checkWrite` does not tell each change apart");
  if (write.allowed.length === 0) return;
  const kept = Object.fromEntries(Object.entries(changes).filter(([key]) => write.allowed.includes(key)));
  const together = decide(access, { action: "update", type, record, changes: kept });
  if (together?.outcome !== "allow") breach(`what may be written: ${together && told(together)}`);
}

function attempt<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (isCastellanError(error)) return undefined;
    throw error;
  }
}
