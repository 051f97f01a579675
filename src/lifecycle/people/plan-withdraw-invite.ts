import type { PrincipalState } from "../../model/principal-state.js";
import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { assignmentFacts } from "./facts.js";
import { withoutToken } from "./invitation.js";
import { assertStatus, findTarget, isOneself } from "./parties.js";

/** Takes an invitation back that was not accepted yet: by who sent it, or administers whom it is for. */
export function* planWithdrawInvite(
  given: CommandInputs["withdrawInvite"],
  at: Situation,
): Planning<CommandResult<"withdrawInvite">> {
  const fields = readCommand("withdrawInvite", given, ["principalId"]);
  const notes = fields.notes();
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal, invitation, assignments } = state;
  assertStatus(state, at.now, ["invited"], "have an invitation withdrawn");
  if (!isInviter(at, state) && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", "the actor may not withdraw this invitation");
  }
  changes.put({
    ...state,
    principal: { ...principal, status: "deactivated" },
    assignments: [],
    ...(invitation === undefined ? {} : { invitation: { ...withoutToken(invitation), withdrawnAt: at.now } }),
  });
  changes.tell(
    draftEvent(at, {
      type: "invitation.withdrawn",
      action: "withdrawInvite",
      subject: principal.id,
      notes,
      before: { status: principal.status, assignments: assignments.map(assignmentFacts) },
      after: { status: "deactivated", assignments: [] },
    }),
  );
  return changes.plan({});
}

function isInviter(at: Situation, { invitation }: PrincipalState): boolean {
  const { actor } = at;
  // the name of a system may be the id of a principal: they are not the same
  return actor.kind === "principal" && invitation !== undefined && isOneself(actor, invitation.invitedBy);
}
