import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { assignmentFacts } from "./facts.js";
import { ASSIGNMENT_PARTS, assertMayHandOut, newAssignment } from "./new-assignment.js";
import { assertStaysBounded } from "./outsiders.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";

/** Hands out a role, or a direct grant. */
export function* planAssign(given: CommandInputs["assign"], at: Situation): Planning<CommandResult<"assign">> {
  const fields = readCommand("assign", given, ["principalId", ...ASSIGNMENT_PARTS]);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { id } = state.principal;
  assertForAnother(at, id, "hands out anything to");
  const assignment = newAssignment(at, fields, { reason: notes.reason });
  assertMayHandOut(at, assignment);
  assertStatus(state, at.now, ["invited", "active", "suspended"], "be given anything");
  const after = { ...state, assignments: [...state.assignments, assignment] };
  assertStaysBounded(at, state, after);
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "assignment.created",
      action: "assign",
      subject: id,
      notes,
      after: assignmentFacts(assignment),
    }),
  );
  return changes.plan({ assignmentId: assignment.id });
}
