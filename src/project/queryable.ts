import type { CompiledAction } from "../compile/resource.js";
import { fieldIndexOf, type Standpoint } from "../decide/standpoint.js";
import { isCastellanError } from "../model/errors.js";
import { ActionFilters } from "./filter/action-filters.js";
import type { FilterExpression } from "./filter/expression.js";
import { implies } from "./filter/implies.js";

/**
 * The fields by which a list may not be sorted, grouped, searched or filtered: those that are not readable in full on
 * every record that the read filter keeps (S38). Where that cannot be seen from the statements, it is a no.
 *
 * @param action - the type's `read`
 * @throws InvalidRequestError `unknown_field`
 */
export function unqueryable(at: Standpoint, action: CompiledAction, fields: readonly string[]): readonly string[] {
  const indexes = fields.map((field) => fieldIndexOf(action, field));
  try {
    const filters = new ActionFilters(at, action);
    const kept = filters.records();
    // fields that are settled alike have one filter
    const known = new Map<FilterExpression, boolean>();
    const isReadable = (where: FilterExpression): boolean => {
      const found = known.get(where) ?? implies(kept, where);
      known.set(where, found);
      // who may read nothing may not ask about it either
      return found && where.kind !== "never";
    };
    return fields.filter((_field, place) => !isReadable(filters.fullField(indexes[place] as number)));
  } catch (error) {
    if (isCastellanError(error)) throw error;
    // facts that throw while they are read tell of nothing that it may be read
    return fields;
  }
}
