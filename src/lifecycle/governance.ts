import { type CompiledDimension, compileDimension } from "../compile/dimension.js";
import type { PolicyData, RoleData } from "../model/policy-data.js";

/** A policy as commands read it: worked out once, shared by all. */
export interface Governance {
  readonly policy: PolicyData;
  readonly dimensions: ReadonlyMap<string, CompiledDimension>;
  /** A role template, or `undefined`. */
  readonly role: (name: string) => RoleData | undefined;
  /** The role itself and every one that it extends, near or far. */
  readonly basesOf: (role: string) => ReadonlySet<string>;
  /** The role itself and every one that extends it, near or far. */
  readonly extendedBy: (role: string) => ReadonlySet<string>;
  /** The role itself and every one that extends it without leaving anything out on the way. */
  readonly fullyExtendedBy: (role: string) => ReadonlySet<string>;
  /** The dimensions for which an assignment of a role must say where: its own and those of the roles that it extends. */
  readonly dimensionsOf: (role: string) => ReadonlySet<string>;
  /** The dimensions for which a direct grant must say where: those that its types have a path for. */
  readonly dimensionsOfGrant: (statements: unknown) => ReadonlySet<string>;
}

/** Works out what commands read of a policy. */
export function governanceOf(policy: PolicyData): Governance {
  const names = Object.keys(policy.roles);
  const roles = new Set(names);
  const role = (name: string) => (Object.hasOwn(policy.roles, name) ? policy.roles[name] : undefined);
  const basesOf = memoised(roles, (name) => reach(name, (at) => extensionsOf(role(at)).map((it) => it.role)));
  const wholeBasesOf = memoised(roles, (name) =>
    reach(name, (at) => extensionsOf(role(at)).flatMap((it) => (it.without.length === 0 ? [it.role] : []))),
  );
  const dimensions = Object.entries(policy.model.dimensions).map(
    ([name, dimension], index) => [name, compileDimension(name, index, dimension)] as const,
  );
  return {
    policy,
    dimensions: new Map(dimensions),
    role,
    basesOf,
    extendedBy: memoised(roles, (name) => new Set([name, ...names.filter((other) => basesOf(other).has(name))])),
    fullyExtendedBy: memoised(
      roles,
      (name) => new Set([name, ...names.filter((other) => wholeBasesOf(other).has(name))]),
    ),
    dimensionsOf: memoised(roles, (name) => new Set([...basesOf(name)].flatMap((base) => role(base)?.scopedBy ?? []))),
    dimensionsOfGrant: (statements) => dimensionsOfGrant(policy, statements),
  };
}

function dimensionsOfGrant({ model }: PolicyData, statements: unknown): ReadonlySet<string> {
  const types = typeof statements === "object" && statements !== null ? Object.keys(statements) : [];
  const named = Object.entries(model.resources).filter(([type]) => types.includes("*") || types.includes(type));
  const scoped = named.flatMap(([, { scopePaths }]) => Object.entries(scopePaths));
  return new Set(scoped.flatMap(([dimension, path]) => (path === null ? [] : [dimension])));
}

function extensionsOf(
  role: RoleData | undefined,
): readonly { readonly role: string; readonly without: readonly string[] }[] {
  return (role?.extends ?? []).map((base) =>
    typeof base === "string" ? { role: base, without: [] } : { role: base.role, without: base.without ?? [] },
  );
}

function reach(start: string, next: (name: string) => readonly string[]): ReadonlySet<string> {
  const all = new Set([start]);
  // a set gives out what is added to it on the way
  for (const name of all) for (const one of next(name)) all.add(one);
  return all;
}

/** Remembers answers about roles of a policy: of other names there is no end. */
function memoised(
  roles: ReadonlySet<string>,
  work: (name: string) => ReadonlySet<string>,
): (name: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (name) => {
    const found = known.get(name) ?? work(name);
    if (roles.has(name)) known.set(name, found);
    return found;
  };
}
