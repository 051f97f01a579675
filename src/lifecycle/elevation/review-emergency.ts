import type { Emergency, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { mayAdminister, mayTakeAway } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { assertForAnother, assertSaidWhy } from "../people/parties.js";
import { findPrincipal, type Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { PrincipalActor, Situation } from "../situation.js";
import { actingPerson, ownState } from "./acting.js";
import { longestEmergency } from "./limits.js";

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
  const actor = actingPerson(at);
  const reviewer = yield* ownState(actor);
  const state = yield* findPrincipal(id);
  if (state === undefined) throw refusal("unknown_principal", `there is no principal ${quote(id)}`);
  const emergency = state.emergencies?.find((one) => one.id === emergencyId);
  if (emergency === undefined) throw refusal("unknown_request", `there is no emergency ${quote(emergencyId)}`);
  if (emergency.review !== undefined) throw refusal("wrong_status", "the emergency is reviewed already");
  if (!mayReview(at, actor, state, emergency)) {
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

/**
 * Whether the actor could hand out what was taken up; or, where nothing is left of it, administers who took it up. What was
 * handed out while the emergency may go on counts not: it may have been handed out by its very power, and ends with it.
 */
function mayReview(at: Situation, actor: PrincipalActor, state: PrincipalState, emergency: Emergency): boolean {
  const { id, assignmentId } = emergency;
  const taken =
    state.assignments.find(({ origin }) => origin?.kind === "emergency" && origin.emergencyId === id) ??
    state.assignments.find((one) => one.id === assignmentId);
  const isOver = emergency.at + longestEmergency(at, taken?.role) <= at.now;
  const reviewer = isOver ? actor : withWhatWasHeld(actor, emergency.at);
  return taken === undefined ? mayAdminister(at, reviewer, state) : mayTakeAway(at, reviewer, taken);
}

/** An actor with what was handed out before an instant (epoch ms), and no more. */
function withWhatWasHeld(actor: PrincipalActor, instant: number): PrincipalActor {
  const { state } = actor;
  const held = state.assignments.filter(({ grantedAt }) => grantedAt === undefined || grantedAt < instant);
  return { ...actor, state: { ...state, assignments: held } };
}
