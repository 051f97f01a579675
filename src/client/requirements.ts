import { checkJustification } from "../decide/requirements/justification.js";
import { CURABLE, INCURABLE, MET, type Met } from "../decide/requirements/met.js";
import type { UnmetRequirement } from "../model/decision.js";
import { UNMET_FOR_GOOD, UNMET_MFA, UNMET_SESSION } from "../project/snapshot/format.js";
import { approversOf } from "./approvals.js";
import type { Question } from "./question.js";
import type { Member, Side } from "./side.js";

/** Whether a requirement is met; if not, whether that can be cured. */
export function metBy(member: Member, side: Side, question: Question): Met {
  if (isHopeless(member, side)) return INCURABLE;
  return unmetParts(member, side, question).length === 0 ? MET : CURABLE;
}

/** Whether a requirement is unmet and cannot be cured. */
export function isHopeless({ statement: { requirement } }: Member, { now }: Side): boolean {
  if (requirement === null) return false;
  return (requirement.unmet(now) & UNMET_FOR_GOOD) !== 0 || requirement.schedule?.isOpen(now) === false;
}

/** What of a requirement is unmet and can be cured. */
export function unmetParts({ statement, ref }: Member, side: Side, question: Question): readonly UnmetRequirement[] {
  const { requirement } = statement;
  if (requirement === null) return [];
  const { unmet, mfa, session, approval, justification } = requirement;
  const bits = unmet(side.now);
  const given = approval === null ? 0 : approversOf(side.party.approvals, approval, statement, question, side.now);
  const parts = [
    (bits & UNMET_MFA) !== 0 && mfa,
    (bits & UNMET_SESSION) !== 0 && session,
    approval !== null && given < approval.count && { ...approval.told, given },
    justification && checkJustification(question.justification) !== MET && { kind: "justification" },
  ];
  return parts.flatMap((part) => (part ? [{ ...part, statement: ref } as UnmetRequirement] : []));
}
