import type { Condition } from "../compile/condition/evaluate.js";
import { presenceOf } from "../compile/condition/presence.js";
import type { EvaluationError } from "../model/decision.js";
import { type Concerning, statementsOnFields } from "./concerning.js";
import type { Party } from "./party.js";
import type { Request } from "./request.js";
import type { Standpoint } from "./standpoint.js";
import { refOf } from "./statement-ref.js";

/** What could not be evaluated, and therefore counted against the request (S7). */
export function evaluationErrors(at: Standpoint, request: Request): readonly EvaluationError[] {
  const parties = at.human === null ? [at.party] : [at.party, at.human];
  return parties.flatMap((party) => errorsOf(party, request));
}

function errorsOf(party: Party, request: Request): readonly EvaluationError[] {
  const { action, fields } = request;
  const concerning = statementsOnFields(party, action, fields);
  return [...party.problems, ...concerning.flatMap((one) => notLoaded(one, request))];
}

/** `$exists` on a key that the schema requires and the record lacks: it was not loaded (S14). */
function notLoaded({ member, assignment }: Concerning, { record, next }: Request): readonly EvaluationError[] {
  const { when, to } = member.statement;
  if (!when?.existsPaths.length && !to?.existsPaths.length) return [];
  const paths = [...missingPaths(when, record), ...(next === null ? [] : missingPaths(to, next))];
  const statement = refOf(member.statement, assignment);
  return paths.map((path) => ({ code: "not_loaded", message: `\`${path}\` was not loaded`, statement, path }));
}

function missingPaths(condition: Condition | null, record: object): readonly string[] {
  if (condition === null) return [];
  return condition.existsPaths.filter((path) => presenceOf(path, record) === "missing").map(({ text }) => text);
}
