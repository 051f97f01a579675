import { own, readable } from "../../compile/own.js";
import { isSameId } from "../../decide/requirements/approval.js";
import type { Approval } from "../../model/approval.js";
import type { Decision, UnmetApproval } from "../../model/decision.js";
import type { JsonObject } from "../../model/json.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { Session } from "../../model/session.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { draftEvent } from "../draft-event.js";
import type { Finding, Planning } from "../plan.js";
import { findPrincipal } from "../plan.js";
import { CommandRefusedError } from "../refusal.js";
import type { Situation } from "../situation.js";
import { actingPrincipal, decided } from "./acting.js";
import { type RecordRequest, readRecordRequest } from "./wanted-request.js";

type RecordQuestion = RecordRequest["request"];

/**
 * Makes sure that a request is allowed, and uses up the approvals that serve one commit only (S30), in one commit: of two who
 * try at the same time only one gets through.
 *
 * @throws CommandRefusedError `policy`, with the decision, where it is not allowed
 */
export function* authorize(input: CommandInputs["authorize"], at: Situation): Planning<CommandResult<"authorize">> {
  const { fields, request } = readRecordRequest("authorize", input, ["fields"]);
  const { state: actor, session, onBehalfOf } = actingPrincipal(at);
  const parties = [yield* partyOf(actor, session, onBehalfOf?.state)];
  if (onBehalfOf !== undefined) parties.push(yield* partyOf(onBehalfOf.state, onBehalfOf.session, actor));
  const decisions = parties.map((party) => decided(at, party.state, party.session, request));
  // the earliest no counts; each side is decided for itself (S42)
  const refused =
    decisions.find(({ outcome }) => outcome === "deny") ?? decisions.find(({ outcome }) => outcome === "challenge");
  if (refused !== undefined && refused.outcome !== "allow") {
    throw new CommandRefusedError(
      "policy",
      `${quote(request.action)} of ${quote(request.type)} is not allowed`,
      refused,
    );
  }
  const used = parties.map((party) => usedUp(at, party, request));
  const put = parties.flatMap(({ kept }, index) => {
    const gone = used[index] ?? new Set();
    return gone.size === 0 ? [] : [{ ...kept, approvals: kept.approvals.filter((approval) => !gone.has(approval)) }];
  });
  const id = own(readable(request.record, ["id"]), "id");
  const subject = actor.principal.id;
  const approvals = used.flatMap((gone) => [...gone].map(({ id: approvalId, by }) => ({ id: approvalId, by })));
  return {
    put,
    events: [
      draftEvent(at, {
        type: "action.authorized",
        action: "authorize",
        subject,
        concerns: put.map(({ principal }) => principal.id),
        notes: fields.notes(),
        record: {
          type: request.type,
          ...(typeof id === "string" || Number.isSafeInteger(id) ? { id: id as string } : {}),
        },
        details: {
          authorized: request.action,
          approvals,
          ...(request.changes === undefined ? {} : { fields: Object.keys(request.changes) }),
        } as JsonObject,
      }),
    ],
    result: { validUntil: earliest(decisions) },
  };
}

/** One side of a request. */
interface Side {
  /** As it is kept. */
  readonly kept: PrincipalState;
  /** As it is decided: without approvals by the other side (S30). */
  readonly state: PrincipalState;
  readonly session: Session | null;
}

function* partyOf(state: PrincipalState, session: Session | null, other: PrincipalState | undefined): Finding<Side> {
  const kept = (yield* findPrincipal(state.principal.id)) ?? state;
  const approvals = kept.approvals.filter(({ by }) => by !== other?.principal.id);
  return { kept, state: { ...kept, approvals }, session };
}

/**
 * The approvals that a request uses up: those that count for a requirement of which each approval serves one commit. Without a
 * field it is the best of all fields that is allowed (S9): the one that uses up the least.
 */
function usedUp(at: Situation, side: Side, request: RecordQuestion): ReadonlySet<Approval> {
  const record = readable(request.record, ["id"]);
  const isCreate = request.action === "create";
  const concerned = side.state.approvals.filter(
    ({ action, type, recordId }) =>
      action === request.action && type === request.type && isSameId(recordId, record, isCreate),
  );
  if (concerned.length === 0 || decideWith(at, side, request, []).outcome === "allow") return new Set();
  const used = questionsOf(at, request)
    .filter((question) => decideWith(at, side, question, concerned).outcome === "allow")
    .map((question) => usedFor(at, side, question, concerned))
    .sort((left, right) => left.size - right.size);
  // no field is shown in full, and yet something is shown: then all that was given for it is used up
  return used[0] ?? new Set(concerned);
}

/** A request, or what it comes to field by field. */
function questionsOf({ governance }: Situation, request: RecordQuestion): readonly RecordQuestion[] {
  const isWhole = (request.fields ?? []).length > 0 || request.action === "create" || hasAny(request.changes);
  if (isWhole) return [request];
  const { fields } = governance.policy.model.resources[request.type] ?? { fields: [] };
  return fields.map(({ name }) => ({ ...request, fields: [name] }));
}

function usedFor(
  at: Situation,
  side: Side,
  request: RecordQuestion,
  concerned: readonly Approval[],
): ReadonlySet<Approval> {
  const bare = onceIn(decideWith(at, side, request, []));
  const counting = concerned.filter((approval) => {
    const left = onceIn(decideWith(at, side, request, [approval]));
    // alone it meets a requirement, or brings it nearer
    return bare.some((required) => {
      const now = left.find((one) => isSame(one, required));
      return now === undefined || now.given > required.given;
    });
  });
  return new Set(counting);
}

function decideWith(
  at: Situation,
  { state, session }: Side,
  request: RecordQuestion,
  approvals: readonly Approval[],
): Decision {
  return decided(at, { ...state, approvals }, session, request);
}

function hasAny(changes: JsonObject | undefined): boolean {
  return changes !== undefined && Object.keys(changes).length > 0;
}

/** The approvals still needed, of which each serves one commit. */
function onceIn(decision: Decision): readonly UnmetApproval[] {
  if (decision.outcome !== "challenge") return [];
  return decision.requirements.filter((one): one is UnmetApproval => one.kind === "approval" && one.once);
}

function isSame(one: UnmetApproval, other: UnmetApproval): boolean {
  return (
    one.statement.id === other.statement.id &&
    one.statement.role === other.statement.role &&
    one.statement.assignment === other.statement.assignment
  );
}

function earliest(decisions: readonly Decision[]): number | null {
  const ends = decisions.flatMap(({ validUntil }) => (validUntil === null ? [] : [validUntil]));
  return ends.length === 0 ? null : Math.min(...ends);
}
