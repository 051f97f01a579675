import type { Member } from "../compile/cell.js";
import type { CompiledAction } from "../compile/resource.js";
import type { Party } from "./party.js";
import type { Standpoint } from "./standpoint.js";

/** The top-level fields of a record that a decision on an action reads, in schema order: select them. */
export function needs(at: Standpoint, action: CompiledAction): readonly string[] {
  const read = new Set<string>();
  for (const party of at.human === null ? [at.party] : [at.party, at.human]) {
    for (const group of party.roles.cell(action).classes) {
      for (const member of [...group.forbids, ...group.grants, ...group.masked, ...group.requires]) {
        for (const name of fieldsReadBy(member, party)) read.add(name);
      }
    }
  }
  return action.resource.fields.map(({ name }) => name).filter((name) => read.has(name));
}

function fieldsReadBy({ slot, statement }: Member, party: Party): readonly string[] {
  const { when, to, requirement, resource } = statement;
  const row = party.rows[slot];
  const scoped = resource.scopePaths.filter(({ dimension }) => (row?.[dimension.index] ?? null) !== null);
  const approval = requirement?.approval;
  return [
    ...(when?.fieldsRead ?? []),
    ...(to?.fieldsRead ?? []),
    ...scoped.map(({ text }) => text.split(".")[0] ?? ""),
    // an approval is for one record, told by its id
    ...(approval ? ["id", ...approval.distinctFrom] : []),
  ];
}
