import { FALSE, type Kleene, TRUE } from "../compile/kleene.js";
import type { Judgement } from "../decide/judge.js";
import { checkJustification } from "../decide/requirements/justification.js";
import { MET } from "../decide/requirements/met.js";
import { ALLOWED, CHALLENGED, FORBIDDEN, NO_GRANT, UNMET, type Verdict } from "../decide/verdict.js";
import type { StatementRef, UnmetRequirement } from "../model/decision.js";
import { type PartyRow, Unmet, Verb } from "../project/snapshot/format.js";
import { approversOf } from "./approvals.js";
import type { Condition } from "./conditions.js";
import type { Member } from "./members.js";
import type { ClientAction, Group } from "./model.js";
import { isLive, type Outlook } from "./outlook.js";
import type { Question } from "./question.js";
import { stepAt } from "./rows.js";

/** How some fields are settled for one party. */
export interface Answer extends Judgement {
  /** The allows that hold. */
  readonly granted: readonly Member[];
}

/** The verdict that stops a party whatever it holds; 0 for none. */
export function stopOf([state]: PartyRow, { elapsed }: Outlook, { isReadOnly }: ClientAction): number {
  const both = stepAt(state, elapsed) % 100;
  return isReadOnly ? Math.floor(both / 10) : both % 10;
}

/**
 * Settles some fields for one party: the steps of a decision in their order.
 *
 * @param isAny - whether allows that show a field in part count as well
 */
export function judge(at: Outlook, party: PartyRow, group: Group, isAny: boolean, question: Question): Answer {
  const { action } = question;
  const [state, , , , end] = party;
  const ended = end && stepAt(state, at.elapsed) > 99 ? [end] : [];
  const granted: Member[] = [];
  const forbidden: StatementRef[] = [];
  const unmet = [...ended];
  const requirements = ended.map((statement): UnmetRequirement => ({ kind: "reauthenticate", statement }));
  const answer = (verdict: number, statements: readonly StatementRef[]): Answer => ({
    verdict: verdict as Verdict,
    statements,
    requirements,
    granted,
  });
  const stopped = stopOf(party, at, action);
  if (stopped !== 0) return answer(stopped, []);
  let isHopeless = false;
  for (const member of group.filter((one) => isLive(at, one))) {
    const { verb, ref, view } = member;
    if (verb === Verb.Allow) {
      if (isLeft(at, action) && (isAny || view === undefined) && holds(at, member, question)) granted.push(member);
    } else if (reaches(at, member, question)) {
      if (verb === Verb.Forbid) forbidden.push(ref);
      const parts = unmetParts(at, member, question);
      if (parts.length === 0 && !isUnmetForGood(at, member)) continue;
      isHopeless ||= isUnmetForGood(at, member);
      unmet.push(ref);
      requirements.push(...parts);
    }
  }
  if (forbidden.length > 0) return answer(FORBIDDEN, forbidden);
  if (granted.length === 0) return answer(NO_GRANT, []);
  if (unmet.length > 0) return answer(isHopeless ? UNMET : CHALLENGED, unmet);
  return answer(
    ALLOWED,
    granted.map(({ ref }) => ref),
  );
}

/** Whether allows of an action are left. */
export function isLeft({ elapsed, snapshot }: Outlook, { isGone }: ClientAction): boolean {
  return !isGone && elapsed < snapshot.limit;
}

/** An allow holds if its conditions are true and the record, old and new, lies in its scope. */
function holds(at: Outlook, member: Member, { record, next }: Question): boolean {
  const { scope, to } = member;
  return (
    holdsFor(at, member, record) &&
    (next === null || next === record || truthOf(at, scope, next, record) === TRUE) &&
    (to === undefined || (next !== null && truthOf(at, to, next, record) === TRUE))
  );
}

/** Whether an allow holds as far as the record is concerned that stands there now. */
export function holdsFor(at: Outlook, { scope, when }: Member, record: object): boolean {
  return truthOf(at, scope, record, record) === TRUE && truthOf(at, when, record, record) === TRUE;
}

/** A forbid or require reaches unless one of its conditions is false, or the record, old and new, lies out of its scope. */
export function reaches(at: Outlook, { scope, when, to }: Member, { record, next }: Question): boolean {
  return (
    truthOf(at, when, record, record) !== FALSE &&
    (next === null || truthOf(at, to, next, record) !== FALSE) &&
    (truthOf(at, scope, record, record) !== FALSE ||
      (next !== null && next !== record && truthOf(at, scope, next, record) !== FALSE))
  );
}

function truthOf({ now }: Outlook, condition: Condition | undefined, subject: object, old: object): Kleene {
  return condition === undefined ? TRUE : condition.evaluate(subject, old, now);
}

/** Whether a requirement is unmet and cannot be cured. */
export function isUnmetForGood({ elapsed }: Outlook, { requirement: [unmet = 0] = [] }: Member): boolean {
  return (stepAt(unmet, elapsed) & Unmet.ForGood) !== 0;
}

/** What of a requirement is unmet and can be cured. */
function unmetParts(at: Outlook, { requirement = [], ref }: Member, question: Question): readonly UnmetRequirement[] {
  const [unmet = 0, mfa, session, justification, approval] = requirement;
  const bits = stepAt(unmet, at.elapsed);
  const given = approval ? approversOf(requirement, question, at.elapsed) : 0;
  const parts = [
    bits & Unmet.Mfa && mfa,
    bits & Unmet.Session && session,
    approval && !(given >= approval.count) && { ...approval, given },
    justification && checkJustification(question.justification) !== MET && justification,
  ];
  return parts.flatMap((part) => (part ? [{ ...part, statement: ref } as UnmetRequirement] : []));
}
