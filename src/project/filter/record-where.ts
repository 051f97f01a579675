import type { CompiledAction } from "../../compile/resource.js";
import { isAllowed } from "../../decide/question.js";
import type { Standpoint } from "../../decide/standpoint.js";
import { isCastellanError } from "../../model/errors.js";
import { ActionFilters } from "./action-filters.js";
import type { FilterExpression } from "./expression.js";

/** The records on which an action is allowed: `can` without a field, for all of them at once (S37). */
export function recordWhere(at: Standpoint, action: CompiledAction): FilterExpression {
  return orOneByOne(at, action, () => new ActionFilters(at, action).records());
}

/**
 * What is to be created is asked for by the keys that it has, which is nothing that an expression could say; and facts
 * that throw while they are read are known for no expression either. Such questions are asked of each record.
 */
function orOneByOne(at: Standpoint, action: CompiledAction, build: () => FilterExpression): FilterExpression {
  const oneByOne: FilterExpression = {
    kind: "check",
    holds: (record) => isAllowed(at, action, record, undefined),
    statement: `${action.name} of ${action.resource.type}`,
  };
  if (action.isCreate) return oneByOne;
  try {
    return build();
  } catch (error) {
    if (isCastellanError(error)) throw error;
    return oneByOne;
  }
}
