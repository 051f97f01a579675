import type { Problem } from "../../crm-backend/contract.js";
import { labelOf } from "./format.js";

/** An answer that is not a success. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/**
 * Asks the server, which decides. What comes back is what the two have agreed on in `contract.ts`.
 *
 * @throws ProblemError for every answer that is not a success
 */
export async function call<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`/api${path}`, {
    method,
    ...(method !== "GET" && { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) }),
  }).catch(() => null);
  if (response === null) throw new ProblemError({ error: "internal", message: "The server cannot be reached." });
  if (!response.ok) throw new ProblemError(await problemIn(response));
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

async function problemIn(response: Response): Promise<Problem> {
  const problem: Problem | null = await response.json().catch(() => null);
  return problem ?? { error: "internal", message: `The server answered ${response.status}.` };
}

/** What went wrong, to be shown. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ProblemError)) return "Something went wrong.";
  const { problem } = error;
  if (problem.error !== "denied" || problem.fields === undefined) return problem.message;
  return `You may not change: ${problem.fields.map(labelOf).join(", ")}.`;
}
