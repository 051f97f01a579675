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

/** All that is told of something unmet but the statement that asks for it. */
type Told<Unmet> = Omit<Unmet, "statement">;

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
  if (mfa && checkMfa(mfa, party.session, party.now) === CURABLE) unmet.push({ ...describeMfa(mfa), statement });
  if (session && checkSession(session, party.session, party.now) === CURABLE) {
    unmet.push({ ...describeSession(session), statement });
  }
  if (approval && checkApproval(approval, member, party, ask) === CURABLE) {
    unmet.push({ ...describeApproval(approval, approversOf(approval, member, party, ask).size), statement });
  }
  if (requirement.justification && checkJustification(ask.justification) === CURABLE) {
    unmet.push({ kind: "justification", statement });
  }
  return unmet;
}

/** What is told of multi-factor authentication that is unmet. */
export function describeMfa({ methods, factors, phishingResistant, withinMs }: CompiledMfa): Told<UnmetMfa> {
  return {
    kind: "mfa",
    factors,
    phishingResistant,
    ...(methods === undefined ? {} : { methods: [...methods] }),
    ...(withinMs === undefined ? {} : { withinMs }),
  };
}

/** What is told of a session that is too old, or lay idle for too long. */
export function describeSession({ maxAgeMs, maxIdleMs }: CompiledSessionLimits): Told<UnmetReauthentication> {
  return {
    kind: "reauthenticate",
    ...(maxAgeMs === undefined ? {} : { maxAgeMs }),
    ...(maxIdleMs === undefined ? {} : { maxIdleMs }),
  };
}

/** What is told of an approval that is missing. @param given - how many count already */
export function describeApproval(approval: CompiledApproval, given: number): Told<UnmetApproval> {
  const { by, count, withinMs, distinctFrom, once } = approval;
  return {
    kind: "approval",
    by,
    count,
    given,
    once,
    ...(withinMs === undefined ? {} : { withinMs }),
    ...(distinctFrom.length === 0 ? {} : { distinctFrom }),
  };
}
