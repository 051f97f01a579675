import fc from "fast-check";
import type { ModelData } from "../../model/model-data.js";
import type { Principal } from "../../model/principal.js";
import { future, past, unusableInstant } from "./instant.js";
import { typed } from "./typed.js";
import { value } from "./value.js";

/** A principal: mostly active, at times read-only, gone, or with sessions cut off; its facts are partial. */
export function principal(model: ModelData, now: number): fc.Arbitrary<Principal> {
  const attributes = Object.fromEntries(model.principal.attributes.map((field) => [field.name, value(field)]));
  return fc
    .record({
      id: fc.constantFrom("u1", "u1", "u1", "u2"),
      kind: fc.constantFrom("employee", "employee", "employee", "guest", "service", "agent"),
      status: fc.oneof(
        { weight: 80, arbitrary: fc.constant("active") },
        { weight: 4, arbitrary: fc.constant("read_only") },
        { weight: 2, arbitrary: fc.constantFrom("invited", "suspended", "deactivated", "Active") },
      ),
      attributes: fc.oneof(
        { weight: 12, arbitrary: fc.record(attributes, { requiredKeys: Object.keys(attributes).slice(1) }) },
        { weight: 2, arbitrary: fc.record(attributes, { requiredKeys: [] }) },
        { weight: 1, arbitrary: fc.constantFrom<unknown[]>(undefined, null) },
      ),
      validFrom: boundary(past(now), future(now), 120),
      validUntil: boundary(future(now), past(now), 120),
      sessionsValidFrom: fc.oneof(
        { weight: 60, arbitrary: fc.constant(undefined) },
        { weight: 3, arbitrary: past(now) },
        { weight: 1, arbitrary: fc.oneof(future(now), unusableInstant()) },
      ),
    })
    .map((parts) => typed<Principal>(parts));
}

/** An end of a window: mostly none, then mostly where it lets through. */
export function boundary(
  open: fc.Arbitrary<unknown>,
  shut: fc.Arbitrary<unknown>,
  none: number,
): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: none, arbitrary: fc.constant(undefined) },
    { weight: 6, arbitrary: open },
    { weight: 1, arbitrary: shut },
    { weight: 1, arbitrary: unusableInstant() },
  );
}
