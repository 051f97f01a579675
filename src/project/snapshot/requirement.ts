import { own } from "../../compile/own.js";
import type { CompiledRequirement } from "../../compile/requirement.js";
import type { CompiledAction } from "../../compile/resource.js";
import type { CompiledSchedule } from "../../compile/schedule.js";
import type { CompiledStatement } from "../../compile/statement.js";
import type { Party } from "../../decide/party.js";
import { describeApproval, describeMfa, describeSession } from "../../decide/requirements/describe.js";
import { checkDevice } from "../../decide/requirements/device.js";
import { CURABLE, INCURABLE, MET, type Met } from "../../decide/requirements/met.js";
import { acceptedFactors, checkMfa } from "../../decide/requirements/mfa.js";
import { checkNetwork } from "../../decide/requirements/network.js";
import { checkSession } from "../../decide/requirements/session.js";
import { toEpochMs } from "../../model/instant.js";
import { approvalRows } from "./approvals.js";
import { type RequirementRow, type Steps, Unmet } from "./format.js";
import { since, stepsOf } from "./steps.js";
import { trimmed } from "./table.js";

const DAY_MS = 86_400_000;

/** So far ahead it is known when schedules open and close; later they count as closed. */
const HORIZON_MS = 8 * DAY_MS;

/** A requirement with the facts of one session filled in. */
export interface FilledRequirement {
  readonly unmet: Steps;
  /** The instants at which time alone may change it (epoch ms, or NaN). */
  readonly bounds: readonly number[];
  readonly hasSchedule: boolean;
}

/** @param requirement - `null` for one that requires nothing, which cannot be met */
export function fillRequirement(requirement: CompiledRequirement | null, party: Party): FilledRequirement {
  if (requirement === null) return { unmet: Unmet.ForGood, bounds: [], hasSchedule: false };
  const { schedule } = requirement;
  const { now } = party;
  const edges = schedule === undefined ? [] : edgesOf(schedule, now);
  const bounds = [...boundsOf(requirement, party), ...edges];
  const end = schedule === undefined ? Number.POSITIVE_INFINITY : now + HORIZON_MS;
  const unmet = stepsOf(
    now,
    [...bounds, ...instantsOf(requirement, party), end],
    (at) => (at >= end ? Unmet.ForGood : unmetAt(requirement, party, at)),
    Unmet.ForGood,
  );
  return { unmet: since(now, unmet), bounds, hasSchedule: schedule !== undefined };
}

/** What a statement requires of an action, as a row. */
export function requirementRow(
  { unmet }: FilledRequirement,
  statement: CompiledStatement,
  action: CompiledAction,
  party: Party,
): RequirementRow {
  const { mfa, session, approval, justification } = statement.requirement ?? {};
  const approvals = approval === undefined ? [] : approvalRows(approval, statement, action, party);
  return trimmed<RequirementRow>([
    unmet,
    mfa === undefined ? 0 : describeMfa(mfa),
    session === undefined ? 0 : describeSession(session),
    justification === true ? { kind: "justification" } : 0,
    approval === undefined ? 0 : describeApproval(approval, 0),
    approvals.length === 0 ? 0 : approvals,
    // an approval is for one record, told by its id
    approval === undefined ? 0 : ["id", ...approval.distinctFrom],
  ]);
}

/** The instants within the horizon at which a schedule may open or close: a day without one is no bound of its own. */
function edgesOf(schedule: CompiledSchedule, now: number): readonly number[] {
  const edges: number[] = [];
  for (let at = now; at < now + HORIZON_MS; ) {
    const next = schedule.nextBoundary(at);
    // right before an edge it is the next one; before the mere end of a day's search it is not
    if (schedule.nextBoundary(next - 1) === next) edges.push(next);
    at = next;
  }
  return edges;
}

function unmetAt({ mfa, session, device, network, schedule }: CompiledRequirement, party: Party, now: number): number {
  const parts: readonly (readonly [Met, number])[] = [
    [mfa === undefined ? MET : checkMfa(mfa, party.session, now), Unmet.Mfa],
    [session === undefined ? MET : checkSession(session, party.session, now), Unmet.Session],
    [device === undefined ? MET : checkDevice(device, party.session), 0],
    [network === undefined ? MET : checkNetwork(network, party.session), 0],
    [schedule === undefined || schedule.isOpen(now) ? MET : INCURABLE, 0],
  ];
  return parts.reduce((bits, [met, bit]) => bits | (met === CURABLE ? bit : met === INCURABLE ? Unmet.ForGood : 0), 0);
}

/** When factors and the session's own facts begin to count. */
function instantsOf({ mfa }: CompiledRequirement, { session }: Party): readonly number[] {
  const factors = mfa === undefined || session === null ? [] : acceptedFactors(mfa, session).map(({ at }) => at);
  return [...factors, toEpochMs(own(session, "authenticatedAt")), toEpochMs(own(session, "lastActiveAt"))];
}

function boundsOf({ mfa, session, approval }: CompiledRequirement, party: Party): readonly number[] {
  const factors = mfa === undefined || party.session === null ? [] : acceptedFactors(mfa, party.session);
  const age = toEpochMs(own(party.session, "authenticatedAt")) + (session?.maxAgeMs ?? Number.NaN);
  const idle = toEpochMs(own(party.session, "lastActiveAt")) + (session?.maxIdleMs ?? Number.NaN);
  const approvals = approval === undefined ? [] : party.approvals;
  return [
    ...factors.map(({ until }) => until),
    age,
    idle,
    ...approvals.map(({ at }) => toEpochMs(at) + (approval?.withinMs ?? Number.NaN)),
  ];
}
