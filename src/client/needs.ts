import type { ClientAction } from "./model.js";
import type { Outlook } from "./outlook.js";

/** The top-level fields of a record that a decision on an action reads, in schema order. */
export function needsOf({ sides }: Outlook, action: ClientAction): readonly string[] {
  const members = sides.flatMap((side) => side.cell(action).members);
  const read = new Set(
    members.flatMap(({ statement: { when, to, requirement }, reads }) => [
      ...reads,
      ...(when?.reads ?? []),
      ...(to?.reads ?? []),
      ...(requirement?.approval ? ["id", ...requirement.approval.distinctFrom] : []),
    ]),
  );
  return [...action.resource.fieldIndex.keys()].filter((name) => read.has(name));
}
