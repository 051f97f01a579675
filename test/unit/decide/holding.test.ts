import { describe, expect, it } from "vitest";
import type { Assignment } from "../../../src/model/assignment.js";
import type { Instant } from "../../../src/model/instant.js";
import { accessTo, ask, deal, deals, HOUR, NOW, policyOf, principal, rep } from "../fixtures/access.js";
import { determinedBy, verdict } from "../fixtures/reason.js";

const readers = deals({ allow: "read" });
const bounded = policyOf(
  {
    deal: [
      { id: "ok", allow: "*" },
      { id: "no", forbid: "delete" },
      { id: "why", require: { justification: true }, for: "export" },
    ],
  },
  { rep: { scopedBy: ["region"] } },
);
const scoped = (scope: unknown) => rep({ scope: scope as Assignment["scope"] & object });

function answers(assignment: Assignment, policy = bounded): readonly string[] {
  const access = accessTo(policy, { assignments: [assignment] });
  return ["read", "delete", "export"].map((action) => verdict(access, ask(action)));
}

const VALID = ["allow", "forbidden", "challenge"];
const INVALID = ["no_grant", "forbidden", "no_grant"];
const NOTHING = ["no_grant", "no_grant", "no_grant"];

describe("an assignment's window", () => {
  const at = (rest: Partial<Assignment>) => verdict(accessTo(readers, { assignments: [rep(rest)] }), ask("read"));

  it("S23 allows from the very millisecond at which it begins", () => {
    expect([at({ validFrom: NOW + 1 }), at({ validFrom: NOW })]).toEqual(["no_grant", "allow"]);
  });

  it("S23 denies from the very millisecond at which it ends", () => {
    expect([at({ validUntil: NOW + 1 }), at({ validUntil: NOW })]).toEqual(["allow", "no_grant"]);
  });

  it("is open for ever where nothing is said", () => {
    expect(verdict(accessTo(readers, { now: 8.64e15 }), ask("read"))).toBe("allow");
  });

  it("that ends before it begins is never open", () => {
    const assignment = rep({ validFrom: NOW + HOUR, validUntil: NOW - HOUR, scope: { region: ["DE"] } });
    expect(answers(assignment)).toEqual(NOTHING);
  });

  it("that ends as it begins is never open", () => {
    expect(answers(rep({ validFrom: NOW, validUntil: NOW, scope: "*" as never }))).toEqual(NOTHING);
  });

  it("S24 counts only inside the principal's own", () => {
    const access = accessTo(readers, { principal: { ...principal, validFrom: NOW + 1 } });
    expect(verdict(access, ask("read"))).toBe("principal_inactive");
  });

  it("that is over leaves no forbid either", () => {
    expect(answers(rep({ validUntil: NOW, scope: { region: ["DE"] } }))).toEqual(NOTHING);
  });

  it("that has not begun leaves no forbid either", () => {
    expect(answers(rep({ validFrom: NOW + 1, scope: { region: ["DE"] } }))).toEqual(NOTHING);
  });

  it.each([[null], ["soon"], [Number.NaN], ["2026-03-01"]])(
    "S20 of %j makes the assignment invalid: no allow, but the forbids",
    (validUntil) => {
      expect(answers(rep({ validUntil: validUntil as Instant, scope: { region: ["DE"] } }))).toEqual(INVALID);
    },
  );
});

describe("an assignment's scope", () => {
  it("S20 names every dimension of the role", () => {
    expect([answers(scoped({ region: ["DE"] })), answers(scoped({ region: "*" }))]).toEqual([VALID, VALID]);
  });

  it.each([
    ["is missing", undefined],
    ["names nothing", {}],
    ["names only another dimension", { team: ["north"] }],
    ["is an empty list", { region: [] }],
    ["is one value without a list", { region: "DE" }],
    ["holds something that is no text", { region: ["DE", 7] }],
    ["holds null", { region: null }],
    ["is a list", [["DE"]]],
    ["is a text", "*"],
    ["is null", null],
    ["names a dimension that does not exist", { region: ["DE"], planet: "*" }],
    ["inherits its dimension", Object.create({ region: ["DE"] })],
  ])("S20 that %s makes the assignment invalid: no allow, but the forbids, on every record", (_how, scope) => {
    const assignment = scope === undefined ? rep() : scoped(scope);
    expect(answers(assignment)).toEqual(INVALID);
  });

  it("may leave a dimension undefined that the role does not demand", () => {
    expect(answers(scoped({ region: ["DE"], team: undefined }))).toEqual(VALID);
  });

  it("S20 of an invalid assignment lets a require hold on every record", () => {
    const access = accessTo(bounded, {
      assignments: [scoped({ region: [] }), { id: "a2", role: "rep", scope: { region: ["FR"] } }],
    });
    expect(access.decide(ask("export", { record: { region: "FR" } })).statements).toEqual([
      { id: "why", role: "rep", assignment: "a1" },
      { id: "why", role: "rep", assignment: "a2" },
    ]);
  });
});

describe("an assignment's state", () => {
  const stated = (state: unknown) => rep({ state: state as "active", scope: { region: ["DE"] } });

  it("S34 eligible gives nothing, and forbids nothing", () => {
    expect(answers(stated("eligible"))).toEqual(NOTHING);
  });

  it("S34 active counts", () => {
    expect(answers(stated("active"))).toEqual(VALID);
  });

  it.each([["paused"], [null], [1]])("S12 %j makes the assignment invalid", (state) => {
    expect(answers(stated(state))).toEqual(INVALID);
  });
});

describe("what is wrong with an assignment", () => {
  const errors = (assignment: Assignment, policy = bounded) =>
    accessTo(policy, { assignments: [assignment] }).decide(ask("read")).errors;

  const shaped = 'each dimension of the model takes a list of values, or `"*"`';

  it.each([
    [
      "window",
      rep({ validFrom: "soon" as Instant, scope: { region: ["DE"] } }),
      "an end is epoch milliseconds, a `Date`, or ISO 8601 with an offset",
    ],
    ["scope", rep(), "it says nothing of `region`"],
    ["scope", rep({ scope: { team: ["north"] } }), "it says nothing of `region`"],
    ["scope", rep({ scope: { region: [] } }), shaped],
    ["scope", rep({ scope: { region: "DE" as "*" } }), shaped],
    ["scope", rep({ scope: { region: ["DE"], planet: ["Mars"] } }), shaped],
    ["state", rep({ state: "paused" as "active", scope: { region: ["DE"] } }), "it is `active` or `eligible`"],
  ])("S7 is reported: its %s", (part, assignment, remedy) => {
    const message = `the ${part} of assignment \`a1\` cannot be used: ${remedy}`;
    expect(errors(assignment)).toEqual([{ code: "invalid_assignment", message, assignment: "a1" }]);
  });

  it("S7 is reported: that it has both a role and statements; then neither gives anything", () => {
    for (const role of ["rep", "ghost"]) {
      const both = { ...rep({ role, scope: { region: ["DE"] } }), statements: { deal: [{ allow: "read" as const }] } };
      const access = accessTo(bounded, { assignments: [both as Assignment] });
      expect(access.can("read", "deal", deal)).toBe(false);
      expect(access.decide(ask("read")).errors).toContainEqual({
        code: "invalid_assignment",
        message: "assignment `a1` has both a role and statements",
        assignment: "a1",
      });
    }
  });

  it("S43 is told of the one that it is in, whatever stands beside it", () => {
    const both = { ...rep({ id: "b" }), statements: { deal: [{ id: "f", forbid: "read" as const }] } } as Assignment;
    for (const rest of [[], [rep({ id: "last", validUntil: 0 })]]) {
      const assignments = [rep({ id: "e", state: "eligible" }), both, ...rest];
      const access = accessTo(bounded, { assignments });
      const told = ["read", "delete"].map((action) => access.decide(ask(action)).statements);
      expect(told).toEqual(["f", "no"].map((id) => [{ id, role: "rep", assignment: "b" }]));
    }
  });

  it("S7 is reported: a role that the policy does not have", () => {
    expect(errors(rep({ role: "regonal_manager" }))).toEqual([
      {
        code: "unknown_role",
        message: "role `regonal_manager` of assignment `a1` is not defined",
        assignment: "a1",
      },
    ]);
  });

  it.each(["constructor", "__proto__", "toString"])("S17 is that there is no role `%s`", (role) => {
    expect(errors(rep({ role })).map(({ code }) => code)).toEqual(["unknown_role"]);
  });

  it("is nothing, where it is fine", () => {
    expect(errors(rep({ scope: { region: ["DE"] } }))).toEqual([]);
  });

  it("is not reported of one that is over", () => {
    expect(errors(rep({ validUntil: NOW }))).toEqual([]);
  });
});

describe("several assignments", () => {
  const policy = policyOf(
    { deal: [{ id: "r", allow: "read" }] },
    { roles: { boss: { title: "Boss", statements: { deal: [{ id: "b", allow: "read" }] } } } },
  );

  it("add up", () => {
    const assignments = [rep({ id: "a2" }), { id: "a1", role: "boss" }];
    expect(determinedBy(accessTo(policy, { assignments }), ask("read"))).toEqual(["b", "r"]);
  });

  it("of one role are told apart by their ids", () => {
    const access = accessTo(policy, { assignments: [rep({ id: "a2" }), rep({ id: "a1" })] });
    expect(access.decide(ask("read")).statements).toEqual([
      { id: "r", role: "rep", assignment: "a1" },
      { id: "r", role: "rep", assignment: "a2" },
    ]);
  });

  it("answer alike in any order, also when they were asked in another one before", () => {
    const one = rep({ id: "a1" });
    const other = { id: "a2", role: "boss" };
    const orders = [
      [one, other],
      [other, one],
    ];
    const [first, second] = orders.map((assignments) => accessTo(policy, { assignments }).decide(ask("read")));
    expect(first).toEqual(second);
  });
});
