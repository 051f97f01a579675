import type { CompiledAction } from "../compile/resource.js";
import { type Concerning, statementsOnFields } from "./concerning.js";
import type { Standpoint } from "./standpoint.js";

/** The top-level fields of a record that a decision on an action reads, in schema order: select them. */
export function needs(at: Standpoint, action: CompiledAction): readonly string[] {
  const parties = at.human === null ? [at.party] : [at.party, at.human];
  const read = new Set(parties.flatMap((party) => statementsOnFields(party, action, null).flatMap(fieldsReadBy)));
  return action.resource.fields.map(({ name }) => name).filter((name) => read.has(name));
}

function fieldsReadBy({ member, held }: Concerning): readonly string[] {
  const { when, to, requirement, resource } = member.statement;
  const scoped = resource.scopePaths.filter(({ dimension }) => (held.row[dimension.index] ?? null) !== null);
  const approval = requirement?.approval;
  return [
    ...(when?.fieldsRead ?? []),
    ...(to?.fieldsRead ?? []),
    ...scoped.map(({ text }) => text.split(".")[0] ?? ""),
    // an approval is for one record, told by its id
    ...(approval ? ["id", ...approval.distinctFrom] : []),
  ];
}
