import { type Duration, toMilliseconds } from "../../model/duration.js";
import { toEpochMs } from "../../model/instant.js";
import type { Principal } from "../../model/principal.js";
import type { Session } from "../../model/session.js";

/** Whether now is at or after `from` and before `until`, where they are given (S23); a fraction of a millisecond is none. */
export function isInside(from: unknown, until: unknown, now: number): boolean {
  return (
    (from === undefined || now >= Math.floor(toEpochMs(from))) &&
    (until === undefined || now < Math.floor(toEpochMs(until)))
  );
}

/** Step 2: whether the principal is live for this action. */
export function isPrincipalLive(principal: Principal, isReadOnlyAction: boolean, now: number): boolean {
  if (!isInside(principal.validFrom, principal.validUntil, now)) return false;
  return principal.status === "active" || (principal.status === "read_only" && isReadOnlyAction);
}

/** Step 3: whether the session stands. A fact dated after now does not count yet (S24). */
export function isSessionStanding(principal: Principal, session: Session | null, now: number): boolean {
  if (principal.sessionsValidFrom === undefined) return true;
  const validFrom = toEpochMs(principal.sessionsValidFrom);
  if (Number.isNaN(validFrom)) return false;
  const authenticatedAt = toEpochMs(session?.authenticatedAt);
  if (Number.isNaN(authenticatedAt) || authenticatedAt > now) return principal.kind === "service";
  return authenticatedAt >= validFrom;
}

/** S24, S27: whether a fact is not of the future, and now is before its end. */
export function isRecent(at: unknown, within: Duration | undefined, now: number): boolean {
  const instant = toEpochMs(at);
  return instant <= now && (within === undefined || now < instant + toMilliseconds(within));
}
