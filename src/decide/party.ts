import { own } from "../compile/own.js";
import type { CompiledPolicy } from "../compile/policy.js";
import type { PartyFacts } from "../model/access-facts.js";
import type { Approval } from "../model/approval.js";
import type { Assignment } from "../model/assignment.js";
import { InvalidRequestError } from "../model/errors.js";
import { toEpochMs } from "../model/instant.js";
import type { Principal } from "../model/principal.js";
import { quote } from "../model/quote.js";
import type { Session } from "../model/session.js";
import { type Gate, gateOf } from "./gate.js";
import { type Holdings, hold } from "./holding.js";
import type { Profile } from "./profile.js";

/** One principal, in one session, at one instant: what every question about them reads. */
export class Party {
  readonly policy: CompiledPolicy;
  readonly principal: Principal;
  readonly session: Session | null;
  readonly assignments: readonly Assignment[];
  readonly approvals: readonly Approval[];
  /** Epoch milliseconds. */
  readonly now: number;
  readonly gate: Gate;
  /** Whether the session is past its `expiresAt`. */
  readonly isExpired: boolean;
  readonly held: Holdings["held"];
  readonly counted: Holdings["counted"];
  readonly problems: Holdings["problems"];
  /** Whether one of these roles forbids or requires anything. */
  readonly hasLimits: boolean;
  /** Whether one of them shows anything in part. */
  readonly hasMasked: boolean;
  /** The id of the other party, where one acts on behalf of the other. */
  readonly counterpart: string | null;
  /** The requirements, by bit, that are known to be met: a memo of what depends on these facts alone. */
  met = 0;
  /** How the fields fall into classes for the action that was last asked so: a memo. */
  profile: Profile | null = null;

  constructor(policy: CompiledPolicy, facts: PartyFacts, now: number, counterpart: string | null) {
    this.counterpart = counterpart;
    this.policy = policy;
    // attributes that were not loaded are not the same as attributes that are known to be absent
    this.principal =
      facts.principal.attributes === undefined ? { ...facts.principal, attributes: {} } : facts.principal;
    this.session = facts.session;
    this.assignments = facts.assignments;
    this.approvals = facts.approvals ?? NONE;
    this.now = now;
    this.gate = gateOf(facts.principal, facts.session, now);
    this.isExpired = isExpired(facts.session, now);
    const { held, counted, problems } = hold(policy, facts.assignments, now);
    this.held = held;
    this.counted = counted;
    this.problems = problems;
    this.hasLimits = held.some(({ role }, slot) => slot > 0 && role.hasLimits);
    this.hasMasked = held.some(({ role }) => role.hasMasked);
  }
}

const NONE: readonly Approval[] = Object.freeze([]);

function isExpired(session: Session | null, now: number): boolean {
  if (session?.expiresAt === undefined) return false;
  // an end that names no instant has passed: an unusable fact can only take access away (S12)
  return !(now < toEpochMs(session.expiresAt));
}

/**
 * Checks the facts that the engine cannot do without, and opens them.
 *
 * @param now - epoch milliseconds
 * @throws InvalidRequestError `invalid_facts`
 */
export function openParty(policy: CompiledPolicy, facts: PartyFacts, now: number, counterpart: string | null): Party {
  const { principal, assignments, session, approvals } = facts;
  if (!isObject(principal) || typeof principal.id !== "string" || principal.id === "") {
    throw new InvalidRequestError("invalid_facts", "`principal` is not an object with an `id`");
  }
  if (!isShort(assignments) || !assignments.every(hasId)) {
    const message = `\`assignments\` of principal ${quote(principal.id)} is not a list of objects, each with an \`id\``;
    throw new InvalidRequestError("invalid_facts", message);
  }
  if (session !== null && !isObject(session)) {
    throw new InvalidRequestError(
      "invalid_facts",
      "`session` is neither an object nor `null`; say `null` for a job without one",
    );
  }
  if (approvals !== undefined && !(isShort(approvals) && approvals.every(isObject))) {
    throw new InvalidRequestError("invalid_facts", "`approvals` is not a list of objects");
  }
  return new Party(policy, facts, now, counterpart);
}

/** So many assignments, or approvals, of one principal are read at most. */
const MAX_FACTS = 100_000;

function isShort(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length <= MAX_FACTS;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasId(value: unknown): boolean {
  return isObject(value) && typeof own(value, "id") === "string";
}
