import { valuesOf } from "../compile/dimension.js";
import type { Scope } from "../model/assignment.js";
import type { Governance } from "./governance.js";

/**
 * Whether all that one scope covers lies inside another. A dimension of which a scope says nothing, or `"*"`, is unbounded in
 * it; in a tree a value lies inside itself and whatever it is below.
 *
 * @param inner - the scope that is to be handed out
 * @param outer - the scope in which it is to lie
 */
export function isScopeWithin({ dimensions }: Governance, inner: Scope | undefined, outer: Scope | undefined): boolean {
  for (const [name, bounds] of Object.entries(outer ?? {})) {
    if (bounds === "*") continue;
    const dimension = dimensions.get(name);
    // fail closed: what cannot be read bounds everything
    if (dimension === undefined || !isList(bounds)) return false;
    const wanted = inner !== undefined && Object.hasOwn(inner, name) ? inner[name] : undefined;
    if (wanted === undefined || wanted === "*" || !isList(wanted)) return false;
    const covered = new Set(valuesOf(dimension.coverOfAll(bounds)));
    if (!wanted.every((value) => covered.has(value))) return false;
  }
  return true;
}

function isList(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "string");
}
