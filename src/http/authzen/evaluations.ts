import { isCastellanError } from "../../model/errors.js";
import type { JsonObject } from "../../model/json.js";
import type { Consultation } from "./consultation.js";
import type { AuthzenDecision, AuthzenEvaluation } from "./entities.js";
import { MalformedRequest } from "./malformed-request.js";
import { completeEvaluation, readDraft } from "./read-entities.js";
import { readEvaluations } from "./read-evaluations.js";
import { toAuthzenDecision } from "./ruling.js";

/** How many questions are asked at the same time. */
const AT_ONCE = 16;

/** Answers an *Access Evaluation Request*. */
export async function evaluateOne<Caller extends object | string>(
  body: JsonObject,
  consultation: Consultation<Caller>,
): Promise<AuthzenDecision> {
  const ruling = await consultation.evaluate(completeEvaluation(readDraft(body)));
  return toAuthzenDecision(ruling, consultation.settings.detail);
}

/** Answers an *Access Evaluations Request*, in the order of the questions; one without any is a single question. */
export async function evaluateAll<Caller extends object | string>(
  body: JsonObject,
  consultation: Consultation<Caller>,
): Promise<AuthzenDecision | { readonly evaluations: readonly AuthzenDecision[] }> {
  const request = readEvaluations(body, consultation.settings.limits.maxEvaluations);
  if (request === null) return evaluateOne(body, consultation);
  const { semantic, items } = request;
  const evaluations: AuthzenDecision[] = [];
  const stopsAt = STOPS_AT[semantic];
  const step = stopsAt === null ? AT_ONCE : 1;
  for (let at = 0; at < items.length; at += step) {
    const answers = await Promise.all(items.slice(at, at + step).map((item) => evaluateItem(item, consultation)));
    evaluations.push(...answers);
    if (stopsAt !== null && answers.some(({ decision }) => decision === stopsAt)) break;
  }
  return { evaluations };
}

const STOPS_AT = { execute_all: null, deny_on_first_deny: false, permit_on_first_permit: true } as const;

async function evaluateItem<Caller extends object | string>(
  item: AuthzenEvaluation | MalformedRequest,
  consultation: Consultation<Caller>,
): Promise<AuthzenDecision> {
  try {
    if (item instanceof MalformedRequest) throw item;
    return toAuthzenDecision(await consultation.evaluate(item), consultation.settings.detail);
  } catch (error) {
    if (error instanceof MalformedRequest) return failed(400, error.message);
    // one of the questions cannot be answered now: the others can, and no answer is a no
    if (isCastellanError(error) && error.code === "unavailable") return failed(503, "the store cannot be reached");
    throw error;
  }
}

function failed(status: number, message: string): AuthzenDecision {
  return { decision: false, context: { error: { status, message } } };
}
