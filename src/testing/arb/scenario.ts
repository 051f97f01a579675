import fc from "fast-check";
import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import type { ModelData } from "../../model/model-data.js";
import type { PolicyData } from "../../model/policy-data.js";
import { type PolicySource, policyDataOf } from "../reference/decide.js";
import type { ReferenceLimit } from "../reference/party.js";
import { facts } from "./facts.js";
import { now } from "./instant.js";
import { limit } from "./limit.js";
import { model } from "./model.js";
import { policy } from "./policy.js";
import { request } from "./request.js";

/** A policy with people who ask and what they ask: every one of them may ask everything. */
export interface Scenario {
  readonly policy: PolicyData;
  readonly facts: readonly AccessFacts[];
  readonly requests: readonly RequestData[];
  /** To what every access is attenuated, one after the other; mostly to nothing less. */
  readonly limits: readonly ReferenceLimit[];
}

/** What scenarios are drawn from, and how much one holds at most. */
export interface ScenarioOptions {
  /** Default: {@link model}. */
  readonly models?: fc.Arbitrary<ModelData>;
  /** Default: {@link policy} for the model. */
  readonly policies?: (model: ModelData) => fc.Arbitrary<PolicyData>;
  /** The roles that are assigned. Default: those of a generated policy. */
  readonly roles?: readonly string[];
  /** Default 4. */
  readonly maxFacts?: number;
  /** Default 6. */
  readonly maxRequests?: number;
}

/** A generated policy with people and requests. */
export function scenario(options: ScenarioOptions = {}): fc.Arbitrary<Scenario> {
  const { models = model(), policies = policy, roles, maxFacts = 4, maxRequests = 6 } = options;
  const size = { minLength: 1, size: "max" } as const;
  return fc.tuple(models, now()).chain(([each, at]) =>
    fc.array(request(each), { ...size, maxLength: maxRequests }).chain((requests) =>
      fc.record({
        policy: policies(each),
        facts: fc.array(facts(each, requests, at, roles), { ...size, maxLength: maxFacts }),
        requests: fc.constant(requests),
        limits: fc.oneof(
          { weight: 6, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(limit(each, at), { minLength: 1, maxLength: 2 }) },
        ),
      }),
    ),
  );
}

/**
 * People and requests for a policy that is given: with the laws, what a user's own policy is tested by.
 *
 * @param source - the policy, or its data
 * @example
 * import fc from "fast-check";
 * import { crmPolicy } from "castellan/presets";
 * const property = laws.addingAnAllow.property(scenarioOf(crmPolicy));
 * fc.check(property, { numRuns: 3 }).failed // => false
 */
export function scenarioOf(source: PolicySource, options: Pick<ScenarioOptions, "maxFacts" | "maxRequests"> = {}) {
  const given = policyDataOf(source);
  const roles = Object.keys(given.roles);
  return scenario({ ...options, roles, models: fc.constant(given.model), policies: () => fc.constant(given) });
}
