import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../src/model/access-facts.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deal, deals, NOW, policyOf, principal, rep, ruled, session } from "../fixtures/access.js";
import { visit } from "../fixtures/visit.js";

const some = (statements: StatementData[], facts: Partial<AccessFacts> = {}, action = "read") =>
  accessTo(deals(...statements), facts).canSome(action, "deal");
const won = { stage: "won" } as const;

describe("S11 canSome without a record", () => {
  it("is yes where some record could be allowed", () => {
    expect([some([{ allow: "read", when: won }]), some([{ allow: "export" }]), some([])]).toEqual([true, false, false]);
  });

  it("is yes where something could be met", () => {
    expect([
      some([{ allow: "read" }, { require: { justification: true }, for: "read" }]),
      some([{ allow: "read" }, { require: { approval: { by: "rep" } }, for: "read" }]),
      some([{ allow: "read" }, { require: { mfa: {} }, for: "read" }]),
    ]).toEqual([true, true, true]);
  });

  it("is no where what is required can never be met, and reaches every record", () => {
    const device = { require: { device: { managed: true } }, for: "read" } as const;
    expect([
      some([{ allow: "read" }, device]),
      some([{ allow: "read" }, { ...device, when: won }]),
      some([{ allow: "read" }, { require: { mfa: {} }, for: "read" }], { session: null }),
    ]).toEqual([false, true, false]);
  });

  it("is no where a forbid reaches every record", () => {
    expect([
      some([{ allow: "read" }, { forbid: "read" }]),
      some([{ allow: "read" }, { forbid: "read", when: won }]),
      some([{ allow: "update" }, { forbid: "update", to: won }], {}, "update"),
      some([{ allow: "read" }, { forbid: "read", fields: ["stage"] }]),
      some([
        { allow: "read", fields: ["stage"] },
        { forbid: "read", fields: ["stage"] },
      ]),
    ]).toEqual([false, true, true, true, false]);
  });

  it("asks whom a rule reaches", () => {
    const rule = (who: StatementData["when"]) => ruled({ forbid: "read", who: who! });
    expect([
      accessTo(rule({ kind: "guest" })).canSome("read", "deal"),
      accessTo(rule({ kind: "employee" })).canSome("read", "deal"),
      accessTo(rule({ "attributes.department": "x" })).canSome("read", "deal"),
    ]).toEqual([true, false, false]);
  });

  it("is yes where a forbid in a narrower scope leaves other records", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { roles: { bar: { title: "Bar", scopedBy: ["region"], statements: { deal: [{ forbid: "read" }] } } } },
    );
    const within = (scope: { region: string[] | "*" }) =>
      accessTo(policy, { assignments: [rep(), { id: "b", role: "bar", scope }] }).canSome("read", "deal");
    expect([within({ region: ["DE"] }), within({ region: "*" })]).toEqual([true, false]);
  });

  it("is yes where a forbid is narrower in one of several dimensions", () => {
    const both = policyOf(
      { visit: [{ allow: "read" }] },
      { roles: { bar: { title: "Bar", scopedBy: ["region", "team"], statements: { visit: [{ forbid: "read" }] } } } },
    );
    const policy = { ...both, model: { ...both.model, resources: { ...both.model.resources, visit } } };
    const within = (region: string[] | "*", team: string[] | "*") =>
      accessTo(policy, { assignments: [rep(), { id: "b", role: "bar", scope: { region, team } }] }).canSome(
        "read",
        "visit",
      );
    expect([within(["DE"], "*"), within("*", ["north"]), within("*", "*")]).toEqual([true, true, false]);
  });

  it("is no for whom steps 2 and 3 stop", () => {
    const allow: StatementData[] = [{ allow: "*" }];
    expect([
      some(allow, { principal: { ...principal, status: "suspended" } }),
      some(allow, { principal: { ...principal, status: "read_only" } }, "export"),
      some(allow, { principal: { ...principal, status: "read_only" } }, "read"),
      some(allow, { principal: { ...principal, sessionsValidFrom: NOW } }),
    ]).toEqual([false, false, true, false]);
  });

  it("is yes for a session past its end: one can log in again", () => {
    expect(some([{ allow: "read" }], { session: { ...session, expiresAt: NOW } })).toBe(true);
  });

  it("asks for a field by name in full, without one in part as well", () => {
    const access = accessTo(deals({ allow: "read", masked: { phone: "last4" } }));
    expect([access.canSome("read", "deal"), access.canSome("read", "deal", undefined, "phone")]).toEqual([true, false]);
  });

  it("asks for the field that is named", () => {
    const access = accessTo(deals({ allow: "read", fields: ["stage"] }));
    expect([
      access.canSome("read", "deal", undefined, "stage"),
      access.canSome("read", "deal", undefined, "amount"),
    ]).toEqual([true, false]);
  });

  it("S42 on behalf of somebody is no where either cannot", () => {
    const policy = deals({ allow: "read" });
    const onBehalfOf = (assignments: AccessFacts["assignments"]) => ({
      principal: { ...principal, id: "u2" },
      assignments,
      session,
    });
    const some = (of: AccessFacts["assignments"]) =>
      accessTo(policy, { onBehalfOf: onBehalfOf(of) }).canSome("read", "deal");
    expect([some([rep()]), some([])]).toEqual([true, false]);
    const suspended = { ...onBehalfOf([rep()]), principal: { ...principal, id: "u2", status: "suspended" as const } };
    expect(accessTo(policy, { onBehalfOf: suspended }).canSome("read", "deal")).toBe(false);
  });

  it("S42 is no for what was taken away", () => {
    const access = accessTo(deals({ allow: "*" })).attenuate({ allow: { deal: ["export"] } });
    expect([access.canSome("read", "deal"), access.canSome("export", "deal")]).toEqual([false, true]);
  });
});

describe("S11 canSome with a record", () => {
  const on = (statements: StatementData[], action: string, record: object, facts: Partial<AccessFacts> = {}) =>
    accessTo(deals(...statements), facts).canSome(action, "deal", record);

  it("asks for some change to it", () => {
    const statements: StatementData[] = [{ allow: "update", to: won }];
    expect([on(statements, "update", deal), accessTo(deals(...statements)).can("update", "deal", deal)]).toEqual([
      true,
      false,
    ]);
  });

  it("knows the record as it stands", () => {
    const statements: StatementData[] = [{ allow: "update", when: won }];
    expect([
      on(statements, "update", deal),
      on(statements, "update", { ...deal, stage: "won" }),
      on(statements, "update", {}),
    ]).toEqual([false, true, false]);
  });

  it("S22 knows the scope as it stands", () => {
    const policy = policyOf({ deal: [{ allow: "update" }] }, { rep: { scopedBy: ["region"] } });
    const access = accessTo(policy, { assignments: [rep({ scope: { region: ["DE"] } })] });
    expect([
      access.canSome("update", "deal", deal),
      access.canSome("update", "deal", { region: "FR" }),
      access.canSome("update", "deal", {}),
    ]).toEqual([true, false, false]);
  });

  it("is no where a forbid reaches it, whatever the change", () => {
    const forbidding = (limit: StatementData, record: object = deal) =>
      on([{ allow: "update" }, limit], "update", record);
    expect([
      forbidding({ forbid: "update" }),
      forbidding({ forbid: "update", when: won }),
      forbidding({ forbid: "update", when: won }, { stage: "won" }),
      forbidding({ forbid: "update", when: won }, {}),
      forbidding({ forbid: "update", to: won }),
    ]).toEqual([false, true, false, false, true]);
  });

  it("is no where what is required of it cannot be met", () => {
    const device = { require: { device: { managed: true } }, for: "update", when: won } as const;
    const statements: StatementData[] = [{ allow: "update" }, device];
    expect([on(statements, "update", deal), on(statements, "update", { stage: "won" })]).toEqual([true, false]);
  });

  it("is yes for a record in no scope of a forbid, and no where that is not known", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { roles: { bar: { title: "Bar", scopedBy: ["region"], statements: { deal: [{ forbid: "read" }] } } } },
    );
    const access = accessTo(policy, { assignments: [rep(), { id: "b", role: "bar", scope: { region: ["DE"] } }] });
    expect([{ region: "DE" }, { region: "FR" }, {}].map((record) => access.canSome("read", "deal", record))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("of a creation asks whether this one is not denied", () => {
    const statements: StatementData[] = [{ allow: "create", to: won, fields: ["stage"] }];
    expect([
      on(statements, "create", { stage: "won" }),
      on(statements, "create", { stage: "open" }),
      on(statements, "create", { stage: "won", amount: 1 }),
      accessTo(deals(...statements)).canSome("create", "deal"),
      accessTo(deals(...statements)).canSome("create", "deal", { stage: "won", amount: 1 }, "stage"),
    ]).toEqual([true, false, false, true, true]);
  });
});

describe("canSome", () => {
  const access = accessTo(deals({ allow: "read" }));

  it("throws where the question makes no sense", () => {
    expect(() => access.canSome("raed", "deal")).toThrow("action `raed` is not defined for `deal`");
    expect(() => access.canSome("read", "dael")).toThrow("resource type `dael` is not defined");
    expect(() => access.canSome("read", "deal", undefined, "amont")).toThrow("field `amont` is not defined for `deal`");
    expect(() => access.canSome("read", "deal", null as unknown as object)).toThrow(
      "the record of type `deal` is not an object",
    );
  });

  it("is never what `can` falls back to", () => {
    expect(() => access.can("read", "deal", undefined as unknown as object)).toThrow(
      "the record of type `deal` is missing",
    );
  });
});
