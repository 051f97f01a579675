import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { newInvitation } from "./invitation.js";
import { assertForAnother, assertStatus, findTarget } from "./parties.js";
import { assertMayInvite } from "./plan-invite.js";

/** Sends an invitation again, by whoever may invite so: the token from before is dead. */
export function* planResendInvite(
  given: CommandInputs["resendInvite"],
  at: Situation,
): Planning<CommandResult<"resendInvite">> {
  const fields = readCommand("resendInvite", given, ["principalId", "linkExpiresIn"]);
  const notes = fields.notes();
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal } = state;
  assertForAnother(at, principal.id, "invites");
  assertMayInvite(at, state);
  assertStatus(state, at.now, ["invited"], "be invited again");
  const { invitation, token } = newInvitation(at, principal, fields.optionalDuration("linkExpiresIn"));
  changes.put({ ...state, invitation });
  changes.tell(
    draftEvent(at, {
      type: "invitation.resent",
      action: "resendInvite",
      subject: principal.id,
      notes,
      before: state.invitation === undefined ? {} : { linkExpiresAt: state.invitation.expiresAt },
      after: { linkExpiresAt: invitation.expiresAt },
    }),
  );
  return changes.plan({ token });
}
