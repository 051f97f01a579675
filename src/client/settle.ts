import { FALSE, TRUE } from "../compile/kleene.js";
import { stoppedBy } from "../decide/gate.js";
import { INCURABLE, MET } from "../decide/requirements/met.js";
import { ALLOWED, CHALLENGED, FORBIDDEN, NO_GRANT, UNMET, type Verdict } from "../decide/verdict.js";
import type { Question } from "./question.js";
import { metBy } from "./requirements.js";
import type { FieldClass, Member, Side } from "./side.js";

/** Which allows count: none, those that show a field in full, or those that show it in part as well. */
export type Counting = "none" | "full" | "shown";

/** Settles one field for one party: the steps of a decision in their order. */
export function settle(side: Side, group: FieldClass, counting: Counting, question: Question): Verdict {
  const stopped = stoppedBy(side.gate, question.action);
  if (stopped !== null) return stopped;
  const { forbids, grants, masked, requires } = group;
  if (forbids.some((forbid) => reaches(forbid, side, question))) return FORBIDDEN;
  const isGranted =
    counting !== "none" &&
    (grants.some((grant) => holds(grant, side, question)) ||
      (counting === "shown" && masked.some((grant) => holds(grant, side, question))));
  if (!isGranted) return NO_GRANT;
  let verdict: Verdict = side.isExpired ? CHALLENGED : ALLOWED;
  for (const require of requires) {
    const met = metBy(require, side, question);
    if (met === MET || !reaches(require, side, question)) continue;
    if (met === INCURABLE) return UNMET;
    verdict = CHALLENGED;
  }
  return verdict;
}

/** An allow holds if its conditions are true and the record, old and new, lies in its scope. */
export function holds(member: Member, side: Side, { record, next }: Question): boolean {
  const { to } = member.statement;
  return (
    holdsFor(member, side, record) &&
    (next === null || next === record || isWithin(member, side, next)) &&
    (to === null || (next !== null && to.evaluate(next, record, side.now) === TRUE))
  );
}

/** Whether an allow holds as far as the record is concerned that stands there now. */
export function holdsFor(member: Member, side: Side, record: object): boolean {
  const { when } = member.statement;
  return isWithin(member, side, record) && (when === null || when.evaluate(record, record, side.now) === TRUE);
}

function isWithin({ scope }: Member, { now }: Side, record: object): boolean {
  return scope.every((test) => test(record, record, now) === TRUE);
}

/** A forbid or require reaches unless one of its conditions is false, or the record, old and new, lies out of its scope. */
export function reaches(
  { statement: { when, to }, scope }: Member,
  { now }: Side,
  { record, next }: Question,
): boolean {
  const mayLieWithin = (subject: object) => scope.every((test) => test(subject, subject, now) !== FALSE);
  return (
    (when === null || when.evaluate(record, record, now) !== FALSE) &&
    (to === null || next === null || to.evaluate(next, record, now) !== FALSE) &&
    (mayLieWithin(record) || (next !== null && next !== record && mayLieWithin(next)))
  );
}
