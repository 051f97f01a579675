import type { Member } from "../compile/cell.js";
import type { Evaluate } from "../compile/condition/operators.js";
import type { Held } from "../compile/held.js";
import { FALSE } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
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

/** Those of them that do not pass the party by: a rule for others says nothing here. */
export function statementsFor(party: Party, action: CompiledAction): readonly Concerning[] {
  return statementsOn(party, action).filter(({ member: { who } }) => reachesParty(who, party));
}

/** Whether the people of a rule may include a party; `null` is everybody. */
export function reachesParty(who: Evaluate | null, party: Party): boolean {
  return who === null || who(party.principal, null, party) !== FALSE;
}

/**
 * Those of {@link statementsFor} that concern some of the fields asked for.
 *
 * @param fields - by index; `null` for any
 */
export function statementsOnFields(
  party: Party,
  action: CompiledAction,
  fields: readonly number[] | null,
): readonly Concerning[] {
  const all = statementsFor(party, action);
  if (fields === null) return all;
  return all.filter(({ member }) => fields.some((field) => member.statement.fields[field] === true));
}
