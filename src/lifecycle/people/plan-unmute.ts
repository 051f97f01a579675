import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { isMuted } from "../live-assignments.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { findAssignment, withAssignment } from "./assignments.js";
import { Changes } from "./changes.js";
import { assignmentFacts } from "./facts.js";
import { assertMayHandOut, changedAssignment } from "./new-assignment.js";
import { assertForAnother, assertReason, findTarget } from "./parties.js";

/** Lets an assignment count again that was set aside: the same as handing it out. */
export function* planUnmute(given: CommandInputs["unmute"], at: Situation): Planning<CommandResult<"unmute">> {
  const fields = readCommand("unmute", given, ["principalId", "assignmentId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  assertForAnother(at, state.principal.id, "unmutes what they hold");
  const assignment = findAssignment(state, fields.id("assignmentId"), at.now);
  assertMayHandOut(at, assignment);
  if (!isMuted(assignment, at.now)) throw refusal("wrong_status", "the assignment is not muted");
  const { muted: _, ...sound } = assignment;
  const after = changedAssignment(at, sound);
  changes.put(withAssignment(state, after));
  changes.tell(
    draftEvent(at, {
      type: "assignment.unmuted",
      action: "unmute",
      subject: state.principal.id,
      notes,
      before: assignmentFacts(assignment),
      after: assignmentFacts(after),
      details: { assignmentId: assignment.id },
    }),
  );
  return changes.plan({});
}
