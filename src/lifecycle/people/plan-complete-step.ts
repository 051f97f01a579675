import { quote } from "../../model/quote.js";
import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { assertStatus, findTarget, isOneself } from "./parties.js";

/** Ticks off one thing of the first days: by who did it, their sponsor, or whoever administers them. */
export function* planCompleteStep(
  given: CommandInputs["completeStep"],
  at: Situation,
): Planning<CommandResult<"completeStep">> {
  const fields = readCommand("completeStep", given, ["principalId", "stepId"]);
  const notes = fields.notes();
  const stepId = fields.id("stepId");
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal, onboarding, sponsorId } = state;
  const isTheirs = isOneself(at.actor, principal.id) || (sponsorId !== undefined && isOneself(at.actor, sponsorId));
  if (!isTheirs && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", `the actor has no say in the first days of ${quote(principal.id)}`);
  }
  assertStatus(state, at.now, ["active", "suspended"], "complete a step");
  const step = onboarding?.steps.find(({ id }) => id === stepId);
  if (onboarding === undefined || step === undefined) {
    throw refusal("invalid_command", `${quote(principal.id)} has no step ${quote(stepId)} to complete`);
  }
  if (step.doneAt !== undefined) throw refusal("wrong_status", `the step ${quote(stepId)} is done already`);
  const steps = onboarding.steps.map((one) => (one === step ? { ...one, doneAt: at.now } : one));
  changes.put({ ...state, onboarding: { ...onboarding, steps } });
  changes.tell(
    draftEvent(at, {
      type: "onboarding.step_completed",
      action: "completeStep",
      subject: principal.id,
      notes,
      details: { stepId, left: steps.filter(({ doneAt }) => doneAt === undefined).length },
    }),
  );
  return changes.plan({});
}
