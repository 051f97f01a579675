import type { RequestData } from "../model/access-facts.js";
import type { Decision } from "../model/decision.js";
import { AccessDeniedError } from "../model/errors.js";
import { quote } from "../model/quote.js";

/**
 * Throws unless a decision is an *allow*.
 *
 * @throws AccessDeniedError
 */
export function assertAllowed(decision: Decision, request: RequestData): void {
  if (decision.outcome === "allow") return;
  const what = decision.outcome === "deny" ? decision.reason : decision.requirements.map(({ kind }) => kind).join(", ");
  throw new AccessDeniedError(decision, `${nameOf(request)}: ${decision.outcome} (${what})`);
}

/** A request by its names; one that cannot even be read has none. */
function nameOf(request: RequestData): string {
  try {
    return `${quote(request.action)} of ${quote(request.type)}`;
  } catch {
    return "a request that cannot be read";
  }
}
