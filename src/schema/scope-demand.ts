import type { ModelData } from "../model/model-data.js";
import type { PolicyData } from "../model/policy-data.js";

/**
 * The dimensions for which an assignment of a role must give values: its own, and those of all roles that it extends.
 *
 * @param policy - a trusted policy
 * @param role - the role's name
 */
export function effectiveScopedBy(policy: PolicyData, role: string): ReadonlySet<string> {
  const dimensions = new Set<string>();
  const seen = new Set([role]);
  for (const name of seen) {
    const data = Object.hasOwn(policy.roles, name) ? policy.roles[name] : undefined;
    for (const dimension of data?.scopedBy ?? []) dimensions.add(dimension);
    for (const base of data?.extends ?? []) seen.add(typeof base === "string" ? base : base.role);
  }
  return dimensions;
}

/**
 * The dimensions for which any of the types has a path.
 *
 * @param model - a trusted model
 * @param types - names of types; `"*"` is every type
 */
export function pathDimensions(model: ModelData, types: readonly string[]): ReadonlySet<string> {
  const named = types.includes("*") ? Object.keys(model.resources) : types;
  const scoped = named.flatMap((type) => Object.entries(model.resources[type]?.scopePaths ?? {}));
  return new Set(scoped.filter(([, path]) => path !== null).map(([dimension]) => dimension));
}
