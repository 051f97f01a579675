import { own } from "../compile/own.js";
import { toEpochMs } from "../model/instant.js";
import type { Principal } from "../model/principal.js";
import type { Session } from "../model/session.js";
import { INACTIVE, REVOKED, type Verdict } from "./verdict.js";
import { standing } from "./window.js";

/** Steps 2 and 3 of a decision, which look at no record: what they let through. */
export type Gate = "open" | "reading" | "inactive" | "revoked" | "reading_revoked";

/** Settles steps 2 and 3 for a party. */
export function gateOf(principal: Principal, session: Session | null, now: number): Gate {
  if (standing(principal.validFrom, principal.validUntil, now) !== "inside") return "inactive";
  const revoked = isRevoked(principal, session, now);
  if (principal.status === "active") return revoked ? "revoked" : "open";
  if (principal.status === "read_only") return revoked ? "reading_revoked" : "reading";
  return "inactive";
}

/** A session counts only if it was authenticated since `sessionsValidFrom`; a service may go without one. */
function isRevoked(principal: Principal, session: Session | null, now: number): boolean {
  if (principal.sessionsValidFrom === undefined) return false;
  const limit = toEpochMs(principal.sessionsValidFrom);
  if (Number.isNaN(limit)) return true;
  const at = authenticatedAt(session, now);
  return at === undefined ? principal.kind !== "service" : at < limit;
}

/** When the session was authenticated, in epoch ms; a fact dated after now does not count yet (S24). */
export function authenticatedAt(session: Session | null, now: number): number | undefined {
  return pastInstant(own(session, "authenticatedAt"), now);
}

/** An instant that has come, or `undefined`. */
export function pastInstant(value: unknown, now: number): number | undefined {
  const at = toEpochMs(value);
  return at <= now ? at : undefined;
}

/** What the gate says of an action, or `null` where it lets it through. */
export function stoppedBy(gate: Gate, action: { readonly isReadOnly: boolean }): Verdict | null {
  switch (gate) {
    case "open":
      return null;
    case "inactive":
      return INACTIVE;
    case "revoked":
      return REVOKED;
    case "reading":
      return action.isReadOnly ? null : INACTIVE;
    case "reading_revoked":
      return action.isReadOnly ? REVOKED : INACTIVE;
  }
}
