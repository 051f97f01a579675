import { resolvePath } from "../../compile/condition/path.js";
import type { Cover } from "../../compile/dimension.js";
import { own } from "../../compile/own.js";
import type { Scope } from "../../model/assignment.js";
import type { PrincipalState } from "../../model/principal-state.js";
import type { Session } from "../../model/session.js";
import { liveAssignments } from "../live-assignments.js";
import type { Situation } from "../situation.js";

/**
 * Whether a principal holds a role on some records (S30): through one live assignment of it, or of a role that has all of it,
 * in whose scope each of the records lies. A scope value that is missing, or not what the schema says, lies in no scope.
 *
 * @param records - the record as it stands, and as it would become
 */
export function holdsRoleOn(
  at: Situation,
  state: PrincipalState,
  role: string,
  type: string,
  records: readonly object[],
): boolean {
  const family = at.governance.fullyExtendedBy(role);
  return liveAssignments(at, state, sessionOfSomebody(at.now)).some(
    (held) =>
      held.role !== undefined &&
      family.has(held.role) &&
      records.every((record) => liesInScope(at, held.scope, type, record)),
  );
}

function liesInScope({ governance }: Situation, scope: Scope | undefined, type: string, record: object): boolean {
  const { resources } = governance.policy.model;
  const resource = Object.hasOwn(resources, type) ? resources[type] : undefined;
  if (resource === undefined) return false;
  return Object.entries(resource.scopePaths).every(([name, path]) => {
    const bounds = own(scope, name);
    if (path === null || bounds === undefined || bounds === "*") return true;
    const dimension = governance.dimensions.get(name);
    if (dimension === undefined || !Array.isArray(bounds)) return false;
    const cover = dimension.coverOfAll(bounds);
    const { keys, leaf } = resolvePath(resource.fields, path);
    const value = keys.reduce<unknown>((level, key) => own(level, key), record);
    const isOne = (one: unknown) =>
      typeof one === "string" && (leaf.type !== "enum" || (leaf.values?.includes(one) ?? false)) && covers(cover, one);
    return leaf.array === true ? Array.isArray(value) && value.some(isOne) : isOne(value);
  });
}

function covers(cover: Cover, value: string): boolean {
  return typeof cover === "string" ? cover === value : cover.has(value);
}

/** Whoever is asked later will have to log in then. */
function sessionOfSomebody(now: number): Session {
  return { id: "", authenticatedAt: now, factors: [] };
}
