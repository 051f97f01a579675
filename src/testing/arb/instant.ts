import fc from "fast-check";
import type { Instant } from "../../model/instant.js";
import { BASE } from "./pools.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Changes of clocks: in Berlin (a gap, an overlap), in New York, and in Apia, which once skipped a day. */
const CLOCK_CHANGES = [
  Date.UTC(2026, 2, 29, 1),
  Date.UTC(2026, 9, 25, 1),
  Date.UTC(2026, 2, 8, 7),
  Date.UTC(2011, 11, 30, 10),
];

/** The instant of a question: often the same one, at times just before or after the change of a clock. */
export function now(): fc.Arbitrary<number> {
  const change = fc
    .tuple(fc.constantFrom(...CLOCK_CHANGES), fc.constantFrom(-HOUR, -1, 0, 1, HOUR))
    .map(([at, offset]) => at + offset);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(BASE) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 7 * 24 * 60 }).map((minutes) => BASE + minutes * MINUTE) },
    { weight: 1, arbitrary: change },
  );
}

/** An instant before or at `at`, at times by exactly a length that policies use, or by a fraction more. */
export function past(at: number): fc.Arbitrary<Instant> {
  return written(
    fc.constantFrom(
      0,
      0.25,
      1,
      MINUTE,
      15 * MINUTE - 1,
      15 * MINUTE,
      15 * MINUTE + 1,
      HOUR,
      12 * HOUR,
      13 * HOUR,
      30 * DAY,
    ),
  ).map((write) => write((length) => at - length));
}

/** An instant after `at`, at times by a fraction more than a whole millisecond. */
export function future(at: number): fc.Arbitrary<Instant> {
  return written(fc.constantFrom(1, 2, 2.75, MINUTE, HOUR, DAY)).map((write) => write((length) => at + length));
}

/** Something that names no instant. */
export function unusableInstant(): fc.Arbitrary<unknown> {
  return fc.constantFrom(null, "soon", "2026-03-01", Number.NaN, new Date(Number.NaN), true, {}, 8.64e15 + 1);
}

/** The ways to write an instant: epoch milliseconds, a `Date`, ISO 8601 text with some offset. */
export function spelling(): fc.Arbitrary<(epochMs: number) => Instant> {
  return fc.constantFrom(
    (epochMs: number) => epochMs,
    (epochMs: number) => new Date(epochMs),
    (epochMs: number) => new Date(epochMs).toISOString(),
    (epochMs: number) => new Date(epochMs + HOUR).toISOString().replace("Z", "+01:00"),
  );
}

function written(length: fc.Arbitrary<number>) {
  return fc.tuple(length, spelling()).map(
    ([span, spell]) =>
      (shift: (length: number) => number): Instant =>
        spell(shift(span)),
  );
}
