import type { FieldClass } from "../compile/cell.js";
import type { Held } from "../compile/held.js";
import type { CompiledAction } from "../compile/resource.js";

/** What everything that a party holds says about some fields, which are therefore settled alike. */
export interface ProfileClass {
  /** Field indexes, in schema order. */
  readonly fields: readonly number[];
  /** One class for each thing held. */
  readonly groups: readonly FieldClass[];
}

/** The classes into which the fields of a type fall for one action. */
export interface Profile {
  readonly action: CompiledAction;
  readonly classes: readonly ProfileClass[];
}

/** Something that remembers its last profile. */
interface ProfileHolder {
  readonly held: readonly Held[];
  profile: Profile | null;
}

/** The profile of an action; the last one is remembered, since who masks one record of a type masks more of them. */
export function profileOf(party: ProfileHolder, action: CompiledAction): Profile {
  if (party.profile?.action === action) return party.profile;
  const cells = party.held.map(({ role }) => role.cell(action));
  const bySignature = new Map<string, { fields: number[]; groups: FieldClass[] }>();
  action.resource.fields.forEach((_field, index) => {
    const groups = cells.flatMap(({ byField }) => byField[index] ?? []);
    const signature = groups.map(({ fields }) => fields[0]).join();
    const known = bySignature.get(signature);
    if (known === undefined) bySignature.set(signature, { fields: [index], groups });
    else known.fields.push(index);
  });
  const profile = { action, classes: [...bySignature.values()] };
  party.profile = profile;
  return profile;
}
