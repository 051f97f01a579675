import { quote } from "../../model/quote.js";
import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { assertForAnother, findTarget, isOneself, nameOf } from "./parties.js";

/** Notes that somebody asked how the first days went: their sponsor, or whoever administers them. */
export function* planCheckIn(given: CommandInputs["checkIn"], at: Situation): Planning<CommandResult<"checkIn">> {
  const fields = readCommand("checkIn", given, ["principalId"]);
  const notes = fields.notes();
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal, onboarding, sponsorId } = state;
  assertForAnother(at, principal.id, "checks in on");
  const isSponsor = sponsorId !== undefined && isOneself(at.actor, sponsorId);
  if (!isSponsor && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", `the actor has no say in the first days of ${quote(principal.id)}`);
  }
  if (onboarding === undefined) throw refusal("wrong_status", `${quote(principal.id)} has not begun yet`);
  if (onboarding.checkedInAt !== undefined) {
    throw refusal("wrong_status", `somebody has checked in on ${quote(principal.id)} already`);
  }
  changes.put({ ...state, onboarding: { ...onboarding, checkedInAt: at.now, checkedInBy: nameOf(at.actor) } });
  changes.tell(
    draftEvent(at, {
      type: "onboarding.checked_in",
      action: "checkIn",
      subject: principal.id,
      notes,
      details: { dueAt: onboarding.checkInDueAt },
    }),
  );
  return changes.plan({});
}
