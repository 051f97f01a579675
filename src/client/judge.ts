import type { Judgement } from "../decide/judge.js";
import { MET } from "../decide/requirements/met.js";
import { SESSION_END } from "../decide/statement-ref.js";
import { ALLOWED, CHALLENGED, FORBIDDEN, UNMET } from "../decide/verdict.js";
import type { StatementRef, UnmetRequirement } from "../model/decision.js";
import type { Question } from "./question.js";
import { metBy, unmetParts } from "./requirements.js";
import { type Counting, holds, reaches, settle } from "./settle.js";
import type { FieldClass, Member, Side } from "./side.js";

/** Settles one field for one party, and tells by which statements. */
export function judge(side: Side, group: FieldClass, counting: Counting, question: Question): Judgement {
  const verdict = settle(side, group, counting, question);
  const { grants, masked, forbids, requires } = group;
  const refs = (members: readonly Member[], counts: typeof holds): readonly StatementRef[] =>
    members.filter((member) => counts(member, side, question)).map(({ ref }) => ref);
  if (verdict === ALLOWED) {
    const all = counting === "shown" ? [...grants, ...masked] : grants;
    return { verdict, statements: refs(all, holds), requirements: [] };
  }
  if (verdict === FORBIDDEN) return { verdict, statements: refs(forbids, reaches), requirements: [] };
  if (verdict !== UNMET && verdict !== CHALLENGED) return { verdict, statements: [], requirements: [] };
  const unmet = requires.filter(
    (require) => metBy(require, side, question) !== MET && reaches(require, side, question),
  );
  const ended: readonly UnmetRequirement[] = side.isExpired ? [{ kind: "reauthenticate", statement: SESSION_END }] : [];
  return {
    verdict,
    statements: [...ended.map(({ statement }) => statement), ...unmet.map(({ ref }) => ref)],
    requirements: [...ended, ...unmet.flatMap((member) => unmetParts(member, side, question))],
  };
}
