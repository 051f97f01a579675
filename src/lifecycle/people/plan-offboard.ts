import { toEpochMs } from "../../model/instant.js";
import type { HeldAssignment, Offboarding, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { type CommandFields, readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Finding, Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { endCovers, endedAt, isTemporary } from "./end-assignments.js";
import { assignmentFacts, principalFacts } from "./facts.js";
import { leaveGuests } from "./leave-guests.js";
import { assertForAnother, assertReason, findTarget, isActive, nameOf } from "./parties.js";
import { sessionsEnded } from "./sessions-ended.js";
import { voidGiven, withNothingOpen } from "./void-given.js";

const NAMES = ["principalId", "keep", "at", "until", "successorId"];

/**
 * Sees somebody off: at once, or on a day to come. What they were given ends, and what others have through them: covers, votes
 * and approvals that still count, guests without another sponsor. Who takes over what they owned is told by an event.
 *
 * On a coming day everything ends by windows, with nothing left to run on that day; so `reading`, which is a status and not a
 * window, begins only at once.
 */
export function* planOffboard(given: CommandInputs["offboard"], at: Situation): Planning<CommandResult<"offboard">> {
  const fields = readCommand("offboard", given, NAMES);
  const notes = fields.notes();
  assertReason(at, notes);
  const terms = termsOf(at, fields, notes.reason);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { id } = state.principal;
  assertForAnother(at, id, "offboards");
  if (!mayAdminister(at, at.actor, state)) throw refusal("not_authorised", "the actor may not offboard this principal");
  assertCanLeave(state, terms);
  const successor = yield* findSuccessor(at, changes, id, terms.successorId);
  const after =
    terms.at > at.now
      ? leaving(state, terms, at.now)
      : terms.keep === "reading"
        ? reading(state, terms, at.now)
        : gone(state, terms, at.now);
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "principal.offboarded",
      action: "offboard",
      subject: id,
      notes,
      before: { ...principalFacts(state), assignments: state.assignments.map(assignmentFacts) },
      after: { ...principalFacts(after), assignments: after.assignments.map(assignmentFacts) },
      severity: "notice",
      details: {
        at: terms.at,
        keep: terms.keep,
        ...(terms.until === undefined ? {} : { until: terms.until }),
        ...(terms.successorId === undefined ? {} : { successorId: terms.successorId }),
      },
    }),
  );
  if (successor !== undefined) {
    const successorId = successor.principal.id;
    const details = { fromId: id, successorId, at: terms.at };
    const event = { type: "ownership.transferred", action: "offboard", subject: id, concerns: [successorId] } as const;
    changes.tell(draftEvent(at, { ...event, notes, details }));
  }
  const covers = { covered: state, assignments: state.assignments, end: terms.at, command: "offboard", notes } as const;
  yield* endCovers(at, changes, covers);
  if (terms.at <= at.now) yield* voidGiven(at, changes, id, "offboard", notes);
  yield* leaveGuests(at, changes, id, terms.at, successor, notes);
  return changes.plan({});
}

/** An instant that has passed is now. */
function termsOf(at: Situation, fields: CommandFields, reason: string | undefined): Offboarding {
  const moment = Math.max(at.now, fields.optionalInstant("at") ?? at.now);
  const keep = fields.oneOf("keep", ["nothing", "reading"]);
  const until = fields.optionalInstant("until");
  const successorId = fields.optionalId("successorId");
  if (keep === "nothing" && until !== undefined) throw fields.refusal("until", 'is for `keep: "reading"`');
  if (keep === "reading") {
    if (until === undefined) throw refusal("end_required", "say `until` when they go on reading");
    if (until <= at.now) throw refusal("expired", "`until` is not in the future");
    if (moment > at.now) {
      throw fields.refusal("at", 'is for `keep: "nothing"`: reading begins at once, so offboard them on the day');
    }
  }
  return {
    at: moment,
    by: nameOf(at.actor),
    keep,
    ...(until === undefined ? {} : { until }),
    ...(successorId === undefined ? {} : { successorId }),
    reason: reason ?? "",
  };
}

function assertCanLeave({ principal, offboarding }: PrincipalState, terms: Offboarding): void {
  const { id, status } = principal;
  if (status === "deactivated" || (status === "read_only" && terms.keep === "reading")) {
    throw refusal("wrong_status", `${quote(id)} has left already`);
  }
  if (status === "invited") throw refusal("wrong_status", `${quote(id)} has not come yet: withdraw the invitation`);
  if (offboarding !== undefined && terms.at > (offboarding.until ?? offboarding.at)) {
    throw refusal("wrong_status", `${quote(id)} leaves sooner already: move their end first`);
  }
  if (
    terms.until !== undefined &&
    principal.validUntil !== undefined &&
    terms.until > toEpochMs(principal.validUntil)
  ) {
    throw refusal("too_long", "`until` is after their own end");
  }
}

function* findSuccessor(
  at: Situation,
  changes: Changes,
  id: string,
  successorId: string | undefined,
): Finding<PrincipalState | undefined> {
  if (successorId === undefined) return undefined;
  if (successorId === id) throw refusal("invalid_command", "nobody is their own successor");
  const successor = yield* findTarget(changes, successorId);
  if (!isActive(successor.principal, at.now)) throw refusal("wrong_status", "the successor is not active");
  return successor;
}

/** A lock is of no use to whoever has left, and would stand in the way of their coming back. */
function gone({ lockDown: _, ...state }: PrincipalState, offboarding: Offboarding, now: number): PrincipalState {
  return {
    ...withNothingOpen(state, now),
    principal: { ...sessionsEnded(state.principal, now), status: "deactivated" },
    assignments: [],
    approvals: [],
    offboarding,
  };
}

/** What is standing goes on giving its read-only actions, and whoever was suspended reads no more than before. */
function reading(state: PrincipalState, offboarding: Offboarding, now: number): PrincipalState {
  const { principal, lockDown } = state;
  const until = offboarding.until ?? now;
  return {
    ...withNothingOpen(state, now),
    principal: {
      ...sessionsEnded(principal, now),
      status: principal.status === "suspended" ? "suspended" : "read_only",
      validUntil: until,
    },
    assignments: state.assignments.flatMap((it) => (isStanding(it) ? endedAt(it, until, now) : [])),
    approvals: [],
    offboarding,
    // an unlocked account must not act again: it was seen off while it was locked
    ...(lockDown?.statusBefore === "active" ? { lockDown: { ...lockDown, statusBefore: "read_only" as const } } : {}),
  };
}

function isStanding(assignment: HeldAssignment): boolean {
  return assignment.state !== "eligible" && !isTemporary(assignment);
}

/** Nothing changes before the day, and on the day everything ends by itself: their sessions, since they are over. */
function leaving(state: PrincipalState, offboarding: Offboarding, now: number): PrincipalState {
  const { principal } = state;
  const end = offboarding.at;
  return {
    ...state,
    principal: {
      ...principal,
      validUntil: principal.validUntil === undefined ? end : Math.min(end, toEpochMs(principal.validUntil)),
    },
    assignments: state.assignments.flatMap((it) => endedAt(it, end, now)),
    offboarding,
  };
}
