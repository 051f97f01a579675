import fc from "fast-check";
import type { AccessFacts, RequestData } from "../../model/access-facts.js";
import type { PolicyData } from "../../model/policy-data.js";
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

/** How much a scenario holds at most. */
export interface ScenarioSize {
  /** Default 4. */
  readonly maxFacts?: number;
  /** Default 6. */
  readonly maxRequests?: number;
}

/** A generated policy with people and requests; few at first, when a counterexample is sought. */
export function scenario({ maxFacts = 4, maxRequests = 6 }: ScenarioSize = {}): fc.Arbitrary<Scenario> {
  const size = { minLength: 1, size: "max" } as const;
  return fc.tuple(model(), now()).chain(([each, at]) =>
    fc.array(request(each), { ...size, maxLength: maxRequests }).chain((requests) =>
      fc.record({
        policy: policy(each),
        facts: fc.array(facts(each, requests, at), { ...size, maxLength: maxFacts }),
        requests: fc.constant(requests),
        limits: fc.oneof(
          { weight: 6, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(limit(each, at), { minLength: 1, maxLength: 2 }) },
        ),
      }),
    ),
  );
}
