import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { principalFacts } from "./facts.js";
import { findTarget, isOneself } from "./parties.js";
import { sessionsEnded } from "./sessions-ended.js";

/** Logs somebody out everywhere: oneself, or whoever one administers. */
export function* planEndSessions(
  given: CommandInputs["endSessions"],
  at: Situation,
): Planning<CommandResult<"endSessions">> {
  const fields = readCommand("endSessions", given, ["principalId"]);
  const notes = fields.notes();
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal } = state;
  if (!isOneself(at.actor, principal.id) && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", "the actor may not end these sessions");
  }
  const after = { ...state, principal: sessionsEnded(principal, at.now) };
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "sessions.ended",
      action: "endSessions",
      subject: principal.id,
      notes,
      before: principalFacts(state),
      after: principalFacts(after),
    }),
  );
  return changes.plan({});
}
