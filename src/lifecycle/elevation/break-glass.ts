import type { Emergency } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { assignmentFacts } from "../people/facts.js";
import { lengthSetting } from "../people/length-setting.js";
import { assertSaidWhy } from "../people/parties.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { actingPerson, ownState } from "./acting.js";
import { activated, activationEnd, eligibleOf } from "./activate.js";
import { longestEmergency } from "./limits.js";

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
  const after = {
    ...state,
    assignments: [...state.assignments, active],
    emergencies: [...(state.emergencies ?? []), emergency],
  };
  return {
    put: [after],
    events: [
      draftEvent(at, {
        type: "emergency.started",
        action: "breakGlass",
        subject: state.principal.id,
        notes,
        severity: "critical",
        after: assignmentFacts(active),
        details: {
          assignmentId: active.id,
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
