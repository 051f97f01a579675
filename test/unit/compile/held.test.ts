import { describe, expect, it } from "vitest";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { Scope } from "../../../src/model/assignment.js";
import { accessTo, deal, deals, policyOf, rep } from "../fixtures/access.js";
import { isAllowed } from "../fixtures/agreed.js";

const policy = policyOf({ deal: [{ allow: "*" }] });

/** What scopes cover, as rows of one policy. */
function rows() {
  const { scopes, roles } = compilePolicy(policy);
  return (scope: unknown) => scopes.held(roles.get("rep")!, scope)?.row;
}
const regions = (count: number, first = 0) => Array.from({ length: count }, (_one, index) => `r${first + index}`);

describe("scopes that are equal", () => {
  it.each<[string, Scope, Scope]>([
    ["of one value", { region: ["DE"] }, { region: ["DE"] }],
    ["of several values", { region: ["DE", "FR"] }, { region: ["DE", "FR"] }],
    ['of "*"', { region: "*" }, { region: "*" }],
    ["of several dimensions", { region: ["DE"], team: ["north"] }, { team: ["north"], region: ["DE"] }],
    ["of as many values as are remembered", { region: regions(64) }, { region: regions(64) }],
  ])("%s are one object", (_what, left, right) => {
    const row = rows();
    const first = row(left);
    expect(row({ region: ["AT"] })).not.toBe(first);
    expect(row(right)).toBe(first);
  });

  it("are made anew where they have more values than are remembered, whichever dimension it is", () => {
    const row = rows();
    for (const scope of [{ region: regions(65) }, { region: regions(65), team: ["north"] }]) {
      expect(row(scope)).not.toBe(row(scope));
    }
    expect(row({ region: regions(65) })).not.toBe(row({ region: regions(65, 1) }));
  });

  it("are forgotten when there are too many, and then made anew", () => {
    const row = rows();
    const first = row({ region: ["DE"] });
    for (const region of regions(16_383)) row({ region: [region] });
    expect(row({ region: ["DE"] })).toBe(first);
    const last = row({ region: ["one more"] });
    const again = row({ region: ["DE"] });
    expect(again).not.toBe(first);
    expect(row({ region: ["one more"] })).toBe(last);
    expect(row({ region: ["DE"] })).toBe(again);
  });
});

describe("scopes that differ", () => {
  it.each<[string, Scope, Scope]>([
    ["in a value", { region: ["DE"] }, { region: ["FR"] }],
    ["in the number of values", { region: ["DE"] }, { region: ["DE", "FR"] }],
    ["in the dimension", { region: ["DE"] }, { team: ["DE"] }],
    ["in where a value ends", { region: ["a:1", "b"] }, { region: ["a", "1:b"] }],
    ["in what looks like a length", { region: ["a:1:b"] }, { region: ["a", "b"] }],
    ['between "*" and a value that is written so', { region: "*" }, { region: ["*"] }],
    ["in a dimension that the other leaves out", { region: ["DE"], team: ["x"] }, { region: ["DE"] }],
  ])("%s are two", (_what, left, right) => {
    const row = rows();
    expect(row(left)).not.toBe(row(right));
    expect(row(left)).not.toEqual(row(right));
  });
});

describe("S20 a scope of a wrong shape", () => {
  it.each([["DE"], [7], [null], [true], [[]], [["DE"]], [{ region: "DE" }], [{ region: [] }], [{ planet: ["Mars"] }]])(
    "is invalid, though the role is scoped by nothing: %j",
    (scope) => {
      const allowed = (given: unknown) =>
        isAllowed(
          accessTo(deals({ allow: "read" }), { assignments: [rep({ scope: given as Scope })] }),
          "read",
          "deal",
          deal,
        );
      expect([allowed(scope), allowed({}), allowed(undefined)]).toEqual([false, true, true]);
    },
  );

  it.each([[["DE", 7]], [["DE", null]], [[...regions(64), 7]], [[...regions(65), 7]]])(
    "is invalid for one value that is no text",
    (region) => {
      expect(rows()({ region })).toBeUndefined();
    },
  );
});

describe("an invalid assignment", () => {
  it("leaves the same limits to all who hold it", () => {
    const { scopes, roles } = compilePolicy(policy);
    const role = roles.get("rep")!;
    expect(scopes.invalid(role)).toBe(scopes.invalid(role));
  });
});
