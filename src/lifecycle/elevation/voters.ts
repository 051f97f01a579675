import type { AccessRequestState, PrincipalState } from "../../model/principal-state.js";
import { type Finding, findPrincipal } from "../plan.js";

/**
 * Who has approved a request, each once, and could still do so: never who asked, nor who stands behind them. Whoever was
 * suspended since, or lost what made them an approver, counts no more.
 *
 * @param ownerId - the id of the principal who asked
 * @param could - whether somebody could approve it now
 */
export function* countingVoters(
  request: AccessRequestState,
  ownerId: string,
  could: (state: PrincipalState) => boolean,
): Finding<readonly PrincipalState[]> {
  const voters: PrincipalState[] = [];
  for (const id of new Set(request.votes.flatMap(({ by, verdict }) => (verdict === "approve" ? [by] : [])))) {
    if (isBehind(request, ownerId, id)) continue;
    const state = yield* findPrincipal(id);
    if (state !== undefined && could(state)) voters.push(state);
  }
  return voters;
}

/** Whether somebody asked for it, or stands behind who did. */
export function isBehind({ onBehalfOf }: AccessRequestState, ownerId: string, principalId: string): boolean {
  return principalId === ownerId || principalId === onBehalfOf;
}
