import fc from "fast-check";
import type { Session } from "../../model/session.js";
import { future, past, unusableInstant } from "./instant.js";
import { COUNTRIES, METHODS, ZONES } from "./pools.js";
import { typed } from "./typed.js";

/** A session: fresh or stale, with factors of all classes, at times with facts of the future; or none. */
export function session(now: number): fc.Arbitrary<Session | null> {
  return fc.oneof({ weight: 5, arbitrary: someSession(now) }, { weight: 1, arbitrary: fc.constant(null) });
}

function someSession(now: number): fc.Arbitrary<Session> {
  const known = instant(now);
  return fc
    .record({
      id: fc.constantFrom("s1", "u1"),
      authenticatedAt: known,
      lastActiveAt: fc.option(known, { nil: undefined, freq: 6 }),
      expiresAt: fc.oneof(
        { weight: 12, arbitrary: fc.constant(undefined) },
        { weight: 3, arbitrary: future(now) },
        { weight: 1, arbitrary: fc.oneof(past(now), unusableInstant()) },
      ),
      factors: fc.array(fc.record({ method: fc.constantFrom(...METHODS, "password"), at: known }), { maxLength: 4 }),
      device: fc.option(device(), { nil: undefined, freq: 4 }),
      network: fc.option(network(), { nil: undefined, freq: 4 }),
    })
    .map((parts) => typed<Session>(parts));
}

function instant(now: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 20, arbitrary: past(now) },
    { weight: 2, arbitrary: future(now) },
    { weight: 1, arbitrary: unusableInstant() },
  );
}

function device() {
  const flag = fc.oneof(
    { weight: 5, arbitrary: fc.constant(true) },
    { weight: 2, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constantFrom("true", 1, null) },
  );
  return fc.record(
    { id: fc.constantFrom("d1", "u1"), managed: flag, compliant: flag, known: flag },
    { requiredKeys: ["id"] },
  );
}

function network() {
  return fc.record(
    {
      ip: fc.constant("192.0.2.1"),
      country: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom(...COUNTRIES) },
        { weight: 1, arbitrary: fc.constantFrom("de", 49, null) },
      ),
      zones: fc.oneof(
        { weight: 6, arbitrary: fc.subarray([...ZONES]) },
        { weight: 1, arbitrary: fc.constantFrom<unknown[]>("office", [null, "vpn"], null) },
      ),
    },
    { requiredKeys: [] },
  );
}
