import { toEpochMs } from "../model/instant.js";
import type { PrincipalState } from "../model/principal-state.js";
import { hasEnded } from "./live-assignments.js";

/** What is over is kept for so long, for whoever looks at a state; the audit tells of it for ever. 90 days, in milliseconds. */
const KEPT_MS = 90 * 86_400_000;

/**
 * A state without what has been over for long: assignments, requests, approvals, logins, and emergencies that were reviewed.
 * States are read as a whole, and what is activated every day would make them grow for ever.
 *
 * @param now - epoch ms
 */
export function withoutRemains(state: PrincipalState, now: number): PrincipalState {
  const isRecent = (end: unknown) => !(toEpochMs(end) + KEPT_MS <= now);
  const { assignments, requests, approvals, logins, emergencies } = state;
  return {
    ...state,
    assignments: assignments.filter((it) => !hasEnded(it, now) || isRecent(it.validUntil)),
    requests: requests.filter(({ status, settledAt, expiresAt }) =>
      isRecent(status === "open" ? expiresAt : (settledAt ?? expiresAt)),
    ),
    approvals: approvals.filter(({ validUntil }) => isRecent(validUntil)),
    ...(logins === undefined ? {} : { logins: logins.filter(({ until }) => isRecent(until)) }),
    ...(emergencies === undefined
      ? {}
      : { emergencies: emergencies.filter(({ review }) => review === undefined || isRecent(review.at)) }),
  };
}
