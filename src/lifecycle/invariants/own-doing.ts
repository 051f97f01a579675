import { toEpochMs } from "../../model/instant.js";
import type { AccessRequestState, HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { StatementData } from "../../model/statement-data.js";
import { mayAdminister, mayReinstate } from "../authority.js";
import { bundleOfRole } from "../elevation/role-bundle.js";
import { hasEnded } from "../live-assignments.js";
import { isOneself } from "../people/parties.js";
import { refusal } from "../refusal.js";
import type { PrincipalActor, Situation } from "../situation.js";
import type { Change } from "./change.js";
import { isSameJson } from "./same-json.js";

/**
 * What a principal's commands never do to principals, requests and approvals, whichever command it is: nobody changes what
 * they are themselves, lifts what binds them, brings back who was stopped without the authority to hand out all that they hold,
 * votes in the name of somebody else, or gets an approval that nobody voted for.
 */
export function checkOwnDoing(changes: readonly Change[], at: Situation): void {
  const { actor } = at;
  if (actor.kind === "system") return;
  for (const change of changes) {
    const { before, after } = change;
    if (after === undefined) continue;
    if (before !== undefined) {
      checkPrincipal(before, after, actor, at);
      checkReviews(before, after, actor);
      checkLimits(before, after, actor, at);
    }
    for (const request of after.requests) checkRequest(request, change, actor, at);
    checkApprovals(change);
    checkLogins(change, actor);
  }
}

function checkPrincipal(before: PrincipalState, after: PrincipalState, actor: PrincipalActor, at: Situation): void {
  const [old, now] = [before.principal, after.principal];
  const isOwn = isOneself(actor, now.id);
  const isOther = old.kind !== now.kind || !isSameJson(old.attributes ?? {}, now.attributes ?? {});
  if (isOwn && isOther) throw refusal("not_for_oneself", "nobody changes their own kind or attributes");
  if (isOther && !mayAdminister(at, actor, before)) {
    throw refusal("not_authorised", `the actor may not change what ${quote(now.id)} is`);
  }
  if (timeOf(now.sessionsValidFrom, -Infinity) < timeOf(old.sessionsValidFrom, -Infinity)) {
    throw refusal("not_authorised", `the sessions of ${quote(now.id)} that were ended stay ended`);
  }
  const lasts =
    timeOf(now.validUntil, Infinity) > timeOf(old.validUntil, Infinity) ||
    Math.max(at.now, timeOf(now.validFrom, -Infinity)) < timeOf(old.validFrom, -Infinity);
  // an acceptance has a token for its authority
  const isBack = RANKS[now.status] > RANKS[old.status] && old.status !== "invited";
  if (!lasts && !isBack) return;
  if (isOwn) throw refusal("not_for_oneself", "nobody brings themselves back, or moves their own end");
  if (!mayReinstate(at, actor, after)) {
    throw refusal("not_authorised", `the actor may not give ${quote(now.id)} back what they hold, for this long`);
  }
}

/** How much each status lets somebody do. */
const RANKS = { deactivated: 0, suspended: 0, invited: 1, read_only: 1, active: 2 } as const;

/** What forbids or requires something is taken away by others, unless one took it up oneself; who stops altogether may. */
function checkLimits(before: PrincipalState, after: PrincipalState, actor: PrincipalActor, at: Situation): void {
  if (!isOneself(actor, after.principal.id) || after.principal.status !== "active") return;
  const kept = new Map(after.assignments.map((assignment) => [assignment.id, assignment]));
  const lifted = before.assignments.find(
    (old) =>
      !hasEnded(old, at.now) &&
      old.origin?.kind !== "activation" &&
      old.origin?.kind !== "emergency" &&
      !isSameJson(old, kept.get(old.id)) &&
      statementsOf(at, old).some((statement) => !("allow" in statement)),
  );
  if (lifted === undefined) return;
  throw refusal("not_for_oneself", `assignment ${quote(lifted.id)} binds the actor: somebody else takes it away`);
}

function statementsOf({ governance }: Situation, { role, statements }: HeldAssignment): readonly StatementData[] {
  if (role === undefined) return Object.values(statements ?? {}).flat();
  return bundleOfRole(governance, role).map(({ statement }) => statement);
}

function checkReviews(before: PrincipalState, after: PrincipalState, actor: PrincipalActor): void {
  const left = new Map(after.emergencies?.map((emergency) => [emergency.id, emergency]));
  for (const { id, review, reviewDueAt } of before.emergencies ?? []) {
    const now = left.get(id);
    if (review !== undefined || (now !== undefined && now.reviewDueAt <= reviewDueAt)) continue;
    throw refusal("not_authorised", `nobody does away with the review of the emergency ${quote(id)}`);
  }
  for (const { id, review } of after.emergencies ?? []) {
    const old = before.emergencies?.find((emergency) => emergency.id === id)?.review;
    if (isSameJson(old, review)) continue;
    if (old !== undefined || review?.by !== actor.state.principal.id || isOneself(actor, after.principal.id)) {
      throw refusal("not_for_oneself", "an emergency is reviewed once, by somebody else, in their own name");
    }
  }
}

/** Whoever may log in as somebody does so in their own name, and not for longer than when it began. */
function checkLogins({ id, before, after }: Change, actor: PrincipalActor): void {
  for (const login of after?.logins ?? []) {
    const old = before?.logins?.find((one) => one.id === login.id);
    const isLess = old !== undefined && old.by === login.by && login.from >= old.from && login.until <= old.until;
    if (isLess || (old === undefined && login.by === actor.state.principal.id && login.by !== id)) continue;
    throw refusal("not_authorised", `a login as ${quote(id)} would not be the actor's own`);
  }
}

function checkRequest(request: AccessRequestState, { id, before }: Change, actor: PrincipalActor, at: Situation): void {
  const old = before?.requests.find((one) => one.id === request.id);
  if (isSameJson(old, request)) return;
  const known = old?.votes ?? [];
  const votes = request.votes.filter((vote) => !known.some((one) => isSameJson(one, vote)));
  const isGenuine =
    old === undefined
      ? actor.state.principal.id === id && votes.length === 0
      : old.status === "open" && isSameJson(partsThatStay(old), partsThatStay(request));
  // votes are taken back when their voter is stopped; a new one is the actor's own
  const isVote = votes.every(
    (vote) =>
      vote.by === actor.state.principal.id && vote.by !== id && vote.at === at.now && actor.onBehalfOf === undefined,
  );
  const isVotedFor = request.status !== "approved" || votes.some(({ verdict }) => verdict === "approve");
  if (isGenuine && isVote && votes.length <= 1 && isVotedFor) return;
  throw refusal("not_authorised", `a request of ${quote(id)} would not be what was asked, or said`);
}

function partsThatStay({ status: _status, votes: _votes, settledAt: _at, ...parts }: AccessRequestState): object {
  return parts;
}

/** Each approval that is new comes from a request for just this that was settled now, and from who voted for it. */
function checkApprovals({ before, after }: Change): void {
  if (after === undefined) return;
  const known = new Set(before?.approvals.map(({ id }) => id));
  for (const approval of after.approvals) {
    if (known.has(approval.id)) {
      if (before?.approvals.some((old) => isSameJson(old, approval))) continue;
    } else if (after.requests.some((request) => isSettledBy(request, approval.by, approval, before, after))) continue;
    throw refusal("not_authorised", `nobody gave the approval that ${quote(after.principal.id)} would get`);
  }
}

function isSettledBy(
  { id, wanted, status, votes }: AccessRequestState,
  by: string,
  approval: PrincipalState["approvals"][number],
  before: PrincipalState | undefined,
  after: PrincipalState,
): boolean {
  return (
    wanted.kind === "action" &&
    status === "approved" &&
    before?.requests.find((request) => request.id === id)?.status === "open" &&
    votes.some((vote) => vote.verdict === "approve" && vote.by === by && vote.at === approval.at) &&
    by !== after.principal.id &&
    approval.principal === after.principal.id &&
    approval.action === wanted.action &&
    approval.type === wanted.type &&
    approval.recordId === wanted.recordId &&
    isSameJson(approval.changes, wanted.changes) &&
    isSameJson(approval.seen, wanted.seen)
  );
}

function timeOf(instant: unknown, absent: number): number {
  return instant === undefined ? absent : toEpochMs(instant);
}
