import fc from "fast-check";
import { expect } from "vitest";
import { scenario } from "../../src/testing/arb/scenario.js";
import type { Law } from "../../src/testing/laws/law.js";

/** Holds the engine to a law on generated policies, and makes sure that the law was about something. */
export function holds(law: Law, { runs = 150, cases = 30, seed }: Strength = {}): void {
  let met = 0;
  const property = law.property(scenario({ maxFacts: 4, maxRequests: 8 }), (each) => {
    met += each;
  });
  fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
  expect(met, "how many cases the law was about").toBeGreaterThan(cases);
}

interface Strength {
  readonly runs?: number;
  /** In how many cases the law must have been about something. */
  readonly cases?: number;
  readonly seed?: number;
}
