import { own } from "../../compile/own.js";
import type { AccessRequestState, PrincipalState } from "../../model/principal-state.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { draftEvent } from "../draft-event.js";
import { lengthSetting } from "../people/length-setting.js";
import { assertSaidWhy } from "../people/parties.js";
import type { Planning } from "../plan.js";
import type { PrincipalActor, Situation } from "../situation.js";
import { actingPrincipal, ownState } from "./acting.js";
import { approversOf } from "./approvers.js";
import { assertRoomFor, withRequest } from "./kept-requests.js";
import { missingOf } from "./progress.js";
import { requestFacts } from "./request-facts.js";
import { newRequestId } from "./request-id.js";
import { wantedAction } from "./wanted-action.js";
import { wantedRole } from "./wanted-role.js";

/** Asks for a role for a while, or for one action on one record, and tells who could approve it. */
export function* requestAccess(
  input: CommandInputs["requestAccess"],
  at: Situation,
): Planning<CommandResult<"requestAccess">> {
  const actor = actingPrincipal(at);
  const state = yield* ownState(actor);
  const { notes, wanted, needed } = isForRole(input)
    ? wantedRole(input, state, at)
    : wantedAction(input, actor, state, at);
  assertSaidWhy(notes.reason);
  assertRoomFor(state, at);
  const asked = opened(at, actor, { wanted, needed, reason: notes.reason });
  const approvers = yield* approversOf(at, asked, state.principal.id);
  // too few of them are none: it could never be settled
  const isOpen = missingOf(at, withVotesOf(asked, approvers, at), approvers) === 0;
  const request: AccessRequestState = isOpen ? asked : { ...asked, status: "unapprovable", settledAt: at.now };
  const ids = approvers.map(({ principal }) => principal.id).sort();
  return {
    put: [withRequest(state, request, at)],
    events: [
      draftEvent(at, {
        type: isOpen ? "request.opened" : "request.unapprovable",
        action: "requestAccess",
        subject: state.principal.id,
        notes,
        ...requestFacts(request),
        details: { ...requestFacts(request).details, approvers: ids.slice(0, 50), approverCount: ids.length },
      }),
    ],
    result: { requestId: request.id, status: isOpen ? "open" : "unapprovable", approvers: ids },
  };
}

function isForRole(input: CommandInputs["requestAccess"]): boolean {
  return own(input, "action") === undefined && own(input, "type") === undefined;
}

function opened(
  at: Situation,
  { state, onBehalfOf }: PrincipalActor,
  facts: Pick<AccessRequestState, "wanted" | "needed" | "reason">,
): AccessRequestState {
  const open = lengthSetting("requests.expiresIn", at.settings.requests?.expiresIn, "3d");
  return {
    id: newRequestId(at, state.principal.id),
    status: "open",
    ...facts,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: onBehalfOf.state.principal.id }),
    at: at.now,
    expiresAt: at.now + open,
    votes: [],
  };
}

/** As if everybody who could had approved. */
function withVotesOf(
  request: AccessRequestState,
  approvers: readonly PrincipalState[],
  { now }: Situation,
): AccessRequestState {
  const votes = approvers.map(({ principal }) => ({ by: principal.id, at: now, verdict: "approve" }) as const);
  return { ...request, votes };
}
