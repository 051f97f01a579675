import { own } from "../../compile/own.js";
import type { CompiledRequirement } from "../../compile/requirement.js";
import type { Party } from "../../decide/party.js";
import { describeApproval, describeMfa, describeSession } from "../../decide/requirements/describe.js";
import { checkDevice } from "../../decide/requirements/device.js";
import { CURABLE, INCURABLE, MET, type Met } from "../../decide/requirements/met.js";
import { acceptedFactors, checkMfa } from "../../decide/requirements/mfa.js";
import { checkNetwork } from "../../decide/requirements/network.js";
import { checkSession } from "../../decide/requirements/session.js";
import { toEpochMs } from "../../model/instant.js";
import { type RequirementRow, UNMET_FOR_GOOD, UNMET_MFA, UNMET_SESSION } from "./format.js";
import { instantsAfter, stepsOf } from "./steps.js";
import { trimmed } from "./table.js";

/** What remains of a requirement once the facts of a session are filled in; `null` for one that requires nothing. */
export function requirementRow(requirement: CompiledRequirement | null, party: Party): RequirementRow {
  // it cannot be met
  if (requirement === null) return [UNMET_FOR_GOOD];
  const { mfa, session, approval, justification, data } = requirement;
  const bounds = boundsOf(requirement, party);
  const unmet = stepsOf(
    party.now,
    [...bounds, ...instantsOf(requirement, party)],
    (now) => unmetAt(requirement, party, now),
    UNMET_FOR_GOOD,
  );
  return trimmed<RequirementRow>([
    unmet,
    mfa === undefined ? 0 : describeMfa(mfa),
    session === undefined ? 0 : describeSession(session),
    approval === undefined ? 0 : describeApproval(approval, 0),
    approval?.withinMs ?? 0,
    justification ? 1 : 0,
    data.schedule ?? 0,
    bounds.length === 0 ? 0 : bounds,
  ]);
}

function unmetAt({ mfa, session, device, network }: CompiledRequirement, party: Party, now: number): number {
  const parts: readonly (readonly [Met, number])[] = [
    [mfa === undefined ? MET : checkMfa(mfa, party.session, now), UNMET_MFA],
    [session === undefined ? MET : checkSession(session, party.session, now), UNMET_SESSION],
    [device === undefined ? MET : checkDevice(device, party.session), 0],
    [network === undefined ? MET : checkNetwork(network, party.session), 0],
  ];
  return parts.reduce((bits, [met, bit]) => bits | (met === CURABLE ? bit : met === INCURABLE ? UNMET_FOR_GOOD : 0), 0);
}

/** When factors and the session's own facts begin to count. */
function instantsOf({ mfa }: CompiledRequirement, { session }: Party): readonly number[] {
  const factors = mfa === undefined || session === null ? [] : acceptedFactors(mfa, session).map(({ at }) => at);
  return [...factors, toEpochMs(own(session, "authenticatedAt")), toEpochMs(own(session, "lastActiveAt"))];
}

/** The instants after now at which time alone may change it. */
function boundsOf({ mfa, session, approval }: CompiledRequirement, party: Party): readonly number[] {
  const instants: number[] = [];
  if (mfa !== undefined && party.session !== null) {
    instants.push(...acceptedFactors(mfa, party.session).map(({ until }) => until));
  }
  if (session !== undefined) {
    instants.push(toEpochMs(own(party.session, "authenticatedAt")) + (session.maxAgeMs ?? Number.NaN));
    instants.push(toEpochMs(own(party.session, "lastActiveAt")) + (session.maxIdleMs ?? Number.NaN));
  }
  if (approval !== undefined) {
    for (const { at } of party.approvals) instants.push(toEpochMs(at) + (approval.withinMs ?? Number.NaN));
  }
  return instantsAfter(party.now, instants);
}
