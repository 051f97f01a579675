import type { Emergency, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { mayAdminister, mayTakeAway } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { assertForAnother, assertSaidWhy } from "../people/parties.js";
import { findPrincipal, type Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { actingPerson, ownState } from "./acting.js";

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
