import type { CompiledAction } from "../../compile/resource.js";
import { isLeft } from "../../decide/attenuate.js";
import type { Standpoint } from "../../decide/standpoint.js";
import { allOf, anyOf } from "./combine.js";
import { type FilterExpression, NEVER } from "./expression.js";
import { PartyFilters } from "./party-filters.js";

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
