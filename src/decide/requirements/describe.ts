import type { Member } from "../../compile/cell.js";
import type { CompiledApproval, CompiledMfa, CompiledSessionLimits } from "../../compile/requirement.js";
import type {
  StatementRef,
  UnmetApproval,
  UnmetMfa,
  UnmetReauthentication,
  UnmetRequirement,
} from "../../model/decision.js";
import type { Party } from "../party.js";
import { approversOf, checkApproval } from "./approval.js";
import type { Ask } from "./ask.js";
import { checkJustification } from "./justification.js";
import { CURABLE } from "./met.js";
import { checkMfa } from "./mfa.js";
import { checkSession } from "./session.js";

/** What of a requirement is unmet and can be cured, in a fixed order of kinds. */
export function unmetParts(
  member: Member,
  statement: StatementRef,
  party: Party,
  ask: Ask,
): readonly UnmetRequirement[] {
  const { requirement } = member.statement;
  if (requirement === null) return [];
  const { mfa, session, approval } = requirement;
  const unmet: UnmetRequirement[] = [];
  if (mfa && checkMfa(mfa, party.session, party.now) === CURABLE) unmet.push(unmetMfa(mfa, statement));
  if (session && checkSession(session, party.session, party.now) === CURABLE) {
    unmet.push(unmetSession(session, statement));
  }
  if (approval && checkApproval(approval, member, party, ask) === CURABLE) {
    unmet.push(unmetApproval(approval, statement, approversOf(approval, member, party, ask).size));
  }
  if (requirement.justification && checkJustification(ask.justification) === CURABLE) {
    unmet.push({ kind: "justification", statement });
  }
  return unmet;
}

function unmetMfa({ methods, factors, phishingResistant, withinMs }: CompiledMfa, statement: StatementRef): UnmetMfa {
  return {
    kind: "mfa",
    statement,
    factors,
    phishingResistant,
    ...(methods === undefined ? {} : { methods: [...methods] }),
    ...(withinMs === undefined ? {} : { withinMs }),
  };
}

function unmetSession(limits: CompiledSessionLimits, statement: StatementRef): UnmetReauthentication {
  const { maxAgeMs, maxIdleMs } = limits;
  return {
    kind: "reauthenticate",
    statement,
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
    ...(maxIdleMs === undefined ? {} : { maxIdleMs }),
  };
}

function unmetApproval(approval: CompiledApproval, statement: StatementRef, given: number): UnmetApproval {
  const { by, count, withinMs, distinctFrom, once } = approval;
  return {
    kind: "approval",
    statement,
    by,
    count,
    given,
    once,
    ...(withinMs === undefined ? {} : { withinMs }),
    ...(distinctFrom.length === 0 ? {} : { distinctFrom }),
  };
}
