import type { Json, JsonObject } from "../../model/json.js";
import type { AuthzenEvaluation } from "./entities.js";
import { MalformedRequest } from "./malformed-request.js";
import { completeEvaluation, type EvaluationDraft, member, readBody, readDraft, readObject } from "./read-entities.js";

/** Which of the questions are answered: all, those up to the first no, or those up to the first yes. */
export type EvaluationsSemantic = "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";

/** Several questions in one request. */
export interface EvaluationsRequest {
  readonly semantic: EvaluationsSemantic;
  /** What cannot be read is in its place, and hurts no other. */
  readonly items: readonly (AuthzenEvaluation | MalformedRequest)[];
}

const SEMANTICS: readonly EvaluationsSemantic[] = ["execute_all", "deny_on_first_deny", "permit_on_first_permit"];

/**
 * Reads an *Access Evaluations Request*.
 *
 * @returns `null` if there are no `evaluations`: then it is a single question
 */
export function readEvaluations(body: JsonObject, maxEvaluations: number): EvaluationsRequest | null {
  const semantic = readSemantic(body);
  const listed = member(body, "evaluations");
  if (listed === undefined) return null;
  if (!Array.isArray(listed)) throw new MalformedRequest("`evaluations` is not an array");
  const evaluations: readonly Json[] = listed;
  if (evaluations.length === 0) return null;
  if (evaluations.length > maxEvaluations) {
    throw new MalformedRequest(`\`evaluations\` has more than ${maxEvaluations} items`);
  }
  const defaults = readDraft(body);
  return { semantic, items: evaluations.map((item) => readItem(item, defaults)) };
}

function readItem(item: Json, defaults: EvaluationDraft): AuthzenEvaluation | MalformedRequest {
  try {
    return completeEvaluation(readDraft(readBody(item, "the evaluation")), defaults);
  } catch (error) {
    if (error instanceof MalformedRequest) return error;
    throw error;
  }
}

function readSemantic(body: JsonObject): EvaluationsSemantic {
  const options = readObject(body, "options", "`options`") ?? {};
  const value = member(options, "evaluations_semantic");
  if (value === undefined) return "execute_all";
  const semantic = SEMANTICS.find((it) => it === value);
  if (semantic !== undefined) return semantic;
  throw new MalformedRequest(`\`options.evaluations_semantic\` is none of ${SEMANTICS.join(", ")}`);
}
