import type { AdministrationQuestion } from "../lifecycle/situation.js";
import type { RequestData } from "../model/access-facts.js";
import type { Decision } from "../model/decision.js";

/**
 * What the policy is asked before a command changes a principal: requests on the policy's own resource types for users and
 * what they hold. All of them must be allowed to who gives the command, and to the human behind an agent; where one of them
 * asks for a step-up, the command is refused with that decision. `null` or none: nothing is asked.
 *
 * A request without a `justification` gets the command's `reason`.
 */
export type Administration = (
  question: AdministrationQuestion,
  by: CommandGiver,
) => RequestData | readonly RequestData[] | null;

/** Who gives the command that is asked about. */
export interface CommandGiver {
  readonly principalId: string;
  /** The human behind an agent, or the account that somebody is logged in as. */
  readonly onBehalfOf?: string;
}

/** The requests that a question comes to. */
export function requestsOf(
  administration: Administration,
  question: AdministrationQuestion,
  by: CommandGiver,
): readonly RequestData[] {
  const asked = administration(question, by);
  const { command } = question;
  const reason = "reason" in command ? command.reason : undefined;
  const requests: readonly RequestData[] = asked === null ? [] : isList(asked) ? asked : [asked];
  return requests.map((request) =>
    request.justification === undefined && reason !== undefined ? { ...request, justification: reason } : request,
  );
}

/** One deny denies, otherwise one challenge challenges. */
export function strictestDecision(decisions: readonly Decision[]): Decision | null {
  const of = (outcome: Decision["outcome"]) => decisions.find((decision) => decision.outcome === outcome);
  return of("deny") ?? of("challenge") ?? of("allow") ?? null;
}

function isList(asked: RequestData | readonly RequestData[]): asked is readonly RequestData[] {
  return Array.isArray(asked);
}
