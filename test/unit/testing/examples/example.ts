import type { AccessFacts, RequestData } from "../../../../src/model/access-facts.js";
import type { Decision } from "../../../../src/model/decision.js";
import type { PolicyData } from "../../../../src/model/policy-data.js";

/** One sentence of the semantics, shown on one request. */
export interface Example {
  /** Starts with the rule's number. */
  readonly name: string;
  readonly policy: PolicyData;
  readonly facts: AccessFacts;
  readonly request: RequestData;
  /** As {@link summary} tells a decision. */
  readonly expected: string;
  /** The ids of the statements that determined the decision, where that is the point. */
  readonly statements?: readonly string[];
  /** Where that is the point. */
  readonly validUntil?: number | null;
  /** The codes of the errors, where that is the point. */
  readonly errors?: readonly string[];
}

/** `allow`, `deny forbidden`, `challenge mfa approval`. */
export function summary(decision: Decision): string {
  if (decision.outcome === "deny") return `deny ${decision.reason}`;
  if (decision.outcome === "allow") return "allow";
  return ["challenge", ...decision.requirements.map(({ kind }) => kind)].join(" ");
}
