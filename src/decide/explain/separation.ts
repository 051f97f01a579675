import type { Assignment } from "../../model/assignment.js";
import type { PolicyData } from "../../model/policy-data.js";
import { standing } from "../window.js";

/**
 * Whether duties keep a role apart from those that are held (S33): then nobody can hand it out. Roles count with those that
 * they extend; eligible ones count too, except where a set counts active ones only.
 *
 * @param now - epoch milliseconds
 */
export function isSeparated(
  policy: PolicyData,
  assignments: readonly Assignment[],
  now: number,
  role: string,
): boolean {
  const wanted = rolesWithBases(policy, [role]);
  const counting = assignments.filter(({ validFrom, validUntil }) => standing(validFrom, validUntil, now) !== "after");
  const assigned = rolesWithBases(policy, counting.flatMap(roleOf));
  const active = rolesWithBases(policy, counting.filter(({ state }) => state !== "eligible").flatMap(roleOf));
  return policy.separationOfDuty.some(({ roles, atMost, dynamic }) => {
    const held = dynamic === true ? active : assigned;
    const adds = roles.some((name) => wanted.has(name) && !held.has(name));
    return adds && roles.filter((name) => wanted.has(name) || held.has(name)).length > atMost;
  });
}

function roleOf({ role }: Assignment): readonly string[] {
  return typeof role === "string" ? [role] : [];
}

function rolesWithBases({ roles }: PolicyData, names: readonly string[]): ReadonlySet<string> {
  const all = new Set(names);
  // a set gives out what is added to it on the way
  for (const name of all) {
    const bases = Object.hasOwn(roles, name) ? (roles[name]?.extends ?? []) : [];
    for (const base of bases) all.add(typeof base === "string" ? base : base.role);
  }
  return all;
}
