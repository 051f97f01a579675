import type { Member } from "../../compile/cell.js";
import type { CompiledRequirement } from "../../compile/requirement.js";
import type { CompiledAction } from "../../compile/resource.js";
import type { Party } from "../party.js";
import type { RequestDetail } from "../request-detail.js";
import { checkApproval } from "./approval.js";
import type { Ask } from "./ask.js";
import { checkDevice } from "./device.js";
import { checkJustification } from "./justification.js";
import { CURABLE, INCURABLE, MET, type Met } from "./met.js";
import { checkMfa } from "./mfa.js";
import { checkNetwork } from "./network.js";
import { checkSession } from "./session.js";

const BARE: RequestDetail = /* @__PURE__ */ Object.freeze({ changes: null, justification: undefined });

/**
 * Checks the requirement of a statement: all its parts must hold.
 *
 * @param detail - `null` where nothing is said
 */
export function checkRequirement(
  member: Member,
  party: Party,
  action: CompiledAction,
  record: object,
  detail: RequestDetail | null,
): Met {
  const { requirement } = member.statement;
  // a require that requires nothing cannot be met
  if (requirement === null) return INCURABLE;
  if (requirement.dependsOnRequest) {
    return checkParts(requirement, member, party, { action, record, ...(detail ?? BARE) });
  }
  const { metBit } = requirement;
  if ((party.met & metBit) !== 0) return MET;
  const met = checkParts(requirement, member, party, null);
  if (met === MET) party.met |= metBit;
  return met;
}

function checkParts(requirement: CompiledRequirement, member: Member, party: Party, ask: Ask | null): Met {
  let met: Met = MET;
  for (const check of CHECKS) {
    const part = check(requirement, member, party, ask);
    if (part === INCURABLE) return INCURABLE;
    if (part < met) met = part;
  }
  return met;
}

type Check = (requirement: CompiledRequirement, member: Member, party: Party, ask: Ask | null) => Met;

/** One line for each kind of requirement. */
const CHECKS: readonly Check[] = [
  ({ mfa }, _member, { session, now }) => (mfa ? checkMfa(mfa, session, now) : MET),
  ({ session: limits }, _member, { session, now }) => (limits ? checkSession(limits, session, now) : MET),
  ({ device }, _member, { session }) => (device ? checkDevice(device, session) : MET),
  ({ network }, _member, { session }) => (network ? checkNetwork(network, session) : MET),
  ({ schedule }, _member, { now }) => (schedule === undefined || schedule.isOpen(now) ? MET : INCURABLE),
  ({ approval }, member, party, ask) =>
    approval === undefined ? MET : ask === null ? CURABLE : checkApproval(approval, member, party, ask),
  ({ justification }, _member, _party, ask) => (justification ? checkJustification(ask?.justification) : MET),
];
