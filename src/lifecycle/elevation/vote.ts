import type { AccessRequestState, PrincipalState, RequestVote } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { type Notes, readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { assertReason, isActive } from "../people/parties.js";
import type { Plan, Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { actingPerson, ownState } from "./acting.js";
import { couldApprove } from "./approvers.js";
import { type FoundRequest, findOpenRequest, withRequest } from "./kept-requests.js";
import { isFresh, progressOf } from "./progress.js";
import { requestFacts } from "./request-facts.js";
import { settled } from "./settle.js";
import { isBehind } from "./voters.js";

/** Says yes to a request; the last yes that is needed settles it. */
export function* approve(input: CommandInputs["approve"], at: Situation): Planning<CommandResult<"approve">> {
  const fields = readCommand("approve", input, ["requestId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const found = yield* findOpenRequest(fields, at);
  const voter = yield* ownState(actingPerson(at));
  assertMayVote(at, found, voter);
  const { owner } = found;
  if (!isActive(owner.principal, at.now)) {
    throw refusal("wrong_status", `principal ${quote(owner.principal.id)}, who asked, is not active`);
  }
  const request = withVote(found.request, at, voter, "approve", notes);
  const { voters, missing } = yield* progressOf(at, request, owner.principal.id);
  if (missing === 0) return settled(at, { owner, request }, voters, notes);
  return {
    ...voted(at, { owner, request }, "request.voted", "approve", notes),
    result: { status: "open", missing },
  };
}

/** Says no to a request: one no of somebody who could approve it ends it. */
export function* reject(input: CommandInputs["reject"], at: Situation): Planning<CommandResult<"reject">> {
  const fields = readCommand("reject", input, ["requestId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const found = yield* findOpenRequest(fields, at);
  const voter = yield* ownState(actingPerson(at));
  assertMayVote(at, found, voter);
  const request: AccessRequestState = {
    ...withVote(found.request, at, voter, "reject", notes),
    status: "rejected",
    settledAt: at.now,
  };
  return voted(at, { owner: found.owner, request }, "request.rejected", "reject", notes);
}

/** Takes a request back: by who asked. */
export function* withdraw(input: CommandInputs["withdraw"], at: Situation): Planning<CommandResult<"withdraw">> {
  const fields = readCommand("withdraw", input, ["requestId"]);
  const notes = fields.notes();
  const { owner, request } = yield* findOpenRequest(fields, at);
  const actor = at.actor.kind === "principal" ? at.actor.state.principal.id : undefined;
  if (actor !== owner.principal.id) {
    throw refusal("not_authorised", "a request is withdrawn by who made it; others reject it");
  }
  const withdrawn: AccessRequestState = { ...request, status: "withdrawn", settledAt: at.now };
  return voted(at, { owner, request: withdrawn }, "request.withdrawn", "withdraw", notes);
}

/** @throws CommandRefusedError `not_for_oneself`, `not_authorised`, `wrong_status` */
function assertMayVote(at: Situation, { owner, request }: FoundRequest, voter: PrincipalState): void {
  const { id } = voter.principal;
  if (isBehind(request, owner.principal.id, id)) {
    throw refusal("not_for_oneself", "nobody approves or rejects what they asked for themselves");
  }
  if (!couldApprove(at, request, voter)) {
    throw refusal("not_authorised", "the actor holds no authority to approve this");
  }
  if (request.votes.some((vote) => vote.by === id && stillCounts(at, request, vote))) {
    throw refusal("wrong_status", "nobody votes twice");
  }
}

/** A yes that has lost its effect with time may be given again. */
function stillCounts(at: Situation, { wanted }: AccessRequestState, vote: RequestVote): boolean {
  if (wanted.kind === "role") return true;
  return (wanted.approvals ?? []).every((required) => isFresh(at, required, vote));
}

function withVote(
  request: AccessRequestState,
  { now }: Situation,
  { principal }: PrincipalState,
  verdict: RequestVote["verdict"],
  { reason }: Notes,
): AccessRequestState {
  const vote = { by: principal.id, at: now, verdict, ...(reason === undefined ? {} : { reason }) };
  return { ...request, votes: [...request.votes, vote] };
}

function voted(
  at: Situation,
  { owner, request }: FoundRequest,
  type: string,
  action: "approve" | "reject" | "withdraw",
  notes: Notes,
): Plan<Readonly<Record<never, never>>> {
  return {
    put: [withRequest(owner, request, at)],
    events: [draftEvent(at, { type, action, subject: owner.principal.id, notes, ...requestFacts(request) })],
    result: {},
  };
}
