import type { Access, AssignmentOf, Decision, Outcome, UnmetRequirement, VocabularyOf } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import { crm } from "./crm.js";

type Names = VocabularyOf<typeof crm>;
declare const access: Access<Names>;

const principal = { id: "u1", kind: "employee", status: "active" } as const;
const record = { id: "d1", stage: "open", amount: 5 } as const;

describe("the facts that an access is made of", () => {
  test("are the principal, its assignments, the session and now", () => {
    const made = crm.access({
      principal: { ...principal, attributes: { teams: ["a"], since: "2026-01-01T00:00:00Z" } },
      assignments: [{ id: "a1", role: "sales_rep", scope: { region: ["DE"] }, validUntil: new Date(0) }],
      session: { id: "s", authenticatedAt: 0, factors: [{ method: "pwd", at: 0 }] },
      approvals: [],
      now: Date.now(),
    });
    expectTypeOf(made).toEqualTypeOf<Access<Names>>();
  });

  test("must say whether there is a session, and when it is", () => {
    // @ts-expect-error
    crm.access({ principal, assignments: [], now: 0 });
    // @ts-expect-error
    crm.access({ principal, assignments: [], session: null });
  });

  test("may leave attributes out, but not misspell them", () => {
    crm.access({ principal: { ...principal, attributes: {} }, assignments: [], session: null, now: 0 });
    // @ts-expect-error
    crm.access({ principal: { ...principal, attributes: { taems: [] } }, assignments: [], session: null, now: 0 });
  });

  test("assign roles of the policy, within its dimensions", () => {
    expectTypeOf<AssignmentOf<typeof crm>>().toExtend<{ id: string }>();
    const facts = { principal, session: null, now: 0 } as const;
    // @ts-expect-error
    crm.access({ ...facts, assignments: [{ id: "a", role: "sales_rpe" }] });
    // @ts-expect-error
    crm.access({ ...facts, assignments: [{ id: "a", role: "sales_rep", scope: { regoin: ["DE"] } }] });
  });

  test("may grant statements directly", () => {
    const facts = { principal, session: null, now: 0 } as const;
    crm.access({
      ...facts,
      assignments: [{ id: "a", statements: { deal: [{ allow: "read" }] }, scope: { region: "*" } }],
    });
    // @ts-expect-error
    crm.access({ ...facts, assignments: [{ id: "a", statements: { deal: [{ allow: "raed" }] } }] });
    // @ts-expect-error a role or statements, not both
    crm.access({ ...facts, assignments: [{ id: "a", role: "sales_rep", statements: {} }] });
  });

  test("may name somebody on whose behalf", () => {
    crm.access({
      principal: { ...principal, kind: "agent" },
      assignments: [],
      session: null,
      now: 0,
      onBehalfOf: { principal, assignments: [{ id: "a", role: "sales_rep" }], session: null, approvals: [] },
    });
    // @ts-expect-error
    crm.access({ principal, assignments: [], session: null, now: 0, onBehalfOf: { principal, assignments: [] } });
  });
});

describe("questions", () => {
  test("name an action of the type, and a field of it", () => {
    expectTypeOf(access.can("read", "deal", record)).toEqualTypeOf<boolean>();
    expectTypeOf(access.can("call", "contact", {}, "phone")).toEqualTypeOf<boolean>();
    expectTypeOf(access.outcome("export", "deal", record)).toEqualTypeOf<Outcome>();
    // @ts-expect-error
    access.can("raed", "deal", record);
    // @ts-expect-error
    access.can("call", "deal", record);
    // @ts-expect-error
    access.can("read", "dael", record);
    // @ts-expect-error
    access.can("read", "deal", record, "staeg");
    // @ts-expect-error groups are for authors
    access.can("read", "deal", record, "#financial");
    // @ts-expect-error the record is needed
    access.can("read", "deal");
  });

  test("take any part of a record, with dates as they come", () => {
    access.can("read", "deal", {});
    access.can("read", "deal", { closedAt: "2026-01-01T00:00:00Z", margin: null, address: { city: null } });
    access.can("read", "deal", { closedAt: 0, seenAt: [new Date(0), "2026-01-01T00:00:00Z"] });
    // @ts-expect-error
    access.can("read", "deal", { amount: "5" });
    // @ts-expect-error
    access.can("read", "deal", { amuont: 5 });
    // @ts-expect-error
    access.can("read", "deal", null);
  });

  test("canSome asks with or without a record", () => {
    expectTypeOf(access.canSome("read", "deal")).toEqualTypeOf<boolean>();
    access.canSome("update", "deal", record, "stage");
    // @ts-expect-error
    access.canSome("call", "deal");
  });

  test("decide and assert take a request", () => {
    const request = { action: "update", type: "deal", record, changes: { stage: "won" }, fields: ["amount"] } as const;
    expectTypeOf(access.decide(request)).toEqualTypeOf<Decision>();
    expectTypeOf(access.assert({ ...request, justification: "why" })).toEqualTypeOf<void>();
    // @ts-expect-error
    access.decide({ action: "call", type: "deal", record });
    // @ts-expect-error
    access.decide({ action: "update", type: "deal", record, changes: { staeg: "won" } });
    // @ts-expect-error
    access.decide({ action: "update", type: "deal", record, changes: { stage: "wno" } });
    // @ts-expect-error
    access.decide({ action: "update", type: "deal", record, fields: ["staeg"] });
    // @ts-expect-error
    access.decide({ action: "update", type: "deal" });
  });

  test("explain gives something that can be read", () => {
    const explanation = access.explain({ action: "read", type: "deal", record });
    expectTypeOf(explanation).toHaveProperty("toString");
  });
});

describe("answers", () => {
  test("are in the type's own names", () => {
    type ContactField = "id" | "phone" | "email" | "region";
    expectTypeOf(access.fields("read", "contact", {})).toEqualTypeOf<ContactField[]>();
    expectTypeOf(access.needs("read", "contact")).toEqualTypeOf<readonly ContactField[]>();
    expectTypeOf(access.view("contact", {}, "phone")).toEqualTypeOf<"full" | "masked" | "hidden">();
    expectTypeOf(access.validUntil).toEqualTypeOf<number | null>();
  });

  test("checkWrite sorts the changes", () => {
    const check = access.checkWrite("contact", {}, { phone: "1" });
    expectTypeOf(check.allowed).toEqualTypeOf<readonly ("id" | "phone" | "email" | "region")[]>();
    expectTypeOf(check.refused[0]!.field).toEqualTypeOf<string>();
    expectTypeOf(check.needs[0]!.requirements).toEqualTypeOf<readonly UnmetRequirement[]>();
    // @ts-expect-error
    access.checkWrite("contact", {}, { phnoe: "1" });
  });

  test("a mask gives part of the record", () => {
    const masked = access.mask("contact", { phone: "1" });
    expectTypeOf(masked.phone).toEqualTypeOf<string | undefined>();
    // @ts-expect-error
    masked.phnoe;
  });

  test("a checker is bound to its action and type", () => {
    const check = access.checker("read", "deal");
    expectTypeOf(check(record, "stage")).toEqualTypeOf<boolean>();
    // @ts-expect-error
    check(record, "staeg");
    // @ts-expect-error
    access.checker("call", "deal");
  });

  test("an attenuated access asks the same questions", () => {
    const narrow = access.attenuate({ allow: { deal: ["read"], report: ["read", "print"] }, until: 5 });
    expectTypeOf(narrow).toEqualTypeOf<Access<Names>>();
    expectTypeOf(access.at("2026-01-01T00:00:00Z")).toEqualTypeOf<Access<Names>>();
    // @ts-expect-error
    access.attenuate({ allow: { deal: ["raed"] } });
    // @ts-expect-error
    access.attenuate({ allow: { dael: ["read"] } });
  });
});
