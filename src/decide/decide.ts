import type { Decision, EvaluationError } from "../model/decision.js";
import { isLeft } from "./attenuate.js";
import { evaluationErrors } from "./evaluation-errors.js";
import { Judge, type Judgement } from "./judge.js";
import { sortErrors, sortRequirements, sortStatements } from "./order.js";
import type { Request } from "./request.js";
import type { Standpoint } from "./standpoint.js";
import { validUntilOf } from "./valid-until.js";
import { ALLOWED, CHALLENGED, INDETERMINATE, reasonOf, strictest, type Verdict } from "./verdict.js";

/** Decides a request, with everything that determined the answer. */
export function decide(at: Standpoint, request: Request): Decision {
  return decisionOf(answersByField(at, request), request, evaluationErrors(at, request), validUntilOf(at, request));
}

/** Puts a decision together from the answers to its fields. */
export function decisionOf(
  answers: readonly Judgement[],
  { fields }: Pick<Request, "fields">,
  errors: readonly EvaluationError[],
  validUntil: number | null,
): Decision {
  const answer = answerOf(answers, fields);
  const facts = { statements: sortStatements(answer.statements), errors: sortErrors(errors), validUntil };
  switch (answer.verdict) {
    case ALLOWED:
      return { outcome: "allow", ...facts };
    case CHALLENGED:
      return { outcome: "challenge", requirements: sortRequirements(answer.requirements), ...facts };
    default:
      return { outcome: "deny", reason: reasonOf(answer.verdict), ...facts };
  }
}

/** What the answers to fields come to: to those that were asked for, or `null` for the best over all. */
export function answerOf(answers: readonly Judgement[], fields: Request["fields"]): Judgement {
  return fields === null ? bestOf(answers) : strictestOf(answers);
}

/** Each field decided alone, in the order in which they are asked for; on behalf of somebody by both parties. */
export function answersByField(at: Standpoint, request: Request): readonly Judgement[] {
  const counting = request.fields === null ? "shown" : "full";
  const counted = isLeft(at.limits, request.action, at.party.now) ? counting : "none";
  const judges = [at.party, ...(at.human === null ? [] : [at.human])].map(
    (party) => new Judge(party, request, counted),
  );
  const fields = request.fields ?? request.action.resource.fields.map((_field, index) => index);
  return fields.map((field) => strictestOf(judges.map((judge) => judge.judge(field))));
}

/** One deny denies, by the earliest step; otherwise one challenge challenges; otherwise allow (S8). */
export function strictestOf(answers: readonly Judgement[]): Judgement {
  return unionOf(
    answers,
    answers.reduce<Verdict>((least, { verdict }) => strictest(least, verdict), ALLOWED),
  );
}

/** Allow, then challenge, then deny (S9). A challenge is that of one field: the fewest requirements, the first of equals. */
function bestOf(answers: readonly Judgement[]): Judgement {
  const best = answers.reduce<Verdict>((most, { verdict }) => (verdict > most ? verdict : most), INDETERMINATE);
  if (best !== CHALLENGED) return unionOf(answers, best);
  return answers
    .filter(({ verdict }) => verdict === best)
    .map((answer) => ({ ...answer, requirements: sortRequirements(answer.requirements) }))
    .reduce((least, one) => (one.requirements.length < least.requirements.length ? one : least));
}

function unionOf(answers: readonly Judgement[], verdict: Verdict): Judgement {
  const chosen = answers.filter((answer) => answer.verdict === verdict);
  return {
    verdict,
    statements: chosen.flatMap(({ statements }) => statements),
    requirements: chosen.flatMap(({ requirements }) => requirements),
  };
}
