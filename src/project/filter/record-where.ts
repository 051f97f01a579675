import type { CompiledAction } from "../../compile/resource.js";
import { isLeft } from "../../decide/attenuate.js";
import { profileOf } from "../../decide/profile.js";
import { isAllowed } from "../../decide/question.js";
import type { Standpoint } from "../../decide/standpoint.js";
import { isCastellanError } from "../../model/errors.js";
import { allOf, anyOf } from "./combine.js";
import { type FilterExpression, NEVER } from "./expression.js";
import { PartyFilters } from "./field-where.js";

/** The records on which an action is allowed: `can` without a field, for all of them at once (S37). */
export function recordWhere(at: Standpoint, action: CompiledAction): FilterExpression {
  return orOneByOne(at, action, () => {
    if (!isLeft(at.limits, action, at.party.now)) return NEVER;
    const { party, human } = at;
    const filters = new PartyFilters(party, action);
    const own = profileOf(party, action).classes.map((group) => ({
      fields: group.fields,
      where: filters.ofClass(group, "shown"),
    }));
    if (human === null) return anyOf(own.map(({ where }) => where));
    // both must be allowed the same field
    const humanFilters = new PartyFilters(human, action);
    const theirs = profileOf(human, action).classes.map((group) => ({
      fields: new Set(group.fields),
      where: humanFilters.ofClass(group, "shown"),
    }));
    return anyOf(
      own.flatMap((one) =>
        theirs
          .filter(({ fields }) => one.fields.some((field) => fields.has(field)))
          .map((other) => allOf([one.where, other.where])),
      ),
    );
  });
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
