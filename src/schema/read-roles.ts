import type { PolicyData } from "../model/policy-data.js";
import { checkExtensions } from "./extension.js";
import { Issues } from "./issues.js";
import { readRoot } from "./json-text.js";
import { MAX_ROLES } from "./limits.js";
import { copyPlain, newBudget } from "./plain.js";
import type { Read } from "./read.js";
import { nameRoles, outlineRoles, readRoleSites } from "./read-policy.js";
import { checkSeparationOfDuty } from "./separation-of-duty.js";
import { Site } from "./site.js";
import { policyContext } from "./statement-context.js";
import { quote } from "./text.js";

/**
 * Reads a tenant's own roles and adds them to a base policy. They may extend the base's roles, but neither redefine
 * one nor leave out a forbid or require of it; the base's rules and separation of duty hold for them too.
 *
 * @param base - a trusted policy
 * @param definition - anything; `{ roles: { … } }` and no other key is taken; JSON text is parsed
 * @returns the base with the roles added, frozen, or every issue
 */
export function readRoles(base: PolicyData, definition: unknown): Read<PolicyData> {
  const issues = new Issues();
  const site = readRoot(definition, issues);
  const isObject = site?.object(["roles"], "an object with `roles`") !== undefined;
  const added = isObject ? site?.required("roles") : undefined;
  const taken = Object.keys(base.roles);
  const named = added === undefined ? undefined : nameRoles(added, MAX_ROLES - taken.length);
  if (named === undefined) return issues.conclude<PolicyData>(undefined);

  for (const [name, role] of named) {
    if (!Object.hasOwn(base.roles, name)) continue;
    role.issue("redefined_role", `the base policy has a role ${quote(name)}`, "choose another name, and extend it");
  }
  const context = policyContext(base.model, new Set([...taken, ...named.keys()]));
  const roles = readRoleSites(named, context);
  const outlines = new Map([...outlineRoles(named, false), ...outlineRoles(baseSites(base, issues), true)]);
  checkSeparationOfDuty(base.separationOfDuty, outlines, checkExtensions(outlines));
  return issues.conclude({ ...base, roles: { ...base.roles, ...roles } });
}

/** The base's roles as sites. They are trusted: nothing is reported of them. */
function baseSites(base: PolicyData, issues: Issues): ReadonlyMap<string, Site> {
  const copy = new Site(copyPlain(base.roles, { issues, budget: newBudget() }), issues);
  const sites = new Map<string, Site>();
  for (const [name, role] of copy.entries() ?? []) sites.set(name, copy.child(name, role));
  return sites;
}
