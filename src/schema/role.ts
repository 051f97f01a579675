import type { ExtensionData, RoleData } from "../model/policy-data.js";
import { type KnownNames, readKnown, readKnownList, readUnique } from "./name-list.js";
import { readName } from "./names.js";
import { readCount, readDuration } from "./numbers.js";
import type { Site } from "./site.js";
import type { PolicyContext } from "./statement-context.js";
import { readStatements } from "./statements.js";
import { quote } from "./text.js";

const KEYS = [
  "title",
  "description",
  "version",
  "scopedBy",
  "assignableBy",
  "extends",
  "maxDuration",
  "maxActivation",
  "maxHolders",
  "minHolders",
  "statements",
];

/**
 * Reads a role template. How it extends others is checked when all roles are known: see `checkExtensions`.
 *
 * @param site - where it stands
 * @param policy - what it may name
 */
export function readRole(site: Site, policy: PolicyContext): RoleData | undefined {
  if (site.object(KEYS, "a role") === undefined) return undefined;
  const dimensions: KnownNames = {
    names: new Set(Object.keys(policy.model.dimensions)),
    code: "unknown_dimension",
    what: "dimension",
  };
  const statements = site.optional("statements");
  const title = site.required("title")?.text("a title");
  const role = {
    ...given("description", site.optional("description")?.text()),
    ...given("version", readCount(site.optional("version"))),
    ...given("scopedBy", readKnownList(site.optional("scopedBy"), dimensions)),
    ...given("assignableBy", readKnownList(site.optional("assignableBy"), policy.roles)),
    ...given("extends", readExtensions(site.optional("extends"), policy.roles)),
    ...given("maxDuration", readDuration(site.optional("maxDuration"))),
    ...given("maxActivation", readDuration(site.optional("maxActivation"))),
    ...readHolders(site),
    ...given("statements", statements === undefined ? undefined : readStatements(statements, policy, "role")),
  };
  return title === undefined ? undefined : { title, ...role };
}

function given<K extends string, T>(key: K, value: T | undefined): { readonly [key in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]: T });
}

function readHolders(site: Site): Pick<RoleData, "maxHolders" | "minHolders"> {
  const minSite = site.optional("minHolders");
  const minHolders = readCount(minSite);
  const maxHolders = readCount(site.optional("maxHolders"));
  if (minHolders !== undefined && maxHolders !== undefined && minHolders > maxHolders) {
    minSite?.issue("contradictory_holders", "`minHolders` is above `maxHolders`");
  }
  return { ...given("maxHolders", maxHolders), ...given("minHolders", minHolders) };
}

function readExtensions(site: Site | undefined, roles: KnownNames): readonly (string | ExtensionData)[] | undefined {
  const seen = new Set<string>();
  const elements = site?.list("a list of roles");
  if (elements === undefined) return undefined;
  const extensions: (string | ExtensionData)[] = [];
  for (const element of elements) {
    const extension = typeof element.value === "string" ? readKnown(element, roles) : readExtension(element, roles);
    if (extension === undefined) continue;
    const name = typeof extension === "string" ? extension : extension.role;
    // the union of two bundles of one role would quietly bring back what either leaves out
    if (seen.has(name)) element.issue("duplicate_value", `${quote(name)} is extended twice`);
    seen.add(name);
    extensions.push(extension);
  }
  return extensions;
}

function readExtension(site: Site, roles: KnownNames): ExtensionData | undefined {
  if (site.object(["role", "without"], "a role's name, or an object with `role`") === undefined) return undefined;
  const role = readKnown(site.required("role"), roles);
  const without = readUnique(site.optional("without"), readLeftOut);
  return role === undefined ? undefined : { role, ...given("without", without) };
}

function readLeftOut(site: Site): string | undefined {
  if (typeof site.value === "string" && site.value.includes("#")) {
    const hint = "give the statement an `id`; its position changes when others come and go";
    return site.issue("positional_id", "an id given by position cannot be left out", hint);
  }
  return readName(site, "id");
}
