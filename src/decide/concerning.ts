import type { Member } from "../compile/cell.js";
import type { Held } from "../compile/held.js";
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

/**
 * Those of them that concern some of the fields asked for.
 *
 * @param fields - by index; `null` for any
 */
export function statementsOnFields(
  party: Party,
  action: CompiledAction,
  fields: readonly number[] | null,
): readonly Concerning[] {
  const all = statementsOn(party, action);
  if (fields === null) return all;
  return all.filter(({ member }) => fields.some((field) => member.statement.fields[field] === true));
}
