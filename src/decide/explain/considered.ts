import { isLeft, type Limits } from "../attenuate.js";
import { type Concerning, statementsOn } from "../concerning.js";
import type { ConsideredStatement } from "../explanation.js";
import type { Party } from "../party.js";
import type { Request } from "../request.js";
import { checkRequirement } from "../requirements/check.js";
import { MET } from "../requirements/met.js";
import { grantHolds, limitReaches } from "../settle.js";
import { refOf } from "../statement-ref.js";
import { fieldsCounted, firstFailure } from "./first-failure.js";
import { unmetOf } from "./requirement-words.js";

/** Looks at every statement of one party that names the request's action. */
export function considered(party: Party, request: Request, limits: Limits | null): readonly ConsideredStatement[] {
  const isAttenuated = !isLeft(limits, request.action, party.now);
  return statementsOn(party, request.action).map((one) => consider(one, party, request, isAttenuated));
}

function consider(one: Concerning, party: Party, request: Request, isAttenuated: boolean): ConsideredStatement {
  const { member, held, assignment } = one;
  const { statement } = member;
  const { record, next, action, detail } = request;
  const fields = fieldsCounted(member, request);
  const isAllow = statement.verb === "allow";
  const reaches = isAllow ? grantHolds : limitReaches;
  const holds = fields.length > 0 && reaches(member, held, party, record, next);
  const counts = holds && !(isAllow && isAttenuated);
  const ref = refOf(statement, assignment);
  const isMet =
    counts && statement.verb === "require" ? checkRequirement(member, party, action, record, detail) === MET : null;
  const facts = { principalId: party.principal.id, statement: ref, verb: statement.verb, fields, counts, isMet };
  if (isMet === false) return { ...facts, failed: null, ...unmetOf(member, ref, party, request) };
  if (counts) return { ...facts, failed: null, operands: [], wants: [] };
  return {
    ...facts,
    ...(holds ? { failed: "attenuated", operands: [], wants: [] } : firstFailure(one, party, request)),
  };
}
