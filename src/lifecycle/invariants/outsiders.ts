import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { lengthSetting } from "../people/length-setting.js";
import { isOutsider } from "../people/outsiders.js";
import { isActive } from "../people/parties.js";
import { type Finding, findPrincipal } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import type { Change } from "./change.js";

/** Guests and contractors have an end, not too far off, and a sponsor who is somebody else: whatever a plan gives them. */
export function* checkOutsiders(changes: readonly Change[], at: Situation): Finding<void> {
  for (const { before, after, raised } of changes) {
    if (after === undefined || after.principal.status === "deactivated" || !isOutsider(at, after)) continue;
    const { id, validUntil } = after.principal;
    const isNew = before === undefined || !isOutsider(at, before) || before.principal.status === "deactivated";
    const isRaised = isNew || raised.length > 0 || before.principal.status !== after.principal.status;
    const end = validUntil === undefined ? Number.NaN : toEpochMs(validUntil);
    if (Number.isNaN(end) && (isRaised || before.principal.validUntil !== undefined)) {
      throw refusal("end_required", `principal ${quote(id)} is a guest or contractor: say until when`);
    }
    if (isNew || !Object.is(toEpochMs(before.principal.validUntil), end)) checkLength(at, id, end);
    if (isNew || before.sponsorId !== after.sponsorId) yield* checkSponsor(after, changes, at);
    else if (after.sponsorId === undefined && isRaised) throw missingSponsor(id);
  }
}

function checkLength({ settings, now }: Situation, id: string, end: number): void {
  const most = settings.outsiders?.maxDuration ?? "365d";
  if (end - now <= lengthSetting("outsiders.maxDuration", most, "365d")) return;
  throw refusal(
    "too_long",
    `principal ${quote(id)} is a guest or contractor: at most ${JSON.stringify(most)} from now`,
  );
}

function* checkSponsor(
  { principal, sponsorId }: PrincipalState,
  changes: readonly Change[],
  at: Situation,
): Finding<void> {
  const { id } = principal;
  if (sponsorId === undefined) throw missingSponsor(id);
  if (sponsorId === id) throw refusal("sponsor_required", `principal ${quote(id)} cannot be their own sponsor`);
  const changed = changes.find((change) => change.id === sponsorId);
  const sponsor = changed === undefined ? yield* findPrincipal(sponsorId) : changed.after;
  if (sponsor !== undefined && isActive(sponsor.principal, at.now) && !isOutsider(at, sponsor)) return;
  throw refusal("sponsor_required", `${quote(sponsorId)} cannot answer for ${quote(id)}: active staff can`);
}

function missingSponsor(id: string): Error {
  return refusal("sponsor_required", `principal ${quote(id)} is a guest or contractor: say who answers for them`);
}
