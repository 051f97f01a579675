import fc from "fast-check";
import type { AccessFacts, PartyFacts, RequestData } from "../../model/access-facts.js";
import type { ModelData } from "../../model/model-data.js";
import { approval } from "./approval.js";
import { assignment } from "./assignment.js";
import { oneTimeIn } from "./optional.js";
import { principal } from "./principal.js";
import { session } from "./session.js";

/** Who asks, in which session and with which approvals of these requests; now and then on behalf of somebody. */
export function facts(
  model: ModelData,
  requests: readonly RequestData[],
  now: number,
  roles?: readonly string[],
): fc.Arbitrary<AccessFacts> {
  const side = party(model, requests, now, roles);
  return fc
    .tuple(side, oneTimeIn(9, side))
    .map(([self, human]) => ({ ...self, now, ...(human !== undefined && { onBehalfOf: human }) }));
}

/** One side of a request. */
export function party(
  model: ModelData,
  requests: readonly RequestData[],
  now: number,
  roles?: readonly string[],
): fc.Arbitrary<PartyFacts> {
  return fc.record({
    principal: principal(model, now),
    assignments: fc.array(assignment(model, now, roles), { minLength: 1, maxLength: 6, size: "max" }),
    session: session(now),
    approvals: fc.array(approval(requests, now), { maxLength: 6, size: "max" }),
  });
}
