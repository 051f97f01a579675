import { toEpochMs } from "../../model/instant.js";
import type { Offboarding, PrincipalState } from "../../model/principal-state.js";
import { mayAdminister, mayReinstate } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { type CommandFields, type Notes, readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { assertShapedByPeople, findAssignment, withAssignment } from "./assignments.js";
import { Changes } from "./changes.js";
import { endCovers, withDerivedEnded } from "./end-assignments.js";
import { assignmentFacts, principalFacts } from "./facts.js";
import { assertMayHandOut, assertMayTakeAway, changedAssignment } from "./new-assignment.js";
import { assertBounded } from "./outsiders.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";
import { sessionsEnded } from "./sessions-ended.js";

/** Moves the end of one assignment, or of a principal as a whole; sooner is as good as later. */
export function* planExtend(given: CommandInputs["extend"], at: Situation): Planning<CommandResult<"extend">> {
  const fields = readCommand("extend", given, ["principalId", "assignmentId", "validUntil"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const validUntil = fields.instant("validUntil");
  if (validUntil <= at.now) throw refusal("expired", "`validUntil` is not in the future");
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  assertForAnother(at, state.principal.id, "moves the end of");
  assertStatus(state, at.now, ["invited", "active", "read_only", "suspended"], "have their end moved");
  if (fields.has("assignmentId")) yield* moveAssignment(at, changes, state, fields, validUntil, notes);
  else movePrincipal(at, changes, state, validUntil, notes);
  return changes.plan({});
}

function* moveAssignment(
  at: Situation,
  changes: Changes,
  state: PrincipalState,
  fields: CommandFields,
  validUntil: number,
  notes: Notes,
) {
  const assignment = findAssignment(state, fields.id("assignmentId"), at.now);
  assertShapedByPeople(assignment);
  assertMayTakeAway(at, assignment);
  const after = changedAssignment(at, { ...assignment, validUntil });
  assertMayHandOut(at, after);
  // what hangs on it never outlasts it; where it lasts longer, nothing else does
  changes.put(withAssignment(withDerivedEnded(state, assignment.id, validUntil, at.now), after));
  changes.tell(
    draftEvent(at, {
      type: "assignment.extended",
      action: "extend",
      subject: state.principal.id,
      notes,
      before: assignmentFacts(assignment),
      after: assignmentFacts(after),
      details: { assignmentId: assignment.id },
    }),
  );
  yield* endCovers(at, changes, {
    covered: state,
    assignments: [assignment],
    end: validUntil,
    command: "extend",
    notes,
  });
}

/**
 * Whoever moves an end further away gives all that is held back for longer. A dated offboarding that has not come yet is
 * called off by that, and who goes on reading does so until then; assignments that were to end before still do. Sessions from
 * before an end that had come stay dead.
 */
function movePrincipal(at: Situation, changes: Changes, state: PrincipalState, validUntil: number, notes: Notes): void {
  const { offboarding: before, ...rest } = state;
  const { principal } = state;
  const offboarding = before === undefined ? undefined : offboardingUntil(before, validUntil);
  if (principal.validFrom !== undefined && validUntil <= toEpochMs(principal.validFrom)) {
    throw refusal("invalid_command", "the window would end when it begins, or before");
  }
  const end = principal.validUntil === undefined ? Number.POSITIVE_INFINITY : toEpochMs(principal.validUntil);
  const after: PrincipalState = {
    ...rest,
    ...(offboarding === undefined ? {} : { offboarding }),
    principal: { ...(end <= at.now ? sessionsEnded(principal, at.now) : principal), validUntil },
  };
  const may = validUntil > end ? mayReinstate(at, at.actor, after) : mayAdminister(at, at.actor, after);
  if (!may) throw refusal("not_authorised", "the actor may not move this end");
  assertBounded(at, after);
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "principal.extended",
      action: "extend",
      subject: principal.id,
      notes,
      before: principalFacts(state),
      after: principalFacts(after),
      ...(before !== undefined && offboarding === undefined ? { details: { offboardingCalledOff: before.at } } : {}),
    }),
  );
}

/** What becomes of an offboarding when an end is moved: reading goes on until then, leaving is called off by a later end. */
function offboardingUntil(offboarding: Offboarding, validUntil: number): Offboarding | undefined {
  if (offboarding.keep === "reading") return { ...offboarding, until: validUntil };
  return validUntil > offboarding.at ? undefined : offboarding;
}
