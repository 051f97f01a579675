import type { Decision } from "../../model/decision.js";
import type { Json, JsonObject } from "../../model/json.js";
import type { AuthzenDecision } from "./entities.js";

/** What is the answer to a question, and what is to be told of it. */
export interface Ruling {
  readonly decision: Decision;
  /** What the question is about and nobody knows. */
  readonly unknown?: "subject" | "action" | "resource_type" | "resource";
  /** The only fields that a yes is about, where the question did not say which. */
  readonly fields?: readonly string[];
}

/** A no without a statement. */
export function refused(reason: "no_grant" | "invalid_request", unknown?: NonNullable<Ruling["unknown"]>): Ruling {
  const decision = { outcome: "deny", reason, statements: [], errors: [], validUntil: null } as const;
  return unknown === undefined ? { decision } : { decision, unknown };
}

/**
 * A ruling as AuthZEN has it: everything but a plain *allow* is `false`. What would meet a challenge stands in the context,
 * without the statements that demand it unless these are to be told.
 */
export function toAuthzenDecision(ruling: Ruling, detail: "none" | "reason" | "statements"): AuthzenDecision {
  const { decision, fields } = ruling;
  const isAllowed = decision.outcome === "allow";
  const context: Record<string, Json> = {
    // a limit of the yes rather than an explanation: told whatever is told
    ...(isAllowed && fields !== undefined && { fields }),
    ...(detail !== "none" && reasonOf(decision, detail)),
    ...(detail === "statements" && statementsOf(ruling)),
  };
  return Object.keys(context).length === 0 ? { decision: isAllowed } : { decision: isAllowed, context };
}

function reasonOf(decision: Decision, detail: "reason" | "statements"): JsonObject {
  switch (decision.outcome) {
    case "allow":
      return {};
    case "deny":
      return { reason: decision.reason };
    case "challenge": {
      const requirements = decision.requirements.map(({ statement, ...wanted }) =>
        plain(detail === "statements" ? { ...wanted, statement } : wanted),
      );
      return { reason: "challenge", requirements };
    }
  }
}

function statementsOf({ decision, unknown }: Ruling): JsonObject {
  const statements = decision.statements.map(plain);
  const errors = decision.errors.map(plain);
  return {
    ...(unknown !== undefined && { unknown }),
    ...(statements.length > 0 && { statements }),
    ...(errors.length > 0 && { errors }),
  };
}

/** Plain data already, but for members that are `undefined`. */
function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}
