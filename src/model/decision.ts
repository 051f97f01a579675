/** Why a request is denied, in the order of the steps that can deny it (S8 compares by this order). */
export type DenyReason =
  | "invalid_request"
  | "indeterminate"
  | "principal_inactive"
  | "session_revoked"
  | "forbidden"
  | "no_grant"
  | "requirement_unmet";

/** A statement that determined a decision, and through which role and assignment it came. */
export interface StatementRef {
  readonly id: string;
  /** The role that was assigned, also where the statement came by `extends`. */
  readonly role?: string;
  readonly assignment?: string;
  readonly why?: string;
}

/**
 * Something that could not be evaluated, and therefore counted against the request. Two codes come from a running service:
 * `unavailable` (what is kept cannot be read: a deny) and `stale` (answered from what was known before that).
 */
export interface EvaluationError {
  readonly code: "not_loaded" | "invalid_assignment" | "unknown_role" | "invalid_grant" | "unavailable" | "stale";
  /** One lower-case sentence; never a record's value. */
  readonly message: string;
  readonly statement?: StatementRef;
  readonly assignment?: string;
  readonly path?: string;
}

interface Unmet {
  readonly statement: StatementRef;
}

/** Verify more, or again. */
export interface UnmetMfa extends Unmet {
  readonly kind: "mfa";
  /** The accepted RFC 8176 methods; any, if not given. */
  readonly methods?: readonly string[];
  /** Distinct factor classes (know, have, are). */
  readonly factors: number;
  readonly phishingResistant: boolean;
  readonly withinMs?: number;
}

/** Log in again. */
export interface UnmetReauthentication extends Unmet {
  readonly kind: "reauthenticate";
  readonly maxAgeMs?: number;
  readonly maxIdleMs?: number;
}

/** Ask somebody else. */
export interface UnmetApproval extends Unmet {
  readonly kind: "approval";
  readonly by: string;
  readonly count: number;
  /** How many approvals count already. */
  readonly given: number;
  readonly withinMs?: number;
  readonly distinctFrom?: readonly string[];
  readonly once: boolean;
}

/** Say why. */
export interface UnmetJustification extends Unmet {
  readonly kind: "justification";
}

/** A requirement that the person can meet. */
export type UnmetRequirement = UnmetMfa | UnmetReauthentication | UnmetApproval | UnmetJustification;

interface DecisionFacts {
  /** All statements that determined the decision, sorted, without duplicates. */
  readonly statements: readonly StatementRef[];
  readonly errors: readonly EvaluationError[];
  /** Asked again at any earlier instant (epoch ms) with everything else equal, the answer is the same. `null`: for ever. */
  readonly validUntil: number | null;
}

/** Yes. */
export interface AllowDecision extends DecisionFacts {
  readonly outcome: "allow";
}

/** No. */
export interface DenyDecision extends DecisionFacts {
  readonly outcome: "deny";
  readonly reason: DenyReason;
}

/** Yes, once these requirements are met. */
export interface ChallengeDecision extends DecisionFacts {
  readonly outcome: "challenge";
  readonly requirements: readonly UnmetRequirement[];
}

/** The answer to one request. */
export type Decision = AllowDecision | DenyDecision | ChallengeDecision;

/** What a menu wants to know. */
export type Outcome = Decision["outcome"];
