import { AccessDeniedError, isCastellanError } from "castellan";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Problem } from "../contract.js";

/** What a no says; why is another question. */
export const DENIED = "You may not do this.";

/** An answer that is not a success, thrown to the top. */
export class ProblemError extends Error {
  readonly status: ContentfulStatusCode;
  readonly problem: Problem;

  constructor(status: ContentfulStatusCode, problem: Problem) {
    super(problem.message);
    this.status = status;
    this.problem = problem;
  }
}

/** The request makes no sense. */
export function badRequest(message: string): ProblemError {
  return new ProblemError(400, { error: "bad_request", message });
}

/** There is no such thing, or none that this person may know of: the two look alike. */
export function notFound(): ProblemError {
  return new ProblemError(404, { error: "not_found", message: "There is nothing here, or nothing for you." });
}

/** Nobody is signed in. */
export function unauthenticated(): ProblemError {
  return new ProblemError(401, { error: "unauthenticated", message: "Sign in first." });
}

/** Turns whatever was thrown into an answer: one place for all routes, and no stack trace in it. */
export function answerError(error: Error, c: Context): Response {
  const { status, problem } = problemOf(error);
  if (status === 401) c.header("WWW-Authenticate", challengeHeader(problem));
  if (status === 500) console.error(error);
  return c.json(problem, status);
}

function problemOf(error: Error): { status: ContentfulStatusCode; problem: Problem } {
  if (error instanceof ProblemError) return error;
  if (error instanceof AccessDeniedError) return denied(error);
  // an unknown field or action: the question, not the answer, is wrong
  if (isCastellanError(error)) return badRequest(error.message);
  if (error instanceof HTTPException) return { status: error.status as ContentfulStatusCode, problem: refused(error) };
  return { status: 500, problem: { error: "internal", message: "Something went wrong here." } };
}

function denied({ decision }: AccessDeniedError): { status: ContentfulStatusCode; problem: Problem } {
  if (decision.outcome === "deny") {
    return { status: 403, problem: { error: "denied", reason: decision.reason, message: DENIED } };
  }
  // 401 asks for more proof of who one is; an approval or a reason is no matter of that
  const proves = decision.requirements.some(({ kind }) => kind === "mfa" || kind === "reauthenticate");
  return {
    status: proves ? 401 : 403,
    problem: { error: "challenge", requirements: decision.requirements, message: "This takes one more step." },
  };
}

function refused({ message }: HTTPException): Problem {
  return { error: "bad_request", message };
}

/** As RFC 9470 says it: sign in, or prove more. */
function challengeHeader(problem: Problem): string {
  return problem.error === "challenge" ? 'Session error="insufficient_user_authentication"' : "Session";
}
