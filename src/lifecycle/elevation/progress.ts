import type { AccessRequestState, PrincipalState, RequestVote, WantedApproval } from "../../model/principal-state.js";
import type { Finding } from "../plan.js";
import type { Situation } from "../situation.js";
import { couldApprove, couldApproveAction } from "./approvers.js";
import { countingVoters } from "./voters.js";

/** How far a request has come. */
export interface Progress {
  /** Who has approved it, and counts. */
  readonly voters: readonly PrincipalState[];
  /** How many more are needed at the least. */
  readonly missing: number;
}

/** Counts the votes for a request anew: an approver who was suspended, or lost the role, counts no more. */
export function* progressOf(at: Situation, request: AccessRequestState, ownerId: string): Finding<Progress> {
  const voters = yield* countingVoters(request, ownerId, (state) => couldApprove(at, request, state));
  return { voters, missing: missingOf(at, request, voters) };
}

/** How many more approvals a request needs at the least, if these have approved it. */
export function missingOf(at: Situation, request: AccessRequestState, voters: readonly PrincipalState[]): number {
  const { wanted, needed } = request;
  if (wanted.kind === "role") return Math.max(0, needed - voters.length);
  const { approvals = [] } = wanted;
  // what needs nobody's approval is not approved either
  if (approvals.length === 0) return Number.POSITIVE_INFINITY;
  const open = approvals.map((required) => {
    const counting = voters.filter(
      (state) =>
        couldApproveAction(at, wanted, required, state) &&
        request.votes.some((vote) => vote.by === state.principal.id && isFresh(at, required, vote)),
    );
    return required.count - counting.length;
  });
  return Math.max(0, ...open);
}

/** Whether an approval has not been given too long ago. */
export function isFresh({ now }: Situation, { withinMs }: WantedApproval, { at, verdict }: RequestVote): boolean {
  return verdict === "approve" && (withinMs === undefined || now < at + withinMs);
}
