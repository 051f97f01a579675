import type { PrincipalState } from "../../model/principal-state.js";
import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { findAssignment } from "./assignments.js";
import { givenAttributes } from "./attributes.js";
import { Changes } from "./changes.js";
import { endCovers, withEnded } from "./end-assignments.js";
import { assignmentFacts, principalFacts } from "./facts.js";
import { ASSIGNMENT_PARTS, assertMayHandOut, assertMayTakeAway, newAssignment } from "./new-assignment.js";
import { assertStaysBounded } from "./outsiders.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";

const NAMES = ["principalId", "end", "start", "at", "overlap", "attributes"];

/**
 * Changes somebody's job at an instant: the old access ends, after the overlap if there is one, and the new begins. An instant
 * that has passed is now. Attributes are not dated, so they change only with a transfer that takes place now: for a coming one
 * they are refused, and changed on the day.
 */
export function* planTransfer(given: CommandInputs["transfer"], at: Situation): Planning<CommandResult<"transfer">> {
  const fields = readCommand("transfer", given, NAMES);
  const notes = fields.notes();
  assertReason(at, notes);
  const moment = Math.max(at.now, fields.optionalInstant("at") ?? at.now);
  const end = moment + (fields.optionalLength("overlap") ?? 0);
  const endIds = fields.optionalIds("end") ?? [];
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  assertForAnother(at, state.principal.id, "transfers");
  assertStatus(state, at.now, ["invited", "active", "suspended"], "be transferred");
  const ending = endIds.map((id) => findAssignment(state, id, at.now));
  const starting = (fields.optionalParts("start", ASSIGNMENT_PARTS) ?? []).map((part) =>
    newAssignment(at, part, { notBefore: moment, reason: notes.reason }),
  );
  const attributes = fields.optionalObject("attributes");
  if (attributes !== undefined && moment > at.now) {
    throw fields.refusal("attributes", "are not dated: change them on the day, with `updateAttributes`");
  }
  if (ending.length + starting.length === 0) throw fields.refusal("end", "or `start` must name something");
  for (const assignment of ending) assertMayTakeAway(at, assignment);
  for (const assignment of starting) assertMayHandOut(at, assignment);
  if (attributes !== undefined && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", "the actor may not change these attributes");
  }
  const left = withEnded(state, new Set(endIds), end, at.now);
  const { principal } = state;
  const after: PrincipalState = {
    ...left,
    principal:
      attributes === undefined
        ? principal
        : { ...principal, attributes: givenAttributes(principal.attributes ?? {}, attributes) },
    assignments: [...left.assignments, ...starting],
  };
  assertStaysBounded(at, state, after);
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "principal.transferred",
      action: "transfer",
      subject: principal.id,
      notes,
      before: { ...principalFacts(state), assignments: ending.map(assignmentFacts) },
      after: { ...principalFacts(after), assignments: starting.map(assignmentFacts) },
      details: { at: moment, oldAccessEndsAt: end },
    }),
  );
  yield* endCovers(at, changes, { covered: state, assignments: ending, end, command: "transfer", notes });
  return changes.plan({ assignmentIds: starting.map(({ id }) => id) });
}
