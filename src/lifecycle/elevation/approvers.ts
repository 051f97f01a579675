import { isDistinct, peopleIn } from "../../decide/requirements/approval.js";
import type { AccessRequestState, PrincipalState, WantedAction, WantedApproval } from "../../model/principal-state.js";
import { couldHandOutUntil, grantorRoles } from "../authority.js";
import { type Finding, findHolders } from "../plan.js";
import type { Situation } from "../situation.js";
import { holdsRoleOn } from "./holds-role.js";
import { isBehind } from "./voters.js";

/** Whether somebody could approve a request now, for any part of it; whoever asked is left out elsewhere. */
export function couldApprove(at: Situation, { wanted }: AccessRequestState, state: PrincipalState): boolean {
  return wanted.kind === "role"
    ? couldHandOutUntil(at, state, wanted) !== undefined
    : (wanted.approvals ?? []).some((required) => couldApproveAction(at, wanted, required, state));
}

/**
 * Whether somebody could give one of the approvals that an action needs: holds the role on the record, as it stands and as it
 * would become, and is none of the people whom the record names.
 */
export function couldApproveAction(
  at: Situation,
  { type, action, seen, changes }: WantedAction,
  { by, distinctFrom = [] }: WantedApproval,
  state: PrincipalState,
): boolean {
  const next = action === "create" ? null : (changes ?? null);
  const records = next === null ? [seen] : [seen, { ...seen, ...next }];
  return (
    holdsRoleOn(at, state, by, type, records) &&
    distinctFrom.every((field) =>
      peopleIn({ record: seen, changes: next }, field).every((people) => isDistinct(state.principal.id, people)),
    )
  );
}

/** Everybody who could approve a request now, for any part of it. */
export function* approversOf(
  at: Situation,
  request: AccessRequestState,
  ownerId: string,
): Finding<readonly PrincipalState[]> {
  const found = new Map<string, PrincipalState>();
  for (const role of rolesThatApprove(at, request)) {
    for (const state of yield* findHolders(role)) {
      const { id } = state.principal;
      if (!isBehind(request, ownerId, id) && couldApprove(at, request, state)) found.set(id, state);
    }
  }
  return [...found.values()];
}

/** The roles of which one is needed: nobody else has to be looked up. */
function rolesThatApprove(at: Situation, { wanted }: AccessRequestState): ReadonlySet<string> {
  return wanted.kind === "role"
    ? new Set(grantorRoles(at, wanted))
    : new Set((wanted.approvals ?? []).flatMap(({ by }) => [...at.governance.fullyExtendedBy(by)]));
}
