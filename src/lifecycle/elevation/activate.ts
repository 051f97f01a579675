import { standing } from "../../decide/window.js";
import { toEpochMs } from "../../model/instant.js";
import type { AssignmentOrigin, HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { type CommandFields, readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { isLive, isMuted } from "../live-assignments.js";
import { assignmentFacts } from "../people/facts.js";
import { checkedAssignment } from "../people/new-assignment.js";
import { assertReason, assertSaidWhy } from "../people/parties.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { actingPerson, ownState } from "./acting.js";
import { longestActivation } from "./limits.js";
import { assertSessionMeets } from "./session-requirements.js";

/** Makes an eligible assignment of one's own active for a while (S34): a dated one beside it. */
export function* activate(input: CommandInputs["activate"], at: Situation): Planning<CommandResult<"activate">> {
  const fields = readCommand("activate", input, ["assignmentId", "duration"]);
  const notes = fields.notes();
  assertSaidWhy(notes.reason);
  const actor = actingPerson(at);
  const state = yield* ownState(actor);
  const eligible = eligibleOf(state, fields, at);
  if (eligible.role !== undefined) assertSessionMeets(at, actor.session, eligible.role);
  const origin = { kind: "activation", assignmentId: eligible.id } as const;
  const until = activationEnd(fields, eligible, at, longestActivation(at, eligible.role));
  const active = activated(at, state, eligible, { until, reason: notes.reason, origin });
  return {
    put: [{ ...state, assignments: [...state.assignments, active] }],
    events: [
      draftEvent(at, {
        type: "assignment.activated",
        action: "activate",
        subject: state.principal.id,
        notes,
        after: assignmentFacts(active),
        details: { assignmentId: active.id, eligibleId: eligible.id, validUntil: until },
      }),
    ],
    result: { assignmentId: active.id, validUntil: until },
  };
}

/** Ends what one activated oneself before its time. */
export function* deactivate(input: CommandInputs["deactivate"], at: Situation): Planning<CommandResult<"deactivate">> {
  const fields = readCommand("deactivate", input, ["assignmentId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const state = yield* ownState(actingPerson(at));
  const active = findOwn(state, fields);
  if (active.origin?.kind !== "activation" && active.origin?.kind !== "emergency") {
    throw refusal("wrong_status", `assignment ${quote(active.id)} is no activation of an eligible one`);
  }
  if (standing(active.validFrom, active.validUntil, at.now) === "after") {
    throw refusal("wrong_status", `assignment ${quote(active.id)} is over already`);
  }
  const ended = { ...active, validUntil: at.now };
  return {
    put: [{ ...state, assignments: state.assignments.map((one) => (one.id === active.id ? ended : one)) }],
    events: [
      draftEvent(at, {
        type: "assignment.deactivated",
        action: "deactivate",
        subject: state.principal.id,
        notes,
        before: assignmentFacts(active),
        after: assignmentFacts(ended),
        details: { assignmentId: active.id },
      }),
    ],
    result: {},
  };
}

/**
 * The eligible assignment of somebody's own that a command names, ready to be activated.
 *
 * @throws CommandRefusedError `unknown_assignment`, `wrong_status`, `expired`
 */
export function eligibleOf(state: PrincipalState, fields: CommandFields, at: Situation): HeldAssignment {
  const eligible = findOwn(state, fields);
  const name = `assignment ${quote(eligible.id)}`;
  if (eligible.state !== "eligible") throw refusal("wrong_status", `${name} is not eligible`);
  if (isMuted(eligible, at.now)) throw refusal("wrong_status", `${name} is muted`);
  const place = standing(eligible.validFrom, eligible.validUntil, at.now);
  if (place === "after") throw refusal("expired", `${name} is over`);
  if (place !== "inside") throw refusal("wrong_status", `${name} has not begun`);
  const isActive = state.assignments.some(
    (one) =>
      (one.origin?.kind === "activation" || one.origin?.kind === "emergency") &&
      one.origin.assignmentId === eligible.id &&
      isLive(one, at.now),
  );
  if (isActive) throw refusal("wrong_status", `${name} is active already: deactivate it, or wait for its end`);
  return eligible;
}

/**
 * When an activation ends: after as long as was asked for, or is possible, and no later than the eligible assignment itself.
 *
 * @throws CommandRefusedError `too_long`
 */
export function activationEnd(fields: CommandFields, eligible: HeldAssignment, at: Situation, most: number): number {
  const length = fields.optionalDuration("duration") ?? most;
  if (length > most) {
    throw refusal("too_long", `assignment ${quote(eligible.id)} is activated for at most ${most} ms at a time`);
  }
  const end = eligible.validUntil === undefined ? Number.POSITIVE_INFINITY : toEpochMs(eligible.validUntil);
  return Math.min(at.now + length, Math.floor(end));
}

/** What sets an activation apart from what it activates. */
export interface Activation {
  /** Epoch ms, exclusive. */
  readonly until: number;
  readonly reason: string;
  readonly origin: AssignmentOrigin;
}

/** An eligible assignment, active for a while. */
export function activated(
  at: Situation,
  { principal }: PrincipalState,
  { role, statements, scope }: HeldAssignment,
  { until, reason, origin }: Activation,
): HeldAssignment {
  const json = {
    id: at.newId(),
    ...(role === undefined ? {} : { role }),
    ...(statements === undefined ? {} : { statements }),
    ...(scope === undefined ? {} : { scope }),
    validFrom: at.now,
    validUntil: until,
    grantedBy: principal.id,
    reason,
  };
  return checkedAssignment(at, json, { grantedAt: at.now, origin });
}

function findOwn(state: PrincipalState, fields: CommandFields): HeldAssignment {
  const id = fields.id("assignmentId");
  const found = state.assignments.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw refusal("unknown_assignment", `principal ${quote(state.principal.id)} has no assignment ${quote(id)}`);
}
