import type { CompiledAction } from "../../compile/resource.js";
import { isLeft } from "../../decide/attenuate.js";
import { isAllowed } from "../../decide/question.js";
import type { Standpoint } from "../../decide/standpoint.js";
import { isCastellanError } from "../../model/errors.js";
import { allOf, anyOf } from "./combine.js";
import { type FilterExpression, NEVER } from "./expression.js";
import { PartyFilters } from "./field-where.js";

/** The records on which an action is allowed: `can` without a field, for all of them at once (S37). */
export function recordWhere(at: Standpoint, action: CompiledAction): FilterExpression {
  return orOneByOne(at, action, () => new ActionFilters(at, action).records());
}

/** The filters of one action, for whoever asks: what they share is worked out once. */
export class ActionFilters {
  readonly #isLeft: boolean;
  readonly #party: PartyFilters;
  readonly #human: PartyFilters | null;

  /** @param action - which creates nothing */
  constructor({ party, human, limits }: Standpoint, action: CompiledAction) {
    this.#isLeft = isLeft(limits, action, party.now);
    this.#party = new PartyFilters(party, action);
    this.#human = human === null ? null : new PartyFilters(human, action);
  }

  /** The records on which some field is allowed, in full or in part. */
  records(): FilterExpression {
    if (!this.#isLeft) return NEVER;
    const own = this.#party.profile.classes;
    const human = this.#human;
    if (human === null) return anyOf(own.map((group) => this.#party.ofClass(group, "shown")));
    // both must be allowed the same field
    return anyOf(
      own.flatMap((group) =>
        human.profile.classes
          .filter(({ fields }) => group.fields.some((field) => fields.includes(field)))
          .map((other) => allOf([this.#party.ofClass(group, "shown"), human.ofClass(other, "shown")])),
      ),
    );
  }

  /** The records on which one field is allowed, in full. @param field - by index */
  fullField(field: number): FilterExpression {
    if (!this.#isLeft) return NEVER;
    const own = this.#party.ofField(field, "full");
    return this.#human === null ? own : allOf([own, this.#human.ofField(field, "full")]);
  }
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
