import type { SeparationOfDutyData } from "../model/policy-data.js";
import type { Ancestors, RoleOutline } from "./extension.js";
import { MAX_SEPARATION_SETS } from "./limits.js";
import { type KnownNames, readKnownList } from "./name-list.js";
import { readName } from "./names.js";
import { readCount } from "./numbers.js";
import type { Site } from "./site.js";
import { quote, quoteAll } from "./text.js";

/**
 * Reads the separation-of-duty sets.
 *
 * @param site - where the list stands
 * @param roles - the roles that exist
 */
export function readSeparationOfDuty(site: Site, roles: KnownNames): readonly SeparationOfDutyData[] | undefined {
  const elements = site.list("a list of separation-of-duty sets");
  if (elements === undefined) return undefined;
  if (elements.length > MAX_SEPARATION_SETS) {
    return site.issue("too_many_separation_sets", `there are at most ${MAX_SEPARATION_SETS} sets`);
  }
  const sets = new Map<string, SeparationOfDutyData>();
  for (const element of elements) {
    const set = readSet(element, roles);
    if (set === undefined) continue;
    if (sets.has(set.id)) element.issue("duplicate_id", `the id ${quote(set.id)} is given twice`);
    sets.set(set.id, set);
  }
  return [...sets.values()];
}

function readSet(site: Site, known: KnownNames): SeparationOfDutyData | undefined {
  if (site.object(["id", "roles", "atMost", "dynamic"], "a separation-of-duty set") === undefined) return undefined;
  const id = readName(site.required("id"), "id");
  const rolesSite = site.required("roles");
  const roles = readKnownList(rolesSite, known);
  const atMostSite = site.required("atMost");
  const atMost = readCount(atMostSite);
  const dynamic = site.optional("dynamic")?.boolean();
  if (id === undefined || roles === undefined || atMost === undefined) return undefined;
  // counted as written: an unknown role has its own issue, and is no reason for a second
  if (atMost >= (rolesSite?.list()?.length ?? 0)) {
    const message = `at most ${atMost} of ${roles.length} roles forbids nothing`;
    return atMostSite?.issue("separation_of_duty_range", message, "from 1 to one less than the number of roles");
  }
  return { id, roles, atMost, ...(dynamic === undefined ? {} : { dynamic }) };
}

/**
 * Finds roles that nobody could hold: what they extend alone breaks a set.
 *
 * @param sets - the sets
 * @param roles - all roles
 * @param ancestors - what each role extends
 */
export function checkSeparationOfDuty(
  sets: readonly SeparationOfDutyData[],
  roles: ReadonlyMap<string, RoleOutline>,
  ancestors: Ancestors,
): void {
  for (const set of sets) {
    for (const [name, role] of roles) {
      if (role.given) continue; // the base policy was checked when it was read
      const bundle = ancestors.get(name);
      const held = set.roles.filter((member) => member === name || bundle?.has(member) === true);
      if (held.length <= set.atMost) continue;
      const message = `${quote(name)} is, by extension, ${quoteAll(held)}: the set ${quote(set.id)} lets nobody hold it`;
      role.site.issue("separation_of_duty_conflict", message);
    }
  }
}
