import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { assertSponsor } from "./outsiders.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";

/** Lets somebody else answer for a guest or contractor. */
export function* planChangeSponsor(
  given: CommandInputs["changeSponsor"],
  at: Situation,
): Planning<CommandResult<"changeSponsor">> {
  const fields = readCommand("changeSponsor", given, ["principalId", "sponsorId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const sponsorId = fields.id("sponsorId");
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { id } = state.principal;
  assertForAnother(at, id, "chooses who answers for");
  if (!mayAdminister(at, at.actor, state)) throw refusal("not_authorised", "the actor may not change this sponsor");
  assertStatus(state, at.now, ["invited", "active", "suspended"], "get another sponsor");
  if (state.sponsorId === sponsorId) throw refusal("wrong_status", "this is their sponsor already");
  yield* assertSponsor(at, changes, id, sponsorId);
  changes.put({ ...state, sponsorId });
  changes.tell(
    draftEvent(at, {
      type: "principal.sponsor_changed",
      action: "changeSponsor",
      subject: id,
      concerns: [sponsorId, ...(state.sponsorId === undefined ? [] : [state.sponsorId])],
      notes,
      before: state.sponsorId === undefined ? {} : { sponsorId: state.sponsorId },
      after: { sponsorId },
    }),
  );
  return changes.plan({});
}
