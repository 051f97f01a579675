import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import type { Situation } from "../situation.js";
import { findAssignment } from "./assignments.js";
import { Changes } from "./changes.js";
import { endCovers, withEnded } from "./end-assignments.js";
import { assignmentFacts } from "./facts.js";
import { assertMayTakeAway } from "./new-assignment.js";
import { assertReason, findTarget } from "./parties.js";

/** Takes an assignment away at once, and with it what was activated of it or is held as its cover. */
export function* planRevoke(given: CommandInputs["revoke"], at: Situation): Planning<CommandResult<"revoke">> {
  const fields = readCommand("revoke", given, ["principalId", "assignmentId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const assignment = findAssignment(state, fields.id("assignmentId"), at.now);
  assertMayTakeAway(at, assignment);
  const after = withEnded(state, new Set([assignment.id]), at.now, at.now);
  const left = new Set(after.assignments.map(({ id }) => id));
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "assignment.revoked",
      action: "revoke",
      subject: state.principal.id,
      notes,
      before: assignmentFacts(assignment),
      details: { revokedIds: state.assignments.flatMap(({ id }) => (left.has(id) ? [] : [id])) },
    }),
  );
  yield* endCovers(at, changes, { covered: state, assignments: [assignment], end: at.now, command: "revoke", notes });
  return changes.plan({});
}
