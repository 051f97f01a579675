import type { FieldsData, MaskView } from "../model/statement-data.js";
import { isTextual } from "./field-path.js";
import { readUnique } from "./name-list.js";
import { isObject, type Site } from "./site.js";
import type { TypeContext } from "./statement-context.js";
import { quote } from "./text.js";

const VIEWS: ReadonlyMap<string, MaskView> = new Map(
  (["last4", "email", "initials", "redact"] as const).map((view) => [view, view]),
);

/**
 * Reads the fields of a statement: a list of names and `#groups`, or all but some.
 *
 * @param site - where they stand
 * @param type - the statement's type
 */
export function readFields(site: Site, type: TypeContext): FieldsData | undefined {
  if (!isObject(site.value)) return readNames(site, type);
  if (site.object(["except"]) === undefined) return undefined;
  const except = site.required("except");
  const names = except === undefined ? undefined : readNames(except, type);
  if (except === undefined || names === undefined) return undefined;
  if (expand(names, type).size < type.fields.size) return { except: names };
  return except.issue("empty_fields", "no field is left", "leave the statement out");
}

function readNames(site: Site, type: TypeContext): readonly string[] | undefined {
  if (site.list("a list of fields, or `{ except: […] }`")?.length === 0) {
    return site.issue("empty_fields", "an empty list means no field at all", "leave `fields` out to mean all");
  }
  return readUnique(site, (element) => readFieldName(element, type));
}

function readFieldName(site: Site, type: TypeContext): string | undefined {
  const name = site.text("a field or a #group");
  if (name === undefined || type.fields.has(name)) return name;
  const groups = Object.keys(type.resource.fieldGroups);
  if (name === "*") return site.issue("wildcard_field", '`"*"` names no field', "leave `fields` out to mean all");
  if (name.startsWith("#")) {
    if (groups.includes(name.slice(1))) return name;
    const known = groups.map((group) => `#${group}`);
    return site.unknown("unknown_group", `the type ${quote(type.name)} has no group ${quote(name)}`, name, known);
  }
  if (groups.includes(name)) {
    return site.issue("group_without_hash", `${quote(name)} is a group of fields`, `write \`#${name}\``);
  }
  return site.unknown("unknown_field", `the type ${quote(type.name)} has no field ${quote(name)}`, name, type.fields);
}

/** The fields that names and groups stand for. */
function expand(names: readonly string[], type: TypeContext): ReadonlySet<string> {
  return new Set(
    names.flatMap((name) => (name.startsWith("#") ? (type.resource.fieldGroups[name.slice(1)] ?? []) : [name])),
  );
}

/**
 * Reads the fields that an allow shows in part.
 *
 * @param site - where they stand
 * @param type - the statement's type
 */
export function readMasked(site: Site, type: TypeContext): Readonly<Record<string, MaskView>> | undefined {
  const entries = site.entries("an object: fields with views");
  if (entries === undefined) return undefined;
  if (entries.size === 0) return site.issue("empty_masked", "no field is named");
  const masked: [string, MaskView][] = [];
  for (const [name, value] of entries) {
    const child = site.child(name, value);
    const view = readView(child);
    if (checkMaskable(child, name, type) && view !== undefined) masked.push([name, view]);
  }
  return Object.fromEntries(masked);
}

function readView(site: Site): MaskView | undefined {
  const name = site.text("a view");
  if (name === undefined) return undefined;
  return VIEWS.get(name) ?? site.unknown("unknown_view", `there is no view ${quote(name)}`, name, VIEWS.keys());
}

function checkMaskable(site: Site, name: string, type: TypeContext): boolean {
  const field = type.resource.fields.find((candidate) => candidate.name === name);
  if (field === undefined) {
    const hint = name.startsWith("#") ? "name each field of the group" : undefined;
    const message = `the type ${quote(type.name)} has no field ${quote(name)}`;
    if (hint !== undefined) site.issue("unknown_field", message, hint);
    else site.unknown("unknown_field", message, name, type.fields);
    return false;
  }
  if (field.array !== true && isTextual(field)) return true;
  site.issue("masked_field_type", `${quote(name)} is no text and cannot be shown in part`);
  return false;
}
