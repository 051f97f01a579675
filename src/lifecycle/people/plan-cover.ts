import { toEpochMs } from "../../model/instant.js";
import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { mayHandOut } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { type Notes, readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { hasEnded, isMuted } from "../live-assignments.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { findAssignment } from "./assignments.js";
import { Changes } from "./changes.js";
import { isTemporary } from "./end-assignments.js";
import { assignmentFacts } from "./facts.js";
import { lengthSetting } from "./length-setting.js";
import { assertMayHandOut, checkedAssignment } from "./new-assignment.js";
import { assertStaysBounded } from "./outsiders.js";
import { assertForAnother, assertReason, assertStatus, findTarget, isActive, nameOf } from "./parties.js";

const NAMES = ["principalId", "deputyId", "assignmentIds", "from", "until"];

/** When somebody is on leave, in epoch ms. */
interface Leave {
  readonly from: number;
  readonly until: number;
}

/**
 * Gives a deputy, for a leave, what somebody holds: copies of standing roles, each inside the leave and inside its own window.
 * Whoever arranges it hands the copies out, and needs the authority; so the person on leave does where they may hand out what
 * they hold. What they have only for a while themselves, eligible roles and direct grants are not passed on.
 */
export function* planCover(given: CommandInputs["cover"], at: Situation): Planning<CommandResult<"cover">> {
  const fields = readCommand("cover", given, NAMES);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const leave = leaveOf(at, fields.optionalInstant("from"), fields.instant("until"));
  const covered = yield* findTarget(changes, fields.id("principalId"));
  const deputy = yield* findTarget(changes, fields.id("deputyId"));
  const { id } = covered.principal;
  if (deputy.principal.id === id) throw refusal("invalid_command", "nobody is their own deputy");
  assertForAnother(at, deputy.principal.id, "arranges a cover for");
  assertStatus(covered, at.now, ["active"], "be covered for");
  if (!isActive(deputy.principal, at.now)) throw refusal("wrong_status", "the deputy is not active");
  const copies = copiesOf(at, covered, whileThere(covered, leave), fields.optionalIds("assignmentIds"), notes);
  const after = { ...deputy, assignments: [...deputy.assignments, ...copies] };
  assertStaysBounded(at, deputy, after);
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "cover.started",
      action: "cover",
      subject: deputy.principal.id,
      concerns: [id],
      notes,
      after: { assignments: copies.map(assignmentFacts) },
      details: { forPrincipalId: id, from: leave.from, until: leave.until },
    }),
  );
  return changes.plan({ assignmentIds: copies.map((copy) => copy.id) });
}

function leaveOf(at: Situation, given: number | undefined, until: number): Leave {
  const from = Math.max(at.now, given ?? at.now);
  if (until <= at.now) throw refusal("expired", "`until` is not in the future");
  if (until <= from) throw refusal("invalid_command", "the leave ends when it begins, or before");
  const most = lengthSetting("cover.maxDuration", at.settings.cover?.maxDuration, "60d");
  if (until - from > most) throw refusal("too_long", "the cover would last longer than the settings allow");
  return { from, until };
}

/** Nothing of somebody counts beyond their own end. */
function whileThere({ principal }: PrincipalState, { from, until }: Leave): Leave {
  if (principal.validUntil === undefined) return { from, until };
  const end = toEpochMs(principal.validUntil);
  if (end <= from) throw refusal("expired", `${quote(principal.id)} leaves before the cover begins`);
  return { from, until: Math.min(until, end) };
}

function copiesOf(
  at: Situation,
  covered: PrincipalState,
  leave: Leave,
  named: readonly string[] | undefined,
  notes: Notes,
): readonly HeldAssignment[] {
  if (named === undefined) {
    const copies = covered.assignments.flatMap((assignment) =>
      whyNotCovered(at, assignment, leave) === undefined ? [copyOf(at, covered, assignment, leave, notes)] : [],
    );
    const possible = copies.filter((copy) => mayHandOut(at, at.actor, copy));
    if (possible.length > 0) return possible;
    throw refusal("not_authorised", `there is nothing of ${quote(covered.principal.id)} that the actor may hand out`);
  }
  if (named.length === 0) throw refusal("invalid_command", "`cover.assignmentIds` is empty: leave it out for all");
  return named.map((id) => {
    const assignment = findAssignment(covered, id, at.now);
    const why = whyNotCovered(at, assignment, leave);
    if (why !== undefined) throw refusal("invalid_command", `assignment ${quote(id)} cannot be covered: ${why}`);
    const copy = copyOf(at, covered, assignment, leave, notes);
    assertMayHandOut(at, copy);
    return copy;
  });
}

function whyNotCovered(at: Situation, assignment: HeldAssignment, leave: Leave): string | undefined {
  if (assignment.role === undefined) return "it is a direct grant";
  if (isTemporary(assignment)) return "it is temporary itself";
  if (assignment.state === "eligible") return "it is not active";
  if (isMuted(assignment, at.now)) return "it is muted";
  const begins = assignment.validFrom === undefined ? leave.from : toEpochMs(assignment.validFrom);
  return hasEnded(assignment, leave.from) || begins >= leave.until ? "it does not count during the leave" : undefined;
}

function copyOf(
  at: Situation,
  { principal }: PrincipalState,
  assignment: HeldAssignment,
  leave: Leave,
  notes: Notes,
): HeldAssignment {
  const { role, scope, validFrom, validUntil } = assignment;
  return checkedAssignment(
    at,
    {
      id: at.newId(),
      ...(role === undefined ? {} : { role }),
      ...(scope === undefined ? {} : { scope }),
      validFrom: validFrom === undefined ? leave.from : Math.max(leave.from, toEpochMs(validFrom)),
      validUntil: validUntil === undefined ? leave.until : Math.min(leave.until, toEpochMs(validUntil)),
      grantedBy: nameOf(at.actor),
      ...(notes.reason === undefined ? {} : { reason: notes.reason }),
    },
    { grantedAt: at.now, origin: { kind: "cover", forPrincipalId: principal.id, assignmentId: assignment.id } },
  );
}
