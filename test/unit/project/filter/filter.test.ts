import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../../src/model/access-facts.js";
import type { Approval } from "../../../../src/model/approval.js";
import type { PolicyData } from "../../../../src/model/policy-data.js";
import {
  accessByGrant,
  accessTo,
  deal,
  deals,
  HOUR,
  NOW,
  policyOf,
  principal,
  rep,
  ruled,
  session,
} from "../../fixtures/access.js";
import { told } from "../../fixtures/filter.js";

const filtered = (policy: PolicyData, facts: Partial<AccessFacts> = {}, action = "read", type = "deal") =>
  told(accessTo(policy, facts).filter(action, type).ast);

const scoped = (...statements: Parameters<typeof deals>) =>
  policyOf({ deal: statements }, { rep: { scopedBy: ["region"] } });
const held = (region: readonly string[] | "*") => ({ assignments: [rep({ scope: { region } })] });

describe("S37 a filter", () => {
  it("keeps everything where an allow has neither scope nor condition", () => {
    const filter = accessTo(deals({ allow: "read" })).filter("read", "deal");
    expect([filter.isAlways, filter.isNever, filter.matches({})]).toEqual([true, false, true]);
  });

  it("keeps nothing without an allow", () => {
    const filter = accessTo(deals({ allow: "export" })).filter("read", "deal");
    expect([filter.isAlways, filter.isNever, filter.matches(deal)]).toEqual([false, true, false]);
  });

  it("lists what a scope covers, down the tree", () => {
    expect(filtered(scoped({ allow: "read" }), held(["DACH"]))).toBe('region in ["DACH", "DE", "AT"]');
  });

  it("lists the scopes of several assignments at once", () => {
    const assignments = [rep({ scope: { region: ["FR"] } }), rep({ id: "a2", scope: { region: ["DE", "FR"] } })];
    expect(filtered(scoped({ allow: "read" }), { assignments })).toBe('region in ["FR", "DE"]');
  });

  it("asks nothing of a dimension in which everything is covered", () => {
    expect(filtered(scoped({ allow: "read" }), held("*"))).toBe("always");
  });

  it("wants both scope and condition, and puts what alternatives share in front", () => {
    const statements = [
      { allow: "read", when: { stage: "open" } },
      { allow: "read", when: { ownerId: { $ref: "principal.id" } } },
    ] as const;
    expect(filtered(scoped(...statements), held(["DE"]))).toBe(
      '(region eq "DE" and (stage eq "open" or ownerId eq "u1"))',
    );
  });

  it("is best over all fields: one field that is allowed will do", () => {
    const policy = deals(
      { allow: "read", fields: ["id", "stage"] },
      { forbid: "read", fields: ["id"], when: { stage: "won" } },
    );
    expect(filtered(policy)).toBe("always");
  });

  it("counts what is shown in part", () => {
    expect(filtered(deals({ allow: "read", masked: { phone: "last4" }, when: { stage: "open" } }))).toBe(
      'stage eq "open"',
    );
  });

  it("keeps what a forbid certainly does not reach: a value that is missing is reached", () => {
    expect(filtered(ruled({ forbid: "read", when: { amount: { $gt: 100 } } }))).toBe("amount lte 100");
  });

  it("bounds a role's own forbid by its scope", () => {
    const policy = policyOf(
      {},
      {
        roles: {
          reader: { title: "Reader", statements: { deal: [{ allow: "read" }] } },
          stopped: { title: "Stopped", scopedBy: ["region"], statements: { deal: [{ forbid: "read" }] } },
        },
      },
    );
    const assignments = [
      { id: "a1", role: "reader" },
      { id: "a2", role: "stopped", scope: { region: ["DE"] } },
    ] as const;
    expect(filtered(policy, { assignments })).toBe('region ne "DE"');
  });

  it("leaves out a rule that does not concern the principal", () => {
    expect(filtered(ruled({ forbid: "read", who: { kind: "guest" } }))).toBe("always");
  });

  it("has nothing of a requirement that is met, and keeps what an unmet one does not reach", () => {
    const require = { require: { session: { maxIdle: "30s" } }, for: "read", when: { stage: "won" } } as const;
    const met = { require: { session: { maxIdle: "2m" } }, for: "read", when: { stage: "won" } } as const;
    expect([filtered(ruled(met)), filtered(ruled(require))]).toEqual(["always", 'stage in ["open", "lost"]']);
  });

  it("knows no reason: what must be justified is not kept", () => {
    expect(filtered(ruled({ require: { justification: true }, for: "read", when: { stage: "won" } }))).toBe(
      'stage in ["open", "lost"]',
    );
  });

  it("does not hold for an action that changes where the new record matters", () => {
    expect(filtered(deals({ allow: "update", to: { stage: "open" } }), {}, "update")).toBe("never");
  });

  it("keeps nothing for whom the gate stops, whose session has ended, and after an attenuation that leaves nothing", () => {
    const all = deals({ allow: "*" });
    const access = accessTo(all);
    expect([
      filtered(all, { principal: { ...principal, status: "suspended" } }),
      filtered(all, { principal: { ...principal, status: "read_only" } }, "export"),
      filtered(all, { principal: { ...principal, status: "read_only" } }, "read"),
      filtered(all, { principal: { ...principal, sessionsValidFrom: NOW } }),
      filtered(all, { session: { ...session, expiresAt: NOW } }),
      told(access.attenuate({ allow: { deal: ["export"] } }).filter("read", "deal").ast),
      told(access.attenuate({ allow: { deal: ["read"] }, until: NOW }).filter("read", "deal").ast),
    ]).toEqual(["never", "never", "always", "never", "never", "never", "never"]);
  });

  it("keeps for two parties what both may see, each on the same field", () => {
    const policy = policyOf(
      {},
      {
        roles: {
          stages: {
            title: "Stages",
            scopedBy: ["region"],
            statements: { deal: [{ allow: "read", fields: ["stage"] }] },
          },
          both: {
            title: "Both",
            statements: {
              deal: [
                { allow: "read", fields: ["id"] },
                { allow: "read", fields: ["stage"], when: { stage: "won" } },
              ],
            },
          },
        },
      },
    );
    const human = { principal: { ...principal, id: "u2" }, session, assignments: [{ id: "a2", role: "both" }] };
    const assignments = [{ id: "a1", role: "stages", scope: { region: ["DE"] } }];
    expect(filtered(policy, { assignments, onBehalfOf: human })).toBe('(region eq "DE" and stage eq "won")');
  });

  it("reads a direct grant like a role", () => {
    expect(told(accessByGrant({ allow: "read", when: { stage: "won" } }).filter("read", "deal").ast)).toBe(
      'stage eq "won"',
    );
  });

  it("tells each test's statement", () => {
    const { ast } = accessTo(deals({ id: "mine", allow: "read", when: { ownerId: "u1" } })).filter("read", "deal");
    expect(ast).toMatchObject({ kind: "test", statement: "mine" });
  });

  it("keeps a record whose approval has been given, and tells no others apart", () => {
    const policy = deals({ allow: "export" }, { id: "four-eyes", require: { approval: { by: "rep" } }, for: "export" });
    const approval: Approval = {
      id: "p1",
      by: "u2",
      principal: "u1",
      action: "export",
      type: "deal",
      recordId: "d1",
      at: NOW - HOUR,
    };
    const filter = accessTo(policy, { approvals: [approval] }).filter("export", "deal");
    expect([told(filter.ast), filter.matches({ id: "d1" }), filter.matches({ id: "d2" })]).toEqual([
      "check four-eyes",
      true,
      false,
    ]);
    expect(filtered(policy, {}, "export")).toBe("never");
    expect(filtered(policy, { approvals: [{ ...approval, action: "read" }] }, "export")).toBe("never");
    expect(filtered(policy, { approvals: [{ ...approval, type: "report" }] }, "export")).toBe("never");
  });

  it("asks for a record to be created by the keys that it has", () => {
    const filter = accessTo(deals({ allow: "create", fields: ["id"] })).filter("create", "deal");
    expect([told(filter.ast), filter.matches({ id: "d9" }), filter.matches({ id: "d9", stage: "open" })]).toEqual([
      "check create of deal",
      true,
      false,
    ]);
  });

  it("refuses what is no record, and an unknown type or action", () => {
    const access = accessTo(deals({ allow: "read" }));
    expect(() => access.filter("read", "deal").matches(null as never)).toThrow(
      expect.objectContaining({ code: "invalid_record" }),
    );
    expect(() => access.filter("read", "lead")).toThrow(expect.objectContaining({ code: "unknown_type" }));
    expect(() => access.filter("sell", "deal")).toThrow(expect.objectContaining({ code: "unknown_action" }));
  });

  it("keeps a record that throws while it is read by what can be read of it", () => {
    const filter = accessTo(deals({ allow: "read", when: { $or: [{ stage: "open" }, { ownerId: "u1" }] } })).filter(
      "read",
      "deal",
    );
    const hostile = (rest: object) =>
      Object.defineProperty({ ...rest }, "stage", {
        enumerable: true,
        get() {
          throw new Error("no");
        },
      });
    expect([filter.matches(hostile({ ownerId: "u1" })), filter.matches(hostile({ ownerId: "u2" }))]).toEqual([
      true,
      false,
    ]);
  });

  it("asks record by record where the facts throw while they are read", () => {
    const attributes = {
      level: 1,
      get department(): string {
        throw new Error("no");
      },
    };
    const policy = deals(
      { allow: "read", when: { ownerId: { $ref: "principal.attributes.department" } } },
      { allow: "read", when: { stage: "open" } },
    );
    const access = accessTo(policy, { principal: { ...principal, attributes } });
    const filter = access.filter("read", "deal");
    expect([filter.ast.kind, filter.matches(deal)]).toEqual(["check", access.can("read", "deal", deal)]);
  });
});
