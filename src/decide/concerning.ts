import type { Member } from "../compile/cell.js";
import type { Evaluate } from "../compile/condition/operators.js";
import type { Held } from "../compile/held.js";
import { FALSE } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
import { concerns } from "../compile/statement.js";
import type { Assignment } from "../model/assignment.js";
import type { Party } from "./party.js";

/** A statement on an action, with what it came through. */
export interface Concerning {
  readonly member: Member;
  readonly held: Held;
  /** `undefined` for a policy-wide rule. */
  readonly assignment: Assignment | undefined;
}

/** Every statement of a party that names an action. */
export function statementsOn(party: Party, action: CompiledAction): readonly Concerning[] {
  return party.held.flatMap((held, slot) =>
    held.role.cell(action).members.map((member) => ({ member, held, assignment: party.counted[slot - 1] })),
  );
}

/**
 * Those of them that say something to the party about some fields: no rule for other people, no allow that covers none of
 * them.
 *
 * @param fields - by index; `null` for all
 */
export function statementsOnFields(
  party: Party,
  action: CompiledAction,
  fields: readonly number[] | null,
): readonly Concerning[] {
  const asked = fields ?? action.resource.fields.map((_field, index) => index);
  return statementsOn(party, action).filter(
    ({ member: { statement, who } }) =>
      reachesParty(who, party) &&
      asked.some((field) => concerns(statement, action, field, action.resource.fields[field]?.name ?? "")),
  );
}

/** Whether the people of a rule may include a party; `null` is everybody. */
export function reachesParty(who: Evaluate | null, party: Party): boolean {
  return who === null || who(party.principal, null, party) !== FALSE;
}
