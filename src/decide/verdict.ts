import type { DenyReason, Outcome } from "../model/decision.js";

/**
 * How one field of one request is settled for one party: the step that settled it, so that of several answers the
 * smallest is the strictest and the greatest the best (S8, S9).
 */
export type Verdict = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export const INDETERMINATE: Verdict = 1;
export const INACTIVE: Verdict = 2;
export const REVOKED: Verdict = 3;
export const FORBIDDEN: Verdict = 4;
export const NO_GRANT: Verdict = 5;
export const UNMET: Verdict = 6;
export const CHALLENGED: Verdict = 7;
export const ALLOWED: Verdict = 8;

/** The outcome that a verdict comes to. */
export function outcomeOf(verdict: Verdict): Outcome {
  if (verdict === ALLOWED) return "allow";
  return verdict === CHALLENGED ? "challenge" : "deny";
}

/** The reasons of verdicts that deny, in the order of the steps that give them. */
export const DENY_REASONS: readonly DenyReason[] = [
  "indeterminate",
  "principal_inactive",
  "session_revoked",
  "forbidden",
  "no_grant",
  "requirement_unmet",
];

/** The reason of a verdict that denies. */
export function reasonOf(verdict: Verdict): DenyReason {
  return DENY_REASONS[verdict - 1] ?? "indeterminate";
}

/** The stricter of two verdicts. */
export function strictest(left: Verdict, right: Verdict): Verdict {
  return left < right ? left : right;
}
