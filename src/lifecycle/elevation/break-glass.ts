import type { JsonObject } from "../../model/json.js";
import type { Emergency, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { mayAdminister, mayTakeAway } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { assignmentFacts } from "../people/facts.js";
import { lengthSetting } from "../people/length-setting.js";
import { assertForAnother, assertSaidWhy } from "../people/parties.js";
import { findPrincipal, type Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { actingPerson, ownState } from "./acting.js";
import { activated, activationEnd, eligibleOf } from "./activate.js";
import { longestEmergency } from "./limits.js";

/** So many emergencies that were reviewed are kept on somebody; the audit keeps all. */
const MOST_KEPT = 20;

/**
 * Activates an eligible assignment that is marked for emergencies, at once: without a step-up or anybody's approval, loudly, for a
 * short while, and to be looked at by somebody else afterwards.
 */
export function* breakGlass(input: CommandInputs["breakGlass"], at: Situation): Planning<CommandResult<"breakGlass">> {
  const fields = readCommand("breakGlass", input, ["assignmentId", "duration"]);
  const notes = fields.notes();
  assertSaidWhy(notes.reason);
  const state = yield* ownState(actingPerson(at));
  const eligible = eligibleOf(state, fields, at);
  if (eligible.emergency !== true) {
    throw refusal("not_authorised", `assignment ${quote(eligible.id)} is not marked for emergencies`);
  }
  const overdue = state.emergencies?.find(({ review, reviewDueAt }) => review === undefined && reviewDueAt <= at.now);
  if (overdue !== undefined) {
    throw refusal("wrong_status", `the emergency ${quote(overdue.id)} is overdue for review by somebody else`);
  }
  const until = activationEnd(fields, eligible, at, longestEmergency(at, eligible.role));
  const emergency: Emergency = {
    id: at.newId(),
    assignmentId: eligible.id,
    at: at.now,
    until,
    reason: notes.reason,
    reviewDueAt: at.now + lengthSetting("emergencies.reviewWithin", at.settings.emergencies?.reviewWithin, "3d"),
  };
  const origin = { kind: "emergency", assignmentId: eligible.id, emergencyId: emergency.id } as const;
  const active = activated(at, state, eligible, { until, reason: notes.reason, origin });
  const after = { ...state, assignments: [...state.assignments, active], emergencies: kept(state, emergency) };
  return {
    put: [after],
    events: [
      draftEvent(at, {
        type: "emergency.started",
        action: "breakGlass",
        subject: state.principal.id,
        notes,
        severity: "critical",
        after: { [active.id]: assignmentFacts(active) } as JsonObject,
        details: {
          emergencyId: emergency.id,
          eligibleId: eligible.id,
          validUntil: until,
          reviewDueAt: emergency.reviewDueAt,
        },
      }),
    ],
    result: { emergencyId: emergency.id, assignmentId: active.id, validUntil: until },
  };
}

/** Says of an emergency whether it was one: somebody else, who could hand out what was taken up. */
export function* reviewEmergency(
  input: CommandInputs["reviewEmergency"],
  at: Situation,
): Planning<CommandResult<"reviewEmergency">> {
  const fields = readCommand("reviewEmergency", input, ["principalId", "emergencyId", "verdict"]);
  const notes = fields.notes();
  assertSaidWhy(notes.reason);
  const id = fields.id("principalId");
  const emergencyId = fields.id("emergencyId");
  const verdict = fields.oneOf("verdict", ["justified", "abuse"]);
  assertForAnother(at, id, "reviews emergencies of");
  const reviewer = yield* ownState(actingPerson(at));
  const state = yield* findPrincipal(id);
  if (state === undefined) throw refusal("unknown_principal", `there is no principal ${quote(id)}`);
  const emergency = state.emergencies?.find((one) => one.id === emergencyId);
  if (emergency === undefined) throw refusal("unknown_request", `there is no emergency ${quote(emergencyId)}`);
  if (emergency.review !== undefined) throw refusal("wrong_status", "the emergency is reviewed already");
  if (!mayReview(at, state, emergency)) {
    throw refusal("not_authorised", "an emergency is reviewed by who could hand out what was taken up");
  }
  const review = { by: reviewer.principal.id, at: at.now, verdict, reason: notes.reason };
  const emergencies = state.emergencies?.map((one) => (one.id === emergencyId ? { ...one, review } : one)) ?? [];
  return {
    put: [{ ...state, emergencies }],
    events: [
      draftEvent(at, {
        type: "emergency.reviewed",
        action: "reviewEmergency",
        subject: id,
        notes,
        severity: verdict === "abuse" ? "critical" : "notice",
        details: { emergencyId, verdict },
      }),
    ],
    result: {},
  };
}

/** Whether the actor could hand out what was taken up; or, where nothing is left of it, administers who took it up. */
function mayReview(at: Situation, state: PrincipalState, { id, assignmentId }: Emergency): boolean {
  const taken =
    state.assignments.find(({ origin }) => origin?.kind === "emergency" && origin.emergencyId === id) ??
    state.assignments.find((one) => one.id === assignmentId);
  return taken === undefined ? mayAdminister(at, at.actor, state) : mayTakeAway(at, at.actor, taken);
}

/** Those that nobody has looked at are all kept. */
function kept({ emergencies = [] }: PrincipalState, emergency: Emergency): readonly Emergency[] {
  const reviewed = emergencies.filter(({ review }) => review !== undefined).slice(-MOST_KEPT);
  return [...emergencies.filter((one) => one.review === undefined || reviewed.includes(one)), emergency];
}
