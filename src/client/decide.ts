import { presenceOf } from "../compile/condition/presence.js";
import { decisionOf, strictestOf } from "../decide/decide.js";
import type { Judgement } from "../decide/judge.js";
import type { Decision, EvaluationError } from "../model/decision.js";
import { toEpochMs } from "../model/instant.js";
import { Kind } from "../project/snapshot/format.js";
import type { Condition } from "./conditions.js";
import { judge } from "./judge.js";
import type { Member } from "./members.js";
import type { ClientAction, Group } from "./model.js";
import { instantOrNull, isLive, leastAfter, type Outlook } from "./outlook.js";
import type { ClientRequest } from "./requests.js";

/** Decides a request, with everything that determined the answer. */
export function decide(at: Outlook, request: ClientRequest): Decision {
  const members = membersOn(at, request.action, request.fields);
  const flips = members.flatMap(({ when, to }) => [...flipsOn(when, request.record), ...flipsOn(to, request.next)]);
  const validUntil = instantOrNull(Math.min(at.changesAt, leastAfter(at.now, flips)));
  return decisionOf(answersTo(at, request), request, errorsOf(at, members, request), validUntil);
}

/** Each field decided alone, in the order in which they are asked for, by all who must be allowed. */
export function answersTo(at: Outlook, request: ClientRequest): readonly Judgement[] {
  const { action, fields } = request;
  const known = new Map<Group, Judgement>();
  const asked = fields ?? [...action.resource.fieldIndex.values()];
  return asked.map((field) =>
    strictestOf(
      at.snapshot.parties.map((party, index) => {
        const group = action.cells[index]?.[field] as Group;
        const answer = known.get(group) ?? judge(at, party, group, fields === null, request);
        known.set(group, answer);
        return answer;
      }),
    ),
  );
}

/** The statements that say something about some of the fields asked for. */
export function membersOn(at: Outlook, { cells }: ClientAction, fields: ClientRequest["fields"]): readonly Member[] {
  const groups = cells.flatMap((byField) =>
    fields === null ? byField : fields.flatMap((field) => byField[field] ?? []),
  );
  return [...new Set(groups.flat())].filter((member) => isLive(at, member));
}

/** When the comparisons of a condition with the clock may change their answers. */
function flipsOn(condition: Condition | undefined, subject: object | null): readonly number[] {
  return (condition?.looks ?? []).flatMap(({ path, plus = Number.NaN }) =>
    [subject && path.read(subject)].flat().flatMap((value) => {
      const at = Math.ceil(toEpochMs(value) - plus);
      return [at, at + 1];
    }),
  );
}

/** What could not be evaluated, and therefore counted against the request (S7). */
function errorsOf(
  at: Outlook,
  members: readonly Member[],
  { record, next }: ClientRequest,
): readonly EvaluationError[] {
  const problems = at.snapshot.parties.flatMap(([, , , rows]) => rows || []);
  const missing = (condition: Condition | undefined, subject: object | null) =>
    condition?.looks.filter(
      ({ kind, path }) => kind === Kind.Exists && subject !== null && presenceOf(path, subject) === "missing",
    ) ?? [];
  return [
    ...problems.flatMap(([code, message, assignment, from = 0, until = 0]) =>
      isLive(at, { from, until }) ? [{ code, message, assignment }] : [],
    ),
    ...members.flatMap(({ when, to, ref }) =>
      [...missing(when, record), ...missing(to, next)].map(({ path: { text } }) => ({
        code: "not_loaded" as const,
        message: `\`${text}\` was not loaded`,
        statement: ref,
        path: text,
      })),
    ),
  ];
}
