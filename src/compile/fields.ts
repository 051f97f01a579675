import type { FieldsData } from "../model/statement-data.js";
import { CompileError } from "./compile-error.js";
import type { CompiledResource } from "./resource.js";

/** Which fields of a type a statement concerns, by field index. */
export type FieldSelection = readonly boolean[];

/**
 * The fields that an allow covers: a sensitive one only where it, or a group that lists it, is named (S3).
 *
 * @throws CompileError for an unknown field or group
 */
export function allowedFields(resource: CompiledResource, fields: FieldsData | undefined): FieldSelection {
  if (isList(fields)) return select(resource, named(resource, fields), true);
  const left = fields === undefined ? new Set<string>() : named(resource, fields.except);
  return resource.fields.map(({ name }) => !left.has(name) && !resource.sensitive.has(name));
}

/**
 * The fields that a forbid or require concerns: sensitive ones like all others.
 *
 * @throws CompileError for an unknown field or group
 */
export function concernedFields(resource: CompiledResource, fields: FieldsData | undefined): FieldSelection {
  if (isList(fields)) return select(resource, named(resource, fields), true);
  return select(resource, fields === undefined ? new Set() : named(resource, fields.except), false);
}

function isList(fields: FieldsData | undefined): fields is readonly string[] {
  return Array.isArray(fields);
}

function select(resource: CompiledResource, names: ReadonlySet<string>, chosen: boolean): FieldSelection {
  return resource.fields.map(({ name }) => names.has(name) === chosen);
}

function named(resource: CompiledResource, names: readonly string[]): ReadonlySet<string> {
  if (!Array.isArray(names)) throw new CompileError("`fields` is not a list");
  const all = new Set<string>();
  for (const name of names) {
    if (resource.fieldIndex.has(name)) all.add(name);
    else for (const member of groupOf(resource, name)) all.add(member);
  }
  if (all.size === 0) throw new CompileError("`fields` names nothing");
  return all;
}

function groupOf(resource: CompiledResource, name: unknown): readonly string[] {
  const groups = resource.data.fieldGroups;
  const group = typeof name === "string" && name.startsWith("#") ? name.slice(1) : undefined;
  const members = group !== undefined && Object.hasOwn(groups, group) ? groups[group] : undefined;
  if (members === undefined) throw new CompileError(`field \`${String(name)}\` is not in the schema`);
  return members;
}
