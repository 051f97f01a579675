import type { CompiledPolicy } from "../compile/policy.js";
import { isPolluted, withoutPrototypes } from "../compile/pristine.js";
import type { AccessFacts, RequestData } from "../model/access-facts.js";
import type { Decision, Outcome } from "../model/decision.js";
import { InvalidRequestError, isCastellanError } from "../model/errors.js";
import { type Instant, toEpochMs } from "../model/instant.js";
import { assertAllowed } from "./assert-allowed.js";
import { type Attenuation, type Limits, narrow } from "./attenuate.js";
import { canSome } from "./can-some.js";
import { checkWrite, type WriteCheck } from "./check-write.js";
import { decide } from "./decide.js";
import { explain, unexplained } from "./explain.js";
import type { Explanation } from "./explanation.js";
import { needs } from "./needs.js";
import { openParty, type Party } from "./party.js";
import { ask, bindIsAllowed, isAllowed } from "./question.js";
import { readRequest } from "./request.js";
import { actionOf, assertRecord, type Standpoint } from "./standpoint.js";
import { total } from "./total.js";
import { validUntilOf } from "./valid-until.js";
import { outcomeOf } from "./verdict.js";

/** A request to explain: the record may be left out, where the question is about the type. */
export type Checker = (record: object, field?: string) => boolean;

/** A policy seen by one principal, in one session, at one instant: the object that answers. */
export class Access implements Standpoint {
  // private, so that neither a log line nor an assignment from outside reaches what answers rest on
  readonly #party: Party;
  readonly #human: Party | null;
  readonly #limits: Limits | null;
  #validUntil: number | null | undefined;

  protected constructor(at: Standpoint) {
    this.#party = at.party;
    this.#human = at.human;
    this.#limits = at.limits;
  }

  /** @internal */
  get party(): Party {
    return this.#party;
  }

  /** @internal */
  get human(): Party | null {
    return this.#human;
  }

  /** @internal */
  get limits(): Limits | null {
    return this.#limits;
  }

  get validUntil(): number | null {
    if (this.#validUntil === undefined) this.#validUntil = this.#bound();
    return this.#validUntil;
  }

  can(action: string, type: string, record: object, field?: string): boolean {
    return isAllowed(this, actionOf(this, action, type), record, field);
  }

  outcome(action: string, type: string, record: object, field?: string): Outcome {
    return outcomeOf(ask(this, actionOf(this, action, type), record, field));
  }

  canSome(action: string, type: string, record?: object, field?: string): boolean {
    const found = actionOf(this, action, type);
    if (record !== undefined) assertRecord(found, record);
    if (found.isCreate && record !== undefined) return this.outcome(action, type, record, field) !== "deny";
    return total(
      this,
      { action, type, record: record ?? {} },
      (safe) => canSome(this, found, record === undefined ? null : safe.record, field),
      () => false,
    );
  }

  decide(request: RequestData): Decision {
    return total(
      this,
      request,
      (safe) => decide(this, readRequest(this, safe)),
      () => ({ outcome: "deny", reason: "indeterminate", statements: [], errors: [], validUntil: this.party.now + 1 }),
    );
  }

  assert(request: RequestData): void {
    assertAllowed(this.decide(request), request);
  }

  checkWrite(type: string, record: object, changes: object): WriteCheck {
    return total(
      this,
      { action: "update", type, record, changes },
      (safe) => checkWrite(this, type, safe.record, safe.changes),
      () => {
        throw new InvalidRequestError("invalid_facts", "the facts cannot be read");
      },
    );
  }

  checker(action: string, type: string): Checker {
    return bindIsAllowed(this, actionOf(this, action, type));
  }

  needs(action: string, type: string): readonly string[] {
    return needs(this, actionOf(this, action, type));
  }

  explain(request: RequestData): Explanation {
    return total(
      this,
      request,
      (safe) => explain(this, readRequest(this, safe)),
      (read) => unexplained(this, read, this.decide(read)),
    );
  }

  #bound(): number | null {
    try {
      return validUntilOf(this, null);
    } catch {
      // facts that cannot be read bound the answer at once
      return this.party.now + 1;
    }
  }
}

/** Opens the facts from which an access answers. */
export function openStandpoint(policy: CompiledPolicy, given: AccessFacts): Standpoint {
  if (typeof given !== "object" || given === null) {
    throw new InvalidRequestError("invalid_facts", "the facts are not an object");
  }
  return reading(() => {
    const facts = isPolluted() ? withoutPrototypes(given) : given;
    const now = readNow(facts.now);
    const { onBehalfOf } = facts;
    if (onBehalfOf === undefined && Object.hasOwn(facts, "onBehalfOf")) {
      // somebody looked the human up and found none: going on alone would widen what the agent may do
      throw new InvalidRequestError("invalid_facts", "`onBehalfOf` is undefined; leave it out where there is nobody");
    }
    if (onBehalfOf === undefined) return { party: openParty(policy, facts, now, null), human: null, limits: null };
    const human = openParty(policy, onBehalfOf, now, facts.principal?.id ?? null);
    return { party: openParty(policy, facts, now, human.principal.id), human, limits: null };
  });
}

/** Narrows a standpoint; nothing widens it. */
export function attenuated(at: Standpoint, attenuation: Attenuation): Standpoint {
  const { party, human } = at;
  try {
    return { party, human, limits: narrow(party.policy, at.limits, attenuation) };
  } catch (error) {
    if (isCastellanError(error)) throw error;
    throw new InvalidRequestError("invalid_limit", "the limit cannot be read");
  }
}

/** The same facts at another instant. */
export function movedTo(at: Standpoint, instant: Instant): Standpoint {
  const now = readNow(instant);
  const { party, human, limits } = at;
  return reading(() => ({
    party: openParty(party.policy, party, now, party.counterpart),
    human: human === null ? null : openParty(human.policy, human, now, human.counterpart),
    limits,
  }));
}

/** Facts that throw while they are read are refused. */
function reading(open: () => Standpoint): Standpoint {
  try {
    return open();
  } catch (error) {
    if (isCastellanError(error)) throw error;
    throw new InvalidRequestError("invalid_facts", "the facts cannot be read");
  }
}

function readNow(instant: unknown): number {
  const now = Math.floor(toEpochMs(instant));
  if (Number.isNaN(now))
    throw new InvalidRequestError("invalid_now", "`now` names no instant; the library reads no clock");
  return now;
}
