import fc from "fast-check";
import { describe, it } from "vitest";
import { crmPolicy } from "../../src/presets/index.js";
import { scenarioOf } from "../../src/testing/arb/scenario.js";
import * as laws from "../../src/testing/laws.js";

describe("the laws hold for the CRM policy", () => {
  it.each(Object.values(laws).map((law) => ({ ...law })))("law $number: $sentence", ({ property }) => {
    fc.assert(property(scenarioOf(crmPolicy, { maxFacts: 3, maxRequests: 6 })), { numRuns: 25 });
  });
});
