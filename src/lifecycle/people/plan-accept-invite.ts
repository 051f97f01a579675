import type { AuditEvent } from "../../model/audit-event.js";
import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { type Finding, findEvents, findPrincipal, type Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { withoutToken } from "./invitation.js";
import { hashOfToken, principalOfToken } from "./invitation-token.js";
import { newOnboarding } from "./onboarding.js";
import { isActive } from "./parties.js";
import { wasErased } from "./was-erased.js";

const LONGEST_TOKEN = 2_000;

/**
 * Accepts an invitation, once: whoever has the token is the one who was invited. All that is wrong with a token is told in the
 * same words, but that it comes too late: that is told to whoever has the right one.
 */
export function* planAcceptInvite(
  given: CommandInputs["acceptInvite"],
  at: Situation,
): Planning<CommandResult<"acceptInvite">> {
  const fields = readCommand("acceptInvite", given, ["token"]);
  const notes = fields.notes();
  const invited = yield* findInvited(at, fields.text("token", LONGEST_TOKEN));
  const { principal, invitation } = invited;
  const accepted: PrincipalState = {
    ...invited,
    principal: { ...principal, status: "active" },
    invitation: { ...withoutToken(invitation), acceptedAt: at.now },
    onboarding: newOnboarding(at, invited),
  };
  const changes = new Changes();
  changes.put(accepted);
  changes.tell(
    // whoever has the token acts as who was invited
    draftEvent(
      at.actor.kind === "system" ? { ...at, actor: { kind: "principal", state: accepted, session: null } } : at,
      {
        type: "invitation.accepted",
        action: "acceptInvite",
        subject: principal.id,
        notes,
        before: { status: principal.status },
        after: { status: "active" },
        details: { invitedBy: invitation.invitedBy, checkInDueAt: accepted.onboarding?.checkInDueAt ?? at.now },
      },
    ),
  );
  return changes.plan({ principalId: principal.id });
}

type Invited = PrincipalState & { readonly invitation: NonNullable<PrincipalState["invitation"]> };

function* findInvited(at: Situation, token: string): Finding<Invited> {
  const id = principalOfToken(token);
  const state = id === undefined ? undefined : yield* findPrincipal(id);
  // hashes of secrets: how long it takes to compare them tells nothing about the secrets
  if (!isInvited(state) || state.invitation.tokenHash !== hashOfToken(token)) throw noInvitation();
  for (const inviter of yield* invitersOf(state)) {
    if (!(yield* standsBehind(at, inviter))) throw noInvitation();
  }
  const { validUntil } = state.principal;
  if (at.now >= state.invitation.expiresAt || (validUntil !== undefined && at.now >= toEpochMs(validUntil))) {
    throw refusal("expired", "the invitation has expired: ask for it to be sent again");
  }
  return state;
}

/** Who sent the link that works now: and, where an agent did, the human behind it. */
function* invitersOf({ principal, invitation }: Invited): Finding<readonly string[]> {
  const sent: AuditEvent[] = [];
  for (const action of ["invite", "resendInvite"]) sent.push(...(yield* findEvents(principal.id, 0, action)));
  const last = sent
    .filter(({ subject, data }) => subject === principal.id && data.outcome === "done")
    .reduce<AuditEvent | null>((one, other) => (one !== null && one.sequence > other.sequence ? one : other), null);
  const behind = last?.data.actor.onBehalfOf;
  return [invitation.invitedBy, ...(behind === undefined ? [] : [behind])];
}

/** An invitation by somebody who has left, was forgotten since, or whose account was stolen, is none. */
function* standsBehind(at: Situation, invitedBy: string): Finding<boolean> {
  const inviter = yield* findPrincipal(invitedBy);
  // of whom nothing is kept is a system, or was erased
  return inviter === undefined ? !(yield* wasErased(invitedBy)) : isActive(inviter.principal, at.now);
}

function isInvited(state: PrincipalState | undefined): state is Invited {
  return state?.principal.status === "invited" && state.invitation !== undefined;
}

function noInvitation(): Error {
  return refusal("invalid_token", "no open invitation has this token");
}
