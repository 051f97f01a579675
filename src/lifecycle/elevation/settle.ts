import type { Approval } from "../../model/approval.js";
import { toMilliseconds } from "../../model/duration.js";
import type {
  AccessRequestState,
  HeldAssignment,
  PrincipalState,
  RequestVote,
  WantedAction,
  WantedRole,
} from "../../model/principal-state.js";
import { couldHandOutUntil } from "../authority.js";
import type { CommandResult } from "../command.js";
import type { Notes } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { assignmentFacts } from "../people/facts.js";
import { checkedAssignment } from "../people/new-assignment.js";
import { nameOf } from "../people/parties.js";
import type { Plan } from "../plan.js";
import type { Situation } from "../situation.js";
import { couldApproveAction } from "./approvers.js";
import { type FoundRequest, withRequest } from "./kept-requests.js";
import { isFresh } from "./progress.js";
import { requestFacts } from "./request-facts.js";

/** Gives what enough people have approved: a dated assignment, or an approval of each for one action. */
export function settled(
  at: Situation,
  { owner, request }: FoundRequest,
  voters: readonly PrincipalState[],
  notes: Notes,
): Plan<CommandResult<"approve">> {
  const approved: AccessRequestState = { ...request, status: "approved", settledAt: at.now };
  const subject = owner.principal.id;
  const { wanted } = request;
  const approvedBy = voters.map(({ principal }) => principal.id);
  const told = requestFacts(approved);
  const events = [
    draftEvent(at, {
      type: "request.approved",
      action: "approve",
      subject,
      concerns: approvedBy,
      notes,
      ...told,
      details: { ...told.details, approvedBy },
    }),
  ];
  const result = { status: "approved", missing: 0 } as const;
  if (wanted.kind === "action") {
    const given = approvalsOf(at, owner, approved, wanted, voters);
    const next = { ...owner, approvals: [...owner.approvals, ...given] };
    return { put: [withRequest(next, approved, at)], events, result };
  }
  const assignment = assignmentOf(at, approved, wanted, voters);
  events.push(
    draftEvent(at, {
      type: "assignment.created",
      action: "approve",
      subject,
      notes,
      after: assignmentFacts(assignment),
      details: { assignmentId: assignment.id, requestId: request.id },
    }),
  );
  const next = { ...owner, assignments: [...owner.assignments, assignment] };
  return { put: [withRequest(next, approved, at)], events, result };
}

/** From now on for as long as was asked, and no longer than the role, and the authority of each approver, lasts. */
function assignmentOf(
  at: Situation,
  request: AccessRequestState,
  wanted: WantedRole,
  voters: readonly PrincipalState[],
): HeldAssignment {
  const { role, scope, durationMs } = wanted;
  const most = at.governance.role(role)?.maxDuration;
  const ends = [
    at.now + durationMs,
    ...(most === undefined ? [] : [at.now + toMilliseconds(most)]),
    ...voters.map((voter) => couldHandOutUntil(at, voter, wanted) ?? at.now),
  ];
  return checkedAssignment(
    at,
    {
      id: at.newId(),
      role,
      ...(scope === undefined ? {} : { scope }),
      validFrom: at.now,
      validUntil: Math.min(...ends),
      grantedBy: nameOf(at.actor),
      reason: request.reason,
    },
    { grantedAt: at.now, origin: { kind: "request", requestId: request.id } },
  );
}

/** One approval by each voter, dated by their vote: for this action, on this record as it was seen, with these changes. */
function approvalsOf(
  at: Situation,
  owner: PrincipalState,
  request: AccessRequestState,
  wanted: WantedAction,
  voters: readonly PrincipalState[],
): readonly Approval[] {
  const { action, type, recordId, changes, seen } = wanted;
  return voters.flatMap((voter) => {
    const vote = lastVote(request, voter);
    const met = (wanted.approvals ?? []).filter(
      (required) =>
        vote !== undefined && isFresh(at, required, vote) && couldApproveAction(at, wanted, required, voter),
    );
    if (vote === undefined || met.length === 0) return [];
    const lasts = met.map(({ withinMs }) => withinMs ?? Number.POSITIVE_INFINITY);
    const validUntil = vote.at + Math.max(...lasts);
    return [
      {
        id: at.newId(),
        by: voter.principal.id,
        principal: owner.principal.id,
        action,
        type,
        ...(recordId === undefined ? {} : { recordId }),
        ...(changes === undefined ? {} : { changes }),
        seen,
        at: vote.at,
        ...(validUntil === Number.POSITIVE_INFINITY ? {} : { validUntil }),
      },
    ];
  });
}

function lastVote({ votes }: AccessRequestState, { principal }: PrincipalState): RequestVote | undefined {
  return votes.filter((vote) => vote.by === principal.id && vote.verdict === "approve").at(-1);
}
