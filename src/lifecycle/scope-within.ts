import { own } from "../compile/own.js";
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
  // fail closed: what cannot be read bounds everything
  if (outer !== undefined && !isObject(outer)) return false;
  for (const [name, bounds] of Object.entries(outer ?? {})) {
    if (bounds === "*" || bounds === undefined) continue;
    const dimension = dimensions.get(name);
    const wanted = own(inner, name);
    if (dimension === undefined || !isList(bounds) || !isList(wanted)) return false;
    const cover = dimension.coverOfAll(bounds);
    const isCovered = (value: string) => (typeof cover === "string" ? value === cover : cover.has(value));
    if (!wanted.every(isCovered)) return false;
  }
  return true;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "string");
}
