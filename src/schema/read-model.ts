import type { Dimension, ModelData, ResourceData } from "../model/model-data.js";
import type { PortableField } from "../model/portable-field.js";
import { readDimension } from "./dimension.js";
import { type IssuePath, Issues } from "./issues.js";
import { checkName } from "./names.js";
import { type Budget, copyPlain, Kept, newBudget, type Plain } from "./plain.js";
import { readPortableFields } from "./portable-fields.js";
import type { Read } from "./read.js";
import { readResource } from "./resource.js";
import { isObject, Site } from "./site.js";
import { looksLikeSchema, newSchemaReading, readZodObject, type SchemaReading } from "./zod-fields.js";

/**
 * Reads a model: as an author writes it (`resource(…)`, zod schemas), or in portable form.
 *
 * @param definition - anything
 * @returns the portable model, frozen, or every issue
 */
export function readModel(definition: unknown): Read<ModelData> {
  const issues = new Issues();
  const budget = newBudget();
  const copy = copyPlain(definition, { issues, budget, keep: isKept, cycleCode: cyclicTree });
  return issues.conclude(readModelSite(new Site(unwrapResources(copy, issues, budget), issues)));
}

/** What a model calls a value that contains itself. */
export function cyclicTree(path: IssuePath): "cyclic_tree" | "cyclic_value" {
  return path.includes("dimensions") ? "cyclic_tree" : "cyclic_value";
}

/**
 * Reads a copied model.
 *
 * @param site - where it stands; its resources hold their definitions, not what `resource(…)` gives
 */
export function readModelSite(site: Site): ModelData | undefined {
  if (site.object(["dimensions", "principal", "resources"], "a model") === undefined) return undefined;
  const reading = newSchemaReading();
  const dimensions = readDimensions(site.optional("dimensions"));
  const attributes = readPrincipal(site.optional("principal"), reading);
  const names = new Set(dimensionNames(site.optional("dimensions")));
  const resources = readResources(site.required("resources"), names, reading);
  if (dimensions === undefined || attributes === undefined || resources === undefined) return undefined;
  return { dimensions, principal: { attributes }, resources };
}

/** An author's resource is an object of its own that holds the definition; the copy holds the definition in its place. */
function unwrapResources(model: Plain, issues: Issues, budget: Budget): Plain {
  const resources = isObject(model) ? model.get("resources") : undefined;
  if (!isObject(model) || resources === undefined || !isObject(resources)) return model;
  const unwrapped = new Map<string, Plain>();
  for (const [name, resource] of resources) {
    const definition: unknown =
      resource instanceof Kept ? Object.getOwnPropertyDescriptor(resource.value, "definition")?.value : undefined;
    const path = ["resources", name];
    unwrapped.set(
      name,
      definition === undefined ? resource : copyPlain(definition, { issues, budget, path, keep: isKept }),
    );
  }
  return new Map([...model, ["resources", unwrapped]]);
}

function isKept(value: object, path: IssuePath): boolean {
  if (path.length === 2 && path[0] === "resources" && ownDefinition(value)) return true;
  return looksLikeSchema(value);
}

function ownDefinition(value: object): boolean {
  const definition: unknown = Object.getOwnPropertyDescriptor(value, "definition")?.value;
  return typeof definition === "object" && definition !== null;
}

function dimensionNames(site: Site | undefined): Iterable<string> {
  return site !== undefined && isObject(site.value) ? site.value.keys() : [];
}

function readDimensions(site: Site | undefined): Readonly<Record<string, Dimension>> | undefined {
  if (site === undefined) return {};
  const entries = site.entries("an object: names with dimensions");
  if (entries === undefined) return undefined;
  const dimensions: [string, Dimension][] = [];
  for (const [name, value] of entries) {
    const child = site.child(name, value);
    const dimension = checkName(child, name, "dimension") ? readDimension(child) : undefined;
    if (dimension !== undefined) dimensions.push([name, dimension]);
  }
  return Object.fromEntries(dimensions);
}

function readPrincipal(site: Site | undefined, reading: SchemaReading): readonly PortableField[] | undefined {
  if (site === undefined) return [];
  if (site.object(["attributes"]) === undefined) return undefined;
  const attributes = site.optional("attributes");
  if (attributes === undefined) return [];
  return attributes.value instanceof Kept ? readZodObject(attributes, reading) : readPortableFields(attributes);
}

function readResources(
  site: Site | undefined,
  dimensions: ReadonlySet<string>,
  reading: SchemaReading,
): Readonly<Record<string, ResourceData>> | undefined {
  const entries = site?.entries("an object: names with resources");
  if (site === undefined || entries === undefined) return undefined;
  if (entries.size === 0) return site.issue("no_resources", "a model needs at least one resource type");
  const resources: [string, ResourceData][] = [];
  for (const [name, value] of entries) {
    const child = site.child(name, value);
    const resource = checkName(child, name, "type") ? readResource(child, { dimensions, reading }) : undefined;
    if (resource !== undefined) resources.push([name, resource]);
  }
  return Object.fromEntries(resources);
}
