import { own } from "../../compile/own.js";
import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import type { CommandName } from "../command.js";
import type { Notes } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { type Finding, findEvents } from "../plan.js";
import type { Situation } from "../situation.js";
import type { Changes } from "./changes.js";
import { lengthSetting } from "./length-setting.js";
import { canSponsor } from "./outsiders.js";
import { statusOf } from "./parties.js";

/** The commands that make somebody a sponsor. */
const SPONSORING: readonly CommandName[] = ["invite", "changeSponsor", "applyIdentity", "offboard"];

/**
 * Sees to the guests of a sponsor who leaves: whoever takes over answers for them too, if they can; otherwise a new sponsor is
 * asked for, and without one the guests' time ends after a grace.
 *
 * @param leavesAt - epoch ms
 */
export function* leaveGuests(
  at: Situation,
  changes: Changes,
  sponsorId: string,
  leavesAt: number,
  successor: PrincipalState | undefined,
  notes: Notes,
  command: CommandName = "offboard",
): Finding<void> {
  const heir = successor !== undefined && canSponsor(at, successor) ? successor.principal.id : undefined;
  const end = leavesAt + lengthSetting("outsiders.sponsorGrace", at.settings.outsiders?.sponsorGrace, "14d");
  for (const id of yield* guestsOf(sponsorId)) {
    const guest = yield* changes.find(id);
    if (guest?.sponsorId !== sponsorId || statusOf(guest, at.now) === "deactivated") continue;
    if (heir !== undefined && heir !== id) {
      changes.follow({ ...guest, sponsorId: heir });
      const event = { type: "principal.sponsor_changed", before: { sponsorId }, after: { sponsorId: heir } };
      changes.tell(draftEvent(at, { ...event, action: command, subject: id, concerns: [sponsorId, heir], notes }));
    } else {
      const { principal } = guest;
      const validUntil = Math.min(end, principal.validUntil === undefined ? end : toEpochMs(principal.validUntil));
      changes.follow({ ...guest, principal: { ...principal, validUntil } });
      const details = { sponsorId, validUntil };
      const event = { type: "principal.sponsor_required", action: command, severity: "notice", details } as const;
      changes.tell(draftEvent(at, { ...event, subject: id, concerns: [sponsorId], notes }));
    }
  }
}

/** Found by the events that made them guests of this sponsor: nobody is scanned for it. */
function* guestsOf(sponsorId: string): Finding<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const action of SPONSORING) {
    for (const { subject, data } of yield* findEvents(sponsorId, 0, action)) {
      if (subject !== undefined && own(data.after, "sponsorId") === sponsorId) ids.add(subject);
    }
  }
  return ids;
}
