import type { ModelData } from "../model/model-data.js";
import type { PolicyData, RoleData } from "../model/policy-data.js";
import { type Ancestors, checkExtensions, outlineRole, type RoleOutline } from "./extension.js";
import { Issues } from "./issues.js";
import { readRoot } from "./json-text.js";
import { MAX_ROLES } from "./limits.js";
import { checkName, readName } from "./names.js";
import { readCount } from "./numbers.js";
import type { Read } from "./read.js";
import { readModelSite } from "./read-model.js";
import { readRole } from "./role.js";
import { firstDifference } from "./same-json.js";
import { checkSeparationOfDuty, readSeparationOfDuty } from "./separation-of-duty.js";
import type { Site } from "./site.js";
import { type PolicyContext, policyContext } from "./statement-context.js";
import { readStatements } from "./statements.js";
import { quote } from "./text.js";

const KEYS = ["id", "version", "model", "roles", "rules", "separationOfDuty"];

/**
 * Reads a policy for a model.
 *
 * @param model - a trusted model
 * @param definition - anything; a `model` in it, as `policy.toJSON()` writes one, must be the given one; JSON text is parsed
 * @returns the policy, frozen, or every issue
 */
export function readPolicy(model: ModelData, definition: unknown): Read<PolicyData> {
  const issues = new Issues();
  const root = readRoot(definition, issues);
  const embedded = root?.optional("model");
  if (embedded !== undefined) checkSameModel(embedded, model);
  return issues.conclude(root === undefined ? undefined : readPolicySite(root, model));
}

/**
 * Reads a policy with its portable model: what `policy.toJSON()` writes.
 *
 * @param json - anything: a parsed value, or JSON text
 * @returns the policy, frozen, or every issue
 */
export function readPolicyJson(json: unknown): Read<PolicyData> {
  const issues = new Issues();
  const root = readRoot(json, issues);
  if (root?.entries("a policy: an object") === undefined) return issues.conclude<PolicyData>(undefined);
  const site = root.required("model");
  const model = site === undefined ? undefined : readModelSite(site);
  // without a model nothing can be said of the rest
  return issues.conclude(model === undefined ? undefined : readPolicySite(root, model));
}

function checkSameModel(site: Site, model: ModelData): void {
  const embedded = readModelSite(site);
  const difference = embedded === undefined ? undefined : firstDifference(embedded, model);
  if (difference === undefined) return;
  site.issue("model_mismatch", `the policy was written for another model: they differ at ${quote(difference)}`);
}

function readPolicySite(site: Site, model: ModelData): PolicyData | undefined {
  if (site.object(KEYS, "a policy: an object") === undefined) return undefined;
  const id = readName(site.required("id"), "id");
  const version = readCount(site.required("version"));
  const rolesSite = site.required("roles");
  const named = rolesSite === undefined ? undefined : nameRoles(rolesSite);
  const context = policyContext(model, new Set(named?.keys()));
  const roles = named === undefined ? undefined : readRoleSites(named, context);

  const rulesSite = site.optional("rules");
  const rules = rulesSite === undefined ? {} : readStatements(rulesSite, context, "rules");
  const setsSite = site.optional("separationOfDuty");
  const separationOfDuty = setsSite === undefined ? [] : readSeparationOfDuty(setsSite, context.roles);
  if (named !== undefined) {
    const outlines = outlineRoles(named, false);
    const ancestors: Ancestors = checkExtensions(outlines);
    checkSeparationOfDuty(separationOfDuty ?? [], outlines, ancestors);
  }
  if (id === undefined || version === undefined || roles === undefined) return undefined;
  if (rules === undefined || separationOfDuty === undefined) return undefined;
  return { id, version, model, roles, rules, separationOfDuty };
}

/** The roles under their names; a name that can be none is reported. */
export function nameRoles(site: Site, limit: number = MAX_ROLES): ReadonlyMap<string, Site> | undefined {
  const entries = site.entries("an object: names with roles");
  if (entries === undefined) return undefined;
  if (entries.size > limit) return site.issue("too_many_roles", `a policy has at most ${MAX_ROLES} roles`);
  const named = new Map<string, Site>();
  for (const [name, value] of entries) {
    const child = site.child(name, value);
    if (checkName(child, name, "role")) named.set(name, child);
  }
  return named;
}

/** Reads roles one by one. */
export function readRoleSites(
  named: ReadonlyMap<string, Site>,
  context: PolicyContext,
): Readonly<Record<string, RoleData>> {
  const roles: [string, RoleData][] = [];
  for (const [name, site] of named) {
    const role = readRole(site, context);
    if (role !== undefined) roles.push([name, role]);
  }
  return Object.fromEntries(roles);
}

/** Outlines roles, to check how they extend each other. */
export function outlineRoles(named: ReadonlyMap<string, Site>, given: boolean): ReadonlyMap<string, RoleOutline> {
  return new Map([...named].map(([name, site]) => [name, outlineRole(site, given)]));
}
