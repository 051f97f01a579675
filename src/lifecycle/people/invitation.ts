import { toEpochMs } from "../../model/instant.js";
import type { Principal } from "../../model/principal.js";
import type { Invitation } from "../../model/principal-state.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { type InvitationToken, invitationToken } from "./invitation-token.js";
import { lengthSetting } from "./length-setting.js";
import { nameOf } from "./parties.js";

/**
 * A new invitation by the actor, and its token, which is told once.
 *
 * @param length - how long its link works, in milliseconds; as the settings say, if not given
 * @throws CommandRefusedError `too_long`
 */
export function newInvitation(
  at: Situation,
  { id, validUntil }: Pick<Principal, "id" | "validUntil">,
  length: number | undefined,
): { readonly invitation: Invitation; readonly token: InvitationToken["token"] } {
  const { expiresIn, maxExpiresIn } = at.settings.invitations ?? {};
  const most = lengthSetting("invitations.maxExpiresIn", maxExpiresIn, "30d");
  const usual = lengthSetting("invitations.expiresIn", expiresIn, "7d");
  if (length !== undefined && length > most) {
    throw refusal("too_long", "the link would work longer than the settings allow");
  }
  const end = at.now + (length ?? Math.min(usual, most));
  const { token, tokenHash } = invitationToken(id, at.newId());
  return {
    token,
    invitation: {
      tokenHash,
      invitedBy: nameOf(at.actor),
      invitedAt: at.now,
      expiresAt: validUntil === undefined ? end : Math.min(end, toEpochMs(validUntil)),
    },
  };
}

/** An invitation whose link is dead: nothing is kept of its token any more. */
export function withoutToken({ tokenHash: _, ...invitation }: Invitation): Invitation {
  return invitation;
}
