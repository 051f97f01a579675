import type { PrincipalState } from "../../model/principal-state.js";
import { mayReinstate } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { principalFacts } from "./facts.js";
import { assertForAnother, assertSaidWhy, assertStatus, findTarget } from "./parties.js";
import { sessionsEnded } from "./sessions-ended.js";

/** Ends a lock-down: back to the status from before it. What was void stays void, and sessions stay dead. */
export function* planUnlock(given: CommandInputs["unlock"], at: Situation): Planning<CommandResult<"unlock">> {
  const fields = readCommand("unlock", given, ["principalId"]);
  const notes = fields.notes();
  assertSaidWhy(notes.reason);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal } = state;
  assertForAnother(at, principal.id, "unlocks");
  const { lockDown, ...rest } = state;
  if (lockDown === undefined) throw refusal("wrong_status", "the account is not locked down");
  assertStatus(state, at.now, ["suspended"], "be unlocked");
  const after: PrincipalState = {
    ...rest,
    principal: { ...sessionsEnded(principal, at.now), status: lockDown.statusBefore },
  };
  if (!mayReinstate(at, at.actor, after)) throw refusal("not_authorised", "the actor may not unlock this account");
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "principal.unlocked",
      action: "unlock",
      subject: principal.id,
      notes,
      before: principalFacts(state),
      after: principalFacts(after),
      severity: "notice",
      details: { lockedAt: lockDown.at },
    }),
  );
  return changes.plan({});
}
