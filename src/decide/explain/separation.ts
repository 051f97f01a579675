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
  return policy.separationOfDuty.some(({ roles, atMost, dynamic }) => {
    const counting = assignments.filter(
      ({ state, validFrom, validUntil }) =>
        standing(validFrom, validUntil, now) !== "after" && !(dynamic === true && state === "eligible"),
    );
    const held = rolesWithBases(
      policy,
      counting.flatMap((one) => (typeof one.role === "string" ? [one.role] : [])),
    );
    const adds = roles.some((name) => wanted.has(name) && !held.has(name));
    return adds && roles.filter((name) => wanted.has(name) || held.has(name)).length > atMost;
  });
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
