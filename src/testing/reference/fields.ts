import type { ResourceData } from "../../model/model-data.js";
import type { FieldsData, StatementData } from "../../model/statement-data.js";

/** S2, S3: the fields that a statement concerns for an action. A masked allow concerns its masked fields. */
export function fieldsOf(statement: StatementData, action: string, resource: ResourceData): string[] {
  const all = resource.fields.map((field) => field.name);
  if (!("allow" in statement)) return select(statement.fields, all, resource);
  const named = statement.masked === undefined ? statement.fields : Object.keys(statement.masked);
  const unnamed = all.filter((name) => !resource.sensitive.includes(name));
  // nobody may write an immutable field, whatever is named
  const unwritable = isChanging(action, resource) ? resource.immutable : [];
  return select(named, unnamed, resource).filter((name) => !unwritable.includes(name));
}

function select(fields: FieldsData | undefined, unnamed: readonly string[], resource: ResourceData): string[] {
  if (fields === undefined) return [...unnamed];
  if ("except" in fields) {
    const left = spelledOut(fields.except, resource);
    return unnamed.filter((name) => !left.includes(name));
  }
  return spelledOut(fields, resource);
}

function spelledOut(names: readonly string[], resource: ResourceData): string[] {
  return names.flatMap((name) => (name.startsWith("#") ? (resource.fieldGroups[name.slice(1)] ?? []) : [name]));
}

/** Whether an action changes existing records of the type. */
export function isChanging(action: string, resource: ResourceData): boolean {
  return resource.changingActions.includes(action) || (action === "update" && resource.actions.includes("update"));
}
