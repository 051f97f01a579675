import { describe, expect, it } from "vitest";
import { deal, NOW, open, policyOf, polluted, principal, repOf } from "./fixture.js";

const scoped = policyOf({
  rep: { title: "Rep", scopedBy: ["region"], statements: { deal: [{ allow: "read" }] } },
});
const everywhere = [{ id: "a1", role: "rep", scope: { region: "*" } }];

describe("an object prototype that somebody has polluted (S12)", () => {
  it("gives an assignment no scope", () => {
    const facts = { assignments: [{ id: "a1", role: "rep" }] };
    expect(polluted("scope", { region: "*" }, () => open(scoped, facts).can("read", "deal", deal))).toBe(false);
    const empty = { assignments: [{ id: "a1", role: "rep", scope: {} }] };
    expect(polluted("region", "*", () => open(scoped, empty).can("read", "deal", deal))).toBe(false);
  });

  it("gives an assignment no role", () => {
    const facts = { assignments: [{ id: "a1", scope: { region: "*" } }] };
    expect(polluted("role", "rep", () => open(scoped, facts).can("read", "deal", deal))).toBe(false);
  });

  it("makes no direct grant of an assignment", () => {
    const facts = { assignments: [{ id: "a1", role: "nobody", scope: { region: "*", project: "*" } }] };
    const statements = { deal: [{ allow: "*" }] };
    expect(polluted("statements", statements, () => open(scoped, facts).can("read", "deal", deal))).toBe(false);
  });

  it("makes nobody active, and nobody a service", () => {
    const idle = { principal: { id: "u1", kind: "employee" }, assignments: everywhere };
    expect(polluted("status", "active", () => open(scoped, idle).can("read", "deal", deal))).toBe(false);
    const revoked = { principal: { id: "u1", status: "active", sessionsValidFrom: 0 }, assignments: everywhere };
    expect(polluted("kind", "service", () => open(scoped, revoked).can("read", "deal", deal))).toBe(false);
  });

  it("meets no requirement", () => {
    const guarded = repOf(
      [{ allow: ["read", "export"] }],
      [
        { require: { mfa: {} }, for: "read" },
        { require: { justification: true }, for: "export" },
      ],
    );
    const factors = [{ method: "mfa", at: NOW }];
    const session = { id: "s1", authenticatedAt: NOW };
    expect(polluted("factors", factors, () => open(guarded, { session }).outcome("read", "deal", deal))).toBe(
      "challenge",
    );
    const request = { action: "export", type: "deal", record: deal };
    expect(polluted("justification", "because", () => open(guarded).decide(request).outcome)).toBe("challenge");
  });

  it("gives a record no fields", () => {
    const policy = repOf([{ allow: "read", when: { stage: "won" } }]);
    expect(polluted("stage", "won", () => open(policy).can("read", "deal", { id: "d1" }))).toBe(false);
  });

  it("gives a principal no attributes", () => {
    const policy = repOf([{ allow: "read", when: { ownerId: { $ref: "principal.attributes.desk" } } }]);
    const facts = { principal: { ...principal, attributes: {} } };
    expect(polluted("desk", "u3", () => open(policy, facts).can("read", "deal", deal))).toBe(false);
  });

  it("turns no forbid or require into an allow, and bounds none, while a policy is defined", () => {
    const define = () =>
      repOf([{ allow: "update" }], [{ forbid: "export" }, { require: { mfa: { factors: 2 } }, for: "update" }]);
    const pollution: readonly [string, unknown][] = [
      ["allow", "*"],
      ["who", { kind: "guest" }],
      ["when", { stage: "won" }],
      ["to", { stage: "won" }],
      ["fields", ["id"]],
      ["masked", { phone: "last4" }],
      ["require", { mfa: {} }],
      ["for", "read"],
      ["within", "1d"],
      ["factors", 1],
      ["optional", true],
      ["array", true],
      ["get", () => undefined],
      ["0", "x"],
    ];
    for (const [key, value] of pollution) {
      const access = open(polluted(key, value, define));
      expect([key, access.outcome("export", "deal", deal)]).toEqual([key, "deny"]);
      expect([key, access.outcome("update", "deal", deal)]).toEqual([key, "deny"]);
    }
  });
});
