import type { CommandRefusedError, RefusalReason } from "../lifecycle/refusal.js";
import { type AccessDeniedError, type CastellanError, isCastellanError } from "../model/errors.js";
import { isCallersMistake } from "./callers-mistake.js";
import { type ChallengeOptions, toChallengeResponse } from "./challenge/to-challenge-response.js";
import { type Problem, problemResponse } from "./problem.js";

/**
 * What an error of castellan means to somebody who asked by HTTP: one place to turn what `assert` and commands throw into
 * responses.
 *
 * - `AccessDeniedError`, and a `CommandRefusedError` with a challenge: what `toChallengeResponse` says of the decision
 * - any other `CommandRefusedError`: 403, 404, 409, 410 or 422, with its `reason` as `code`
 * - `InvalidRequestError` for names and values that came with the request: 400
 * - a store that cannot be reached: 503; a revision conflict: 409
 * - anything else of castellan's is a mistake of the application: 500, without a word of it
 *
 * Record values are in none of them.
 *
 * @param error - what was caught
 * @param options - how decisions are told
 * @returns `undefined` for an error that is not castellan's: leave it to your framework
 * @example
 * errorResponse(new Error("disk full")) // => undefined
 */
export function errorResponse(error: unknown, options?: ChallengeOptions): Response | undefined {
  if (!isCastellanError(error)) return undefined;
  if (isDenied(error)) return toChallengeResponse(error.decision, options);
  if (isRefused(error)) return refusedResponse(error, options);
  return problemResponse(problemOf(error));
}

// by code, not by class: an application may have both the ESM and the CommonJS copy
function isDenied(error: CastellanError): error is AccessDeniedError {
  return error.code === "access_denied";
}

function isRefused(error: CastellanError): error is CommandRefusedError {
  return error.code === "command_refused";
}

function refusedResponse({ reason, message, decision }: CommandRefusedError, options?: ChallengeOptions): Response {
  if (reason === "policy" || decision.outcome === "challenge") return toChallengeResponse(decision, options);
  return problemResponse({ status: REFUSALS[reason], code: reason, detail: message });
}

const REFUSALS: Readonly<Record<RefusalReason, number>> = {
  not_authorised: 403,
  policy: 403,
  not_for_oneself: 403,
  separation_of_duty: 409,
  max_holders: 409,
  min_holders: 409,
  nobody_can_approve: 409,
  wrong_status: 409,
  outdated: 409,
  unknown_principal: 404,
  unknown_assignment: 404,
  unknown_request: 404,
  unknown_role: 422,
  invalid_command: 422,
  end_required: 422,
  sponsor_required: 422,
  too_long: 422,
  reason_required: 422,
  expired: 410,
  invalid_token: 404,
};

function problemOf(error: CastellanError): Problem {
  const { code, message } = error;
  if (isCallersMistake(error)) return { status: 400, code, detail: message };
  return (
    (Object.hasOwn(OTHERS, code) ? OTHERS[code] : undefined) ?? {
      status: 500,
      code: "internal_error",
      detail: "the request could not be carried out",
    }
  );
}

const OTHERS: Readonly<Record<string, Problem>> = {
  unavailable: {
    status: 503,
    code: "unavailable",
    detail: "this cannot be decided at present",
    headers: { "retry-after": "1" },
  },
  revision_conflict: { status: 409, code: "revision_conflict", detail: "something else was changed first; try again" },
};
