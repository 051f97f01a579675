import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { isMuted } from "../live-assignments.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { findAssignment, withAssignment } from "./assignments.js";
import { Changes } from "./changes.js";
import { endCovers, withDerivedEnded } from "./end-assignments.js";
import { assignmentFacts } from "./facts.js";
import { assertMayTakeAway } from "./new-assignment.js";
import { assertReason, findTarget, nameOf } from "./parties.js";

/**
 * Sets an assignment aside: nothing of it counts, its forbids neither, until it is unmuted or until an instant. What was
 * activated of it, or is held as its cover, ends for good.
 */
export function* planMute(given: CommandInputs["mute"], at: Situation): Planning<CommandResult<"mute">> {
  const fields = readCommand("mute", given, ["principalId", "assignmentId", "until"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const until = fields.optionalInstant("until");
  if (until !== undefined && until <= at.now) throw refusal("expired", "`until` is not in the future");
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const assignment = findAssignment(state, fields.id("assignmentId"), at.now);
  assertMayTakeAway(at, assignment);
  if (isMuted(assignment, at.now)) throw refusal("wrong_status", "the assignment is muted already");
  const { muted: _, ...sound } = assignment;
  const muted = {
    ...sound,
    muted: { at: at.now, by: nameOf(at.actor), ...(until === undefined ? {} : { until }), reason: notes.reason ?? "" },
  };
  changes.put(withAssignment(withDerivedEnded(state, assignment.id, at.now, at.now), muted));
  changes.tell(
    draftEvent(at, {
      type: "assignment.muted",
      action: "mute",
      subject: state.principal.id,
      notes,
      before: assignmentFacts(assignment),
      after: assignmentFacts(muted),
      details: { assignmentId: assignment.id },
    }),
  );
  yield* endCovers(at, changes, { covered: state, assignments: [assignment], end: at.now, command: "mute", notes });
  return changes.plan({});
}
