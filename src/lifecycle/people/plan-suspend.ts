import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";
import { voidGiven, withNothingOpen } from "./void-given.js";

/**
 * Stops somebody at once, until they are reactivated. What they asked for is withdrawn, what they approved for others counts no
 * longer. A deputy who covers for them goes on: in their own name, and until the end that was agreed.
 */
export function* planSuspend(given: CommandInputs["suspend"], at: Situation): Planning<CommandResult<"suspend">> {
  const fields = readCommand("suspend", given, ["principalId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal } = state;
  assertForAnother(at, principal.id, "suspends");
  if (!mayAdminister(at, at.actor, state)) throw refusal("not_authorised", "the actor may not suspend this principal");
  assertStatus(state, at.now, ["active", "read_only"], "be suspended");
  changes.put({ ...withNothingOpen(state, at.now), principal: { ...principal, status: "suspended" } });
  changes.tell(
    draftEvent(at, {
      type: "principal.suspended",
      action: "suspend",
      subject: principal.id,
      notes,
      before: { status: principal.status },
      after: { status: "suspended" },
    }),
  );
  yield* voidGiven(at, changes, principal.id, "suspend", notes);
  return changes.plan({});
}
