import type { Member } from "../compile/cell.js";
import type { Condition } from "../compile/condition/evaluate.js";
import { testsOf } from "../compile/condition/expression.js";
import { presenceOf } from "../compile/condition/presence.js";
import type { EvaluationError } from "../model/decision.js";
import { type Holding, holdingsOf } from "./holding.js";
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
  const { held, problems } = holdingsOf(party.policy, party.assignments, party.now);
  return [...problems, ...concerning(party, request).flatMap((member) => notLoaded(member, held, request))];
}

/** The statements that concern the request's action and any of its fields. */
export function concerning(party: Party, { action, fields }: Request): readonly Member[] {
  const cell = party.roles.cell(action);
  const groups = fields === null ? cell.classes : fields.map((field) => cell.byField[field]);
  return [
    ...new Set(
      groups.flatMap((group) => (group ? [...group.forbids, ...group.grants, ...group.masked, ...group.requires] : [])),
    ),
  ];
}

/** `$exists` on a key that the schema requires and the record lacks: it was not loaded (S14). */
function notLoaded(member: Member, held: readonly Holding[], { record, next }: Request): readonly EvaluationError[] {
  const { when, to } = member.statement;
  const paths = [...missingPaths(when, record), ...(next === null ? [] : missingPaths(to, next))];
  const statement = refOf(member, held);
  return paths.map((path) => ({ code: "not_loaded", message: `\`${path}\` was not loaded`, statement, path }));
}

function missingPaths(condition: Condition | null, record: object): readonly string[] {
  if (condition === null) return [];
  return testsOf(condition.expression)
    .filter(({ operator, path }) => operator === "$exists" && presenceOf(path, record) === "missing")
    .map(({ path }) => path.text);
}
