import type { CompiledAction } from "../compile/resource.js";
import { fieldIndexOf, type Standpoint } from "../decide/standpoint.js";
import { fullFieldWhere } from "./filter/field-where.js";
import { implies } from "./filter/implies.js";
import { recordWhere } from "./filter/record-where.js";

/**
 * The fields by which a list may not be sorted, grouped, searched or filtered: those that are not readable in full on
 * every record that the read filter keeps (S38). Where that cannot be seen from the statements, it is a no.
 *
 * @param action - the type's `read`
 * @throws InvalidRequestError `unknown_field`
 */
export function unqueryable(at: Standpoint, action: CompiledAction, fields: readonly string[]): readonly string[] {
  const indexes = fields.map((field) => fieldIndexOf(action, field));
  const kept = recordWhere(at, action);
  // who may read nothing may not ask about it either
  return fields.filter((_field, place) => {
    const readable = fullFieldWhere(at, action, indexes[place] as number);
    return readable.kind === "never" || !implies(kept, readable);
  });
}
