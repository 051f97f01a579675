import type { ResourceData } from "../model/model-data.js";
import type { PortableField } from "../model/portable-field.js";
import { findField, isTextual } from "./field-path.js";
import { readKnownList, readNonEmpty } from "./name-list.js";
import { checkName, readName } from "./names.js";
import { readPortableFields } from "./portable-fields.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";
import { readZodObject, type SchemaReading } from "./zod-fields.js";

const KEYS = [
  "schema",
  "fields",
  "actions",
  "readOnlyActions",
  "changingActions",
  "scopePaths",
  "immutable",
  "sensitive",
  "fieldGroups",
];

/** What a resource type is read with. */
export interface ResourceContext {
  readonly dimensions: ReadonlySet<string>;
  readonly reading: SchemaReading;
}

/**
 * Reads a resource type.
 *
 * @param site - where its definition stands
 * @param context - the model's dimensions
 */
export function readResource(site: Site, context: ResourceContext): ResourceData | undefined {
  if (site.object(KEYS, "a resource: what `resource({ … })` gives") === undefined) return undefined;
  const fields = readFields(site, context.reading);
  const actions = readNonEmpty(site.required("actions"), (element) => readName(element, "action"));
  const kinds = actions === undefined ? undefined : readActionKinds(site, actions);
  const scopePaths = readScopePaths(site, fields, context.dimensions);
  if (fields === undefined) return undefined;

  const known = { names: new Set(fields.map((field) => field.name)), code: "unknown_field", what: "field" } as const;
  const immutable = readKnownList(site.optional("immutable"), known);
  const sensitive = readKnownList(site.optional("sensitive"), known);
  const fieldGroups = readFieldGroups(site, known.names);
  if (actions === undefined || kinds === undefined || scopePaths === undefined) return undefined;
  return {
    fields,
    actions,
    ...kinds,
    scopePaths,
    immutable: immutable ?? [],
    sensitive: sensitive ?? [],
    fieldGroups,
  };
}

function readFields(site: Site, reading: SchemaReading): readonly PortableField[] | undefined {
  const schema = site.optional("schema");
  const portable = site.optional("fields");
  if ((schema === undefined) === (portable === undefined)) {
    return site.issue("schema_or_fields", "a resource has either a zod `schema` or portable `fields`");
  }
  const fields = schema === undefined ? portable && readPortableFields(portable) : readZodObject(schema, reading);
  return fields?.length === 0 ? site.issue("no_fields", "a resource type needs at least one field") : fields;
}

function readActionKinds(site: Site, actions: readonly string[]) {
  const known = { names: new Set(actions), code: "unknown_action", what: "action" } as const;
  const readOnlySite = site.optional("readOnlyActions");
  const changingSite = site.optional("changingActions");
  const readOnly = readKnownList(readOnlySite, known) ?? [];
  const stated = readKnownList(changingSite, known) ?? [];
  const changing = new Set([...actions.filter((action) => action === "update"), ...stated]);
  if (changing.delete("create")) {
    changingSite?.issue("contradictory_action", "`create` makes a record and changes none", "leave `create` out");
  }
  for (const action of readOnly) {
    if (action !== "create" && !changing.has(action)) continue;
    readOnlySite?.issue("contradictory_action", `${quote(action)} changes records and cannot be read-only`);
  }
  return { readOnlyActions: readOnly, changingActions: [...changing] };
}

function readScopePaths(
  site: Site,
  fields: readonly PortableField[] | undefined,
  dimensions: ReadonlySet<string>,
): Readonly<Record<string, string | null>> | undefined {
  const here = site.optional("scopePaths");
  const entries = here === undefined ? new Map<string, never>() : here.entries();
  if (entries === undefined) return undefined;
  const paths = new Map<string, string | null>();
  for (const [dimension, value] of entries) {
    const path = here?.child(dimension, value);
    if (path === undefined) continue;
    if (!dimensions.has(dimension)) {
      path.unknown("unknown_dimension", `there is no dimension ${quote(dimension)}`, dimension, dimensions);
    } else if (value === null) paths.set(dimension, null);
    else if (typeof value !== "string") path.wrongType("a path, or null for `not scoped by this`");
    else if (fields === undefined || checkScopePath(path, value, fields)) paths.set(dimension, value);
  }
  for (const dimension of dimensions) {
    if (entries.has(dimension)) continue;
    const hint = `say where the value stands, or \`${dimension}: null\` for "not scoped by it"`;
    (here ?? site).issue("silent_dimension", `\`scopePaths\` says nothing of the dimension ${quote(dimension)}`, hint);
  }
  return Object.fromEntries(paths);
}

function checkScopePath(site: Site, path: string, fields: readonly PortableField[]): boolean {
  const lookup = findField(fields, path);
  if (!lookup.found) {
    site.unknown("unknown_path", `the path ${quote(path)} leads to no field`, path, lookup.candidates());
    return false;
  }
  if (isTextual(lookup.field)) return true;
  site.issue("invalid_scope_path", `the values of ${quote(path)} are no texts`, "scope values are texts");
  return false;
}

function readFieldGroups(site: Site, names: ReadonlySet<string>): Readonly<Record<string, readonly string[]>> {
  const here = site.optional("fieldGroups");
  const groups: [string, readonly string[]][] = [];
  for (const [name, value] of here?.entries("an object: group names with lists of fields") ?? []) {
    const group = here?.child(name, value);
    if (group === undefined || !checkName(group, name, "field group")) continue;
    const fields = readNonEmpty(group, (element) => readGroupField(element, names));
    if (fields !== undefined) groups.push([name, fields]);
  }
  return Object.fromEntries(groups);
}

function readGroupField(site: Site, names: ReadonlySet<string>): string | undefined {
  const name = site.text("a field");
  if (name === undefined || names.has(name)) return name;
  return site.unknown("unknown_field", `there is no field ${quote(name)}`, name, names);
}
