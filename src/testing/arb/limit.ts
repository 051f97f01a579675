import fc from "fast-check";
import type { ModelData } from "../../model/model-data.js";
import type { ReferenceLimit } from "../reference/party.js";
import { future, past } from "./instant.js";
import { oneTimeIn } from "./optional.js";
import { typed } from "./typed.js";

/** What an access is narrowed to: some actions of some types, at times until some instant. */
export function limit(model: ModelData, now: number): fc.Arbitrary<ReferenceLimit> {
  const types = Object.entries(model.resources).map(
    ([type, resource]) => [type, fc.subarray([...resource.actions], { minLength: 1 })] as const,
  );
  const until = fc.oneof({ weight: 3, arbitrary: future(now) }, { weight: 1, arbitrary: past(now) });
  return fc
    .record({ allow: fc.record(Object.fromEntries(types), { requiredKeys: [] }), until: oneTimeIn(3, until) })
    .map((parts) => typed<ReferenceLimit>(parts));
}
