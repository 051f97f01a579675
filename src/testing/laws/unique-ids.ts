import type { AccessFacts } from "../../model/access-facts.js";
import type { PolicyData, RoleData } from "../../model/policy-data.js";
import type { StatementData, StatementsData } from "../../model/statement-data.js";
import { mapAssignments, mapLists } from "./transform.js";

/** How a statement is called anew: by where it stands, and by the id it had, if it had one. */
export type Renaming = (place: string, id: string | undefined) => string;

/** A policy in which every statement has an id of its own, unlike any other's; what is left out stays left out. */
export function withUniqueIds(policy: PolicyData, rename: Renaming = (place) => place): PolicyData {
  const renamed = (holder: string, statements: StatementsData) =>
    mapLists(statements, (list, key) =>
      list.map((statement, index) => ({ ...statement, id: rename(placeOf(holder, key, index), statement.id) })),
    );
  const roles = Object.entries(policy.roles).map(([name, role]): [string, RoleData] => [
    name,
    {
      ...role,
      ...(role.statements && { statements: renamed(name, role.statements) }),
      ...(role.extends && { extends: role.extends.map((base) => rebased(base, policy, rename)) }),
    },
  ]);
  return { ...policy, roles: Object.fromEntries(roles), rules: renamed("rules", policy.rules) };
}

/** Facts in whose direct grants every statement has an id of its own. */
export function withUniqueGrantIds(facts: AccessFacts): AccessFacts {
  return mapAssignments(facts, (assignment) =>
    assignment.role === undefined
      ? {
          ...assignment,
          statements: mapLists(assignment.statements, (list, key) =>
            list.map((statement, index) => ({ ...statement, id: placeOf("grant", key, index) })),
          ),
        }
      : assignment,
  );
}

type Base = NonNullable<RoleData["extends"]>[number];

function rebased(base: Base, policy: PolicyData, rename: Renaming): Base {
  if (typeof base === "string" || base.without === undefined) return base;
  const left = new Set(base.without);
  const named = bundle(base.role, policy).flatMap(({ place, statement }) =>
    statement.id !== undefined && left.has(statement.id) ? [rename(place, statement.id)] : [],
  );
  return { role: base.role, without: [...new Set(named)] };
}

// an id has no asterisk
function placeOf(holder: string, key: string, index: number): string {
  return `${holder}/${key === "*" ? "any" : key}/${index}`;
}

/** All statements of a role and of its bases, near and far. */
function bundle(name: string, policy: PolicyData): { place: string; statement: StatementData }[] {
  const role = policy.roles[name];
  const own = Object.entries(role?.statements ?? {}).flatMap(([key, list]) =>
    list.map((statement, index) => ({ place: placeOf(name, key, index), statement })),
  );
  const bases = (role?.extends ?? []).map((base) => (typeof base === "string" ? base : base.role));
  return [...own, ...bases.flatMap((base) => bundle(base, policy))];
}
