import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scenario } from "../../../src/testing/arb/scenario.js";
import { opener } from "../../../src/testing/laws/ask.js";
import { SEED } from "../../seed.js";

describe("S38 a list may be queried by a field", () => {
  it("only if it can be read in full on every record that is kept, whatever the policy", () => {
    let asked = 0;
    const property = fc.property(scenario({ maxFacts: 3 }), ({ policy, facts, requests }) => {
      const open = opener(policy);
      for (const each of facts) {
        const access = open(each);
        for (const [type, { fields, actions }] of Object.entries(policy.model.resources)) {
          if (!actions.includes("read")) continue;
          const filter = access.filter("read", type);
          for (const { name } of fields) {
            try {
              access.assertQueryable(type, [name]);
            } catch {
              continue;
            }
            for (const { record } of requests) {
              if (!filter.matches(record)) continue;
              asked += 1;
              expect(access.can("read", type, record, name)).toBe(true);
            }
          }
        }
      }
    });
    fc.assert(property, { seed: SEED, numRuns: 300 });
    expect(asked).toBeGreaterThan(1_000);
  });
});
