import { toMilliseconds } from "../../model/duration.js";
import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { hasEnded } from "../live-assignments.js";
import { type Finding, findPrincipal } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import type { Change } from "./change.js";

/** Whether somebody is a guest or contractor by the settings: by kind, or by a role that is not over. */
export function isOutsider({ settings, governance, now }: Situation, state: PrincipalState): boolean {
  const { kinds = ["guest"], roles = [] } = settings.outsiders ?? {};
  if (kinds.includes(state.principal.kind)) return true;
  return state.assignments.some((assignment) => {
    if (assignment.role === undefined || hasEnded(assignment, now)) return false;
    const bundle = governance.basesOf(assignment.role);
    return roles.some((role) => bundle.has(role));
  });
}

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
    if (isNew || before.sponsorId !== after.sponsorId) yield* checkSponsor(after, changes);
    else if (after.sponsorId === undefined && isRaised) throw missingSponsor(id);
  }
}

function checkLength({ settings, now }: Situation, id: string, end: number): void {
  const most = settings.outsiders?.maxDuration ?? "365d";
  if (end - now <= toMilliseconds(most)) return;
  throw refusal(
    "too_long",
    `principal ${quote(id)} is a guest or contractor: at most ${JSON.stringify(most)} from now`,
  );
}

function* checkSponsor({ principal, sponsorId }: PrincipalState, changes: readonly Change[]): Finding<void> {
  const { id } = principal;
  if (sponsorId === undefined) throw missingSponsor(id);
  if (sponsorId === id) throw refusal("sponsor_required", `principal ${quote(id)} cannot be their own sponsor`);
  const changed = changes.find((change) => change.id === sponsorId);
  const sponsor = changed === undefined ? yield* findPrincipal(sponsorId) : changed.after;
  if (sponsor?.principal.status === "active") return;
  throw refusal("sponsor_required", `the sponsor ${quote(sponsorId)} of ${quote(id)} is nobody who is active`);
}

function missingSponsor(id: string): Error {
  return refusal("sponsor_required", `principal ${quote(id)} is a guest or contractor: say who answers for them`);
}
