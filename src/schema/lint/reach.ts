import type { ModelData } from "../../model/model-data.js";
import type { StatementData } from "../../model/statement-data.js";
import { actionsOf } from "../actions.js";
import { actionsNamed, isAllow, type Placed } from "./placed.js";

/** The types of the model that a statement is written for. */
export function typesOf(model: ModelData, type: string): readonly string[] {
  return type === "*" ? Object.keys(model.resources) : [type];
}

/** The actions of one type that a statement is for. With `to`, only those that change or create. */
export function actionsIn(model: ModelData, type: string, statement: StatementData): readonly string[] {
  const resource = model.resources[type];
  if (resource === undefined) return [];
  const named = actionsOf(actionsNamed(statement), resource.actions);
  const having = named.filter((action) => resource.actions.includes(action));
  return statement.to === undefined
    ? having
    : having.filter((action) => action === "create" || resource.changingActions.includes(action));
}

/** The changing actions of one type that a statement is for: `create` is none. */
export function changingIn(model: ModelData, { type, statement }: Placed): readonly string[] {
  const changing = model.resources[type]?.changingActions ?? [];
  return actionsIn(model, type, statement).filter((action) => changing.includes(action));
}

/** The fields of one type that a statement concerns. Sensitive ones must be named to be allowed. */
export function fieldsIn(model: ModelData, type: string, statement: StatementData): ReadonlySet<string> {
  const resource = model.resources[type];
  if (resource === undefined) return new Set();
  const expand = (names: readonly string[]): readonly string[] =>
    names.flatMap((name) => (name.startsWith("#") ? (resource.fieldGroups[name.slice(1)] ?? []) : [name]));
  const { fields } = statement;
  if (isAllow(statement) && statement.masked !== undefined) return new Set(Object.keys(statement.masked));
  if (fields !== undefined && !("except" in fields)) return new Set(expand(fields));
  const excepted = new Set(fields === undefined ? [] : expand(fields.except));
  const all = resource.fields.map((field) => field.name).filter((name) => !excepted.has(name));
  return new Set(isAllow(statement) ? all.filter((name) => !resource.sensitive.includes(name)) : all);
}

/** The dimensions, among those that scope a role, for which a type has no path. */
export function unscopedIn(model: ModelData, type: string, scopedBy: Iterable<string>): readonly string[] {
  return [...scopedBy].filter((dimension) => model.resources[type]?.scopePaths[dimension] === null);
}
