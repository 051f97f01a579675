import type { CompiledAction } from "../compile/resource.js";
import { ask } from "../decide/question.js";
import type { Standpoint } from "../decide/standpoint.js";
import { ALLOWED } from "../decide/verdict.js";

/** The fields for which an action is allowed on a record, each asked alone, in schema order. */
export function permittedFields(at: Standpoint, action: CompiledAction, record: object): string[] {
  const names = action.resource.fields.map(({ name }) => name);
  return names.filter((name) => ask(at, action, record, name) === ALLOWED);
}
