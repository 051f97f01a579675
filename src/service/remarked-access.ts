import type { Attenuation } from "../decide/attenuate.js";
import type { WriteCheck } from "../decide/check-write.js";
import { unexplained } from "../decide/explain.js";
import type { Explanation } from "../decide/explanation.js";
import { sortErrors } from "../decide/order.js";
import type { Standpoint } from "../decide/standpoint.js";
import type { RequestData } from "../model/access-facts.js";
import type { Decision, EvaluationError } from "../model/decision.js";
import type { Instant } from "../model/instant.js";
import type { Vocabulary } from "../model/vocabulary.js";
import type { Access } from "../policy/access.js";
import { ProjectedAccess } from "../project/access.js";

const UNAVAILABLE: EvaluationError = {
  code: "unavailable",
  message: "what is kept on the principal cannot be read now; ask again later",
};

const STALE: EvaluationError = {
  code: "stale",
  message: "what is kept on the principal cannot be read now; answered from what was known before",
};

/** Hears of decisions. */
export type Listener = (request: RequestData, decision: Decision) => void;

/** What a decision becomes. */
type Remark = (decision: Decision) => Decision;

/** An access that remarks on each of its decisions, and lets somebody listen. */
class RemarkedAccess extends ProjectedAccess {
  readonly #remark: Remark;
  readonly #listener: Listener | null;

  constructor(at: Standpoint, remark: Remark, listener: Listener | null) {
    super(at);
    this.#remark = remark;
    this.#listener = listener;
  }

  override decide(request: RequestData): Decision {
    const decision = this.#remark(super.decide(request));
    this.#listener?.(request, decision);
    return decision;
  }

  override explain(request: RequestData): Explanation {
    const explanation = super.explain(request);
    const decision = this.#remark(explanation.decision);
    // where the answer itself is another one, what led to the first explains nothing
    if (decision.outcome === "deny" && decision.reason === "indeterminate") return unexplained(this, request, decision);
    return { ...explanation, decision, toString: () => String(explanation) };
  }

  override checkWrite(type: string, record: object, changes: object): WriteCheck {
    const check = super.checkWrite(type, record, changes);
    const refused = check.refused.map((one) => {
      const decision = this.#remark({ ...NO_FACTS, outcome: "deny", reason: one.reason });
      return decision.outcome === "deny" ? { ...one, reason: decision.reason } : one;
    });
    return { ...check, refused };
  }

  override attenuate(limit: Attenuation): RemarkedAccess {
    return new RemarkedAccess(super.attenuate(limit), this.#remark, this.#listener);
  }

  override at(now: Instant): RemarkedAccess {
    return new RemarkedAccess(super.at(now), this.#remark, this.#listener);
  }
}

const NO_FACTS = { statements: [], errors: [], validUntil: null };

/** How much is known of the principal of an access. */
export type Standing = "fresh" | "stale" | "unavailable";

const REMARKS: Readonly<Record<Standing, Remark>> = {
  fresh: (decision) => decision,
  stale: (decision) => ({ ...decision, errors: sortErrors([...decision.errors, STALE]) }),
  unavailable: ({ validUntil }) => {
    return { outcome: "deny", reason: "indeterminate", statements: [], errors: [UNAVAILABLE], validUntil };
  },
};

/**
 * An access that says in its decisions how much is known: of a stale one, each has an error `stale`; of one of whom nothing
 * can be read, each is a deny `indeterminate` with an error `unavailable`.
 *
 * @param access - what `policy.access()` gave; of whom nothing can be read, the access of somebody who is allowed nothing
 * @param listener - hears of every `decide` and `assert`
 */
export function remarkedAccess<V extends Vocabulary>(
  access: Access<V>,
  standing: Standing,
  listener: Listener | null,
): Access<V> {
  if (standing === "fresh" && listener === null) return access;
  // an access of whatever vocabulary is made of one standpoint
  const at = access as Access<V> & Standpoint;
  return new RemarkedAccess(at, REMARKS[standing], listener) as Access<V>;
}
