import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAssignment } from "../../../src/schema/read-assignment.js";
import { readModel } from "../../../src/schema/read-model.js";
import { readPolicy } from "../../../src/schema/read-policy.js";
import { model } from "../../../src/testing/arb/model.js";
import { policy } from "../../../src/testing/arb/policy.js";
import { scenarioOf } from "../../../src/testing/arb/scenario.js";
import { statements } from "../../../src/testing/arb/statement.js";
import { deals } from "./examples/fixture.js";

const policies = model().chain((each) => policy(each));

describe("what the arbitraries draw", () => {
  it("are models that the schema accepts", () => {
    fc.assert(
      fc.property(model(), (each) => {
        expect(readModel(each)).toMatchObject({ ok: true });
      }),
    );
  });

  it("are policies that the schema accepts, and reads as they stand", () => {
    fc.assert(
      fc.property(policies, (each) => {
        expect(readPolicy(each.model, each)).toEqual({ ok: true, value: each });
      }),
      { numRuns: 300 },
    );
  });

  it("are direct grants that the schema accepts", () => {
    const grants = policies.chain((each) => fc.tuple(fc.constant(each), statements(each.model, "grant")));
    fc.assert(
      fc.property(grants, ([each, given]) => {
        fc.pre(Object.keys(given).length > 0);
        const scope = Object.fromEntries(Object.keys(each.model.dimensions).map((name) => [name, "*"]));
        expect(readAssignment(each, { id: "g", statements: given, scope })).toMatchObject({ ok: true });
      }),
    );
  });

  it("are people and requests for a policy of one's own", () => {
    const own = deals({ allow: "read" });
    fc.assert(
      fc.property(scenarioOf(own), ({ policy: drawn, facts, requests }) => {
        expect(drawn).toBe(own);
        expect(facts.flatMap(({ assignments }) => assignments.map(({ role }) => role ?? "rep"))).not.toContain("boss");
        expect(requests.every(({ type }) => type in own.model.resources)).toBe(true);
      }),
    );
  });
});
