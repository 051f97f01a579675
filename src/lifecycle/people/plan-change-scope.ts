import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import type { Situation } from "../situation.js";
import { assertShapedByPeople, findAssignment, withAssignment } from "./assignments.js";
import { Changes } from "./changes.js";
import { endCovers, withDerivedEnded } from "./end-assignments.js";
import { assignmentFacts } from "./facts.js";
import { assertMayHandOut, assertMayTakeAway, changedAssignment } from "./new-assignment.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";

/**
 * Moves an assignment to another scope: taking away what was and handing out what will be. What was activated of it, or is
 * held as its cover, ends: it was for the old scope.
 */
export function* planChangeScope(
  given: CommandInputs["changeScope"],
  at: Situation,
): Planning<CommandResult<"changeScope">> {
  const fields = readCommand("changeScope", given, ["principalId", "assignmentId", "scope"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  assertForAnother(at, state.principal.id, "changes what is held by");
  const assignment = findAssignment(state, fields.id("assignmentId"), at.now);
  const scope = fields.optionalObject("scope");
  if (scope === undefined) throw fields.refusal("scope", "is missing: dimensions with values");
  assertShapedByPeople(assignment);
  assertStatus(state, at.now, ["invited", "active", "suspended"], "be given anything");
  assertMayTakeAway(at, assignment);
  // read as the policy does right below: until then it may be anything
  const after = changedAssignment(at, { ...assignment, scope: scope as typeof assignment.scope & typeof scope });
  assertMayHandOut(at, after);
  changes.put(withAssignment(withDerivedEnded(state, assignment.id, at.now, at.now), after));
  changes.tell(
    draftEvent(at, {
      type: "assignment.changed",
      action: "changeScope",
      subject: state.principal.id,
      notes,
      before: assignmentFacts(assignment),
      after: assignmentFacts(after),
      details: { assignmentId: assignment.id },
    }),
  );
  const covers = { covered: state, assignments: [assignment], end: at.now, command: "changeScope", notes } as const;
  yield* endCovers(at, changes, covers);
  return changes.plan({});
}
