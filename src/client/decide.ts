import { presenceOf } from "../compile/condition/presence.js";
import { isLeft } from "../decide/attenuate.js";
import { strictestOf } from "../decide/decide.js";
import type { Judgement } from "../decide/judge.js";
import type { Request } from "../decide/request.js";
import { ALLOWED, INDETERMINATE, strictest, type Verdict } from "../decide/verdict.js";
import type { EvaluationError } from "../model/decision.js";
import { flipsOf, leastAfter } from "./bound.js";
import type { Condition } from "./conditions.js";
import { judge } from "./judge.js";
import type { ClientAction } from "./model.js";
import { instantOrNull, type Outlook } from "./outlook.js";
import { type Question, questionOn } from "./question.js";
import { type Counting, settle } from "./settle.js";
import { covers, type FieldClass, type Member, type Side } from "./side.js";

/** A request, with what is changed and why. */
export type ClientRequest = Request<ClientAction>;

/** Each field decided alone, in the order in which they are asked for, by all who must be allowed. */
export function answersTo(at: Outlook, { action, record, next, detail, fields }: ClientRequest): readonly Judgement[] {
  const question = { action, record, next, ...detail };
  const counting = countingOf(at, action, fields === null);
  const judges = at.sides.map((side) => {
    const known = new Map<FieldClass, Judgement>();
    return (field: number) => {
      const group = classAt(side, action, field);
      const judgement = known.get(group) ?? judge(side, group, counting, question);
      known.set(group, judgement);
      return judgement;
    };
  });
  const asked = fields ?? [...action.resource.fieldIndex.values()];
  return asked.map((field) => strictestOf(judges.map((each) => each(field))));
}

function countingOf({ limits, now }: Outlook, action: ClientAction, isAny: boolean): Counting {
  return isLeft(limits, action, now) ? (isAny ? "shown" : "full") : "none";
}

export function classAt(side: Side, action: ClientAction, field: number): FieldClass {
  const group = side.cell(action).classes[field];
  if (group === undefined) throw new RangeError("a field has no class");
  return group;
}

/** One action on one record: one field, or for `null` the best over all of them. */
export function verdictOn(at: Outlook, action: ClientAction, record: object, field: number | null): Verdict {
  const question = questionOn(action, record);
  if (field !== null) return verdictOf(at, question, field, countingOf(at, action, false));
  const counting = countingOf(at, action, true);
  let best: Verdict = INDETERMINATE;
  for (let index = 0; index < action.resource.fields.length && best !== ALLOWED; index += 1) {
    // fields of one class are settled alike, where one party alone is asked
    if (at.sides.length === 1 && at.sides.some((side) => classAt(side, action, index).field !== index)) continue;
    const verdict = verdictOf(at, question, index, counting);
    if (verdict > best) best = verdict;
  }
  return best;
}

function verdictOf(at: Outlook, question: Question, field: number, counting: Counting): Verdict {
  let verdict: Verdict = ALLOWED;
  for (const side of at.sides) {
    verdict = strictest(verdict, settle(side, classAt(side, question.action, field), counting, question));
  }
  return verdict;
}

/** The statements of a party that concern some of the fields asked for. */
function concerning(side: Side, { action, fields }: ClientRequest): readonly Member[] {
  const { members } = side.cell(action);
  if (fields === null) return members;
  return members.filter(({ statement }) => fields.some((field) => covers(statement, action.resource, field)));
}

/** What could not be evaluated, and therefore counted against the request (S7). */
export function errorsOf(at: Outlook, request: ClientRequest): readonly EvaluationError[] {
  return at.sides.flatMap((side) => [
    ...side.party.problems.filter(({ from, until }) => from <= at.now && at.now < until).map(({ error }) => error),
    ...concerning(side, request).flatMap((member) => notLoaded(member, request)),
  ]);
}

function notLoaded(
  { statement: { when, to }, ref }: Member,
  { record, next }: ClientRequest,
): readonly EvaluationError[] {
  const missing = (condition: Condition | null, subject: object) =>
    (condition?.existing ?? []).filter((path) => presenceOf(path, subject) === "missing").map(({ text }) => text);
  const paths = [...missing(when, record), ...(next === null ? [] : missing(to, next))];
  return paths.map((path) => ({ code: "not_loaded", message: `\`${path}\` was not loaded`, statement: ref, path }));
}

/** Until when a decision stays as it is (epoch ms); `null` for ever. */
export function boundOf(at: Outlook, request: ClientRequest): number | null {
  const flips = at.sides.flatMap((side) =>
    concerning(side, request).flatMap((member) => flipsOf(member, request.record, request.next)),
  );
  return instantOrNull(Math.min(at.changesAt, leastAfter(at.now, flips)));
}
