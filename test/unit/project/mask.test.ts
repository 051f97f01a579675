import { describe, expect, it } from "vitest";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deal, deals, factsOf, NOW, policyOf, principal, rep, ruled, session } from "../fixtures/access.js";

const masked = (...statements: StatementData[]) => accessTo(deals(...statements)).mask("deal", deal);

describe("S36 a mask", () => {
  it("keeps the fields that may be read, with their values as they are", () => {
    expect(masked({ allow: "read", fields: ["id", "tags", "closedAt"] })).toEqual({
      id: "d1",
      closedAt: null,
      tags: deal.tags,
    });
  });

  it("shows in part what only a masked allow covers", () => {
    expect(masked({ allow: "read", fields: ["id"] }, { allow: "read", masked: { phone: "last4" } })).toEqual({
      id: "d1",
      phone: "••••1820",
    });
  });

  it("shows in full what another allow covers in full", () => {
    expect(masked({ allow: "read", masked: { phone: "redact" } }, { allow: "read", fields: ["phone"] })).toEqual({
      phone: deal.phone,
    });
  });

  it("shows the most revealing of several views, in a fixed order", () => {
    const among = (...views: ("last4" | "email" | "initials" | "redact")[]) =>
      masked(...views.map((view): StatementData => ({ allow: "read", masked: { phone: view } }))).phone;
    expect([
      among("redact", "initials", "email", "last4"),
      among("redact", "initials", "email"),
      among("redact", "initials"),
      among("redact"),
    ]).toEqual(["••••1820", "••••", "+.9.", "••••"]);
  });

  it("shows the view whose allow holds on the record", () => {
    const statements: StatementData[] = [
      { allow: "read", masked: { phone: "last4" }, when: { stage: "won" } },
      { allow: "read", masked: { phone: "redact" } },
    ];
    expect([masked(...statements), accessTo(deals(...statements)).mask("deal", { ...deal, stage: "won" })]).toEqual([
      { phone: "••••" },
      { phone: "••••1820" },
    ]);
  });

  it("drops what a forbid holds on, in full and in part", () => {
    const allows: StatementData[] = [
      { allow: "read", fields: ["id", "stage"] },
      { allow: "read", masked: { phone: "last4" } },
    ];
    expect([
      masked(...allows, { forbid: "read", fields: ["phone"] }),
      masked(...allows, { forbid: "read", fields: ["stage"] }),
    ]).toEqual([
      { id: "d1", stage: "open" },
      { id: "d1", phone: "••••1820" },
    ]);
  });

  it("drops what an unmet requirement reaches, in full and in part", () => {
    const allows: StatementData[] = [
      { allow: "read", fields: ["id", "stage"] },
      { allow: "read", masked: { phone: "last4" } },
    ];
    expect([
      masked(...allows, { require: { justification: true }, for: "read", fields: ["phone"] }),
      masked(...allows, { require: { device: { managed: true } }, for: "read", fields: ["stage"] }),
      masked(...allows, { require: { session: { maxAge: "2h" } }, for: "read" }),
    ]).toEqual([
      { id: "d1", stage: "open" },
      { id: "d1", phone: "••••1820" },
      { id: "d1", stage: "open", phone: "••••1820" },
    ]);
  });

  it("does not drop to a view what an unmet requirement keeps from being read in full", () => {
    const statements: StatementData[] = [
      { allow: "read", fields: ["phone"] },
      { allow: "read", masked: { phone: "last4" } },
      { require: { justification: true }, for: "read", fields: ["phone"] },
    ];
    expect(masked(...statements)).toEqual({});
  });

  it("S3 drops sensitive fields that nothing names", () => {
    expect(Object.keys(masked({ allow: "read" }))).not.toContain("margin");
  });

  it("drops what the record does not have", () => {
    expect(accessTo(deals({ allow: "read" })).mask("deal", { id: "d1", stage: undefined, color: "red" })).toEqual({
      id: "d1",
    });
  });

  it("S17 drops what the record inherits", () => {
    expect(accessTo(deals({ allow: "read" })).mask("deal", Object.create({ stage: "open" }))).toEqual({});
  });

  it("drops what is masked and no text", () => {
    const access = accessTo(deals({ allow: "read", masked: { phone: "last4" } }));
    expect([
      access.mask("deal", { phone: 4930901820 }),
      access.mask("deal", { phone: null }),
      access.mask("deal", {}),
    ]).toEqual([{}, { phone: null }, {}]);
  });

  it("is a new object with the keys in schema order", () => {
    const record = { stage: "open", id: "d1" };
    const shown = accessTo(deals({ allow: "read" })).mask("deal", record);
    expect([Object.keys(shown), shown === record, Object.getPrototypeOf(shown) === Object.prototype]).toEqual([
      ["id", "stage"],
      false,
      true,
    ]);
  });

  it("S7 shows the cells of a record as they are, though another one throws", () => {
    const boom = () => {
      throw new Error("boom");
    };
    const map = new Map([["city", "Bonn"]]);
    const deep = Object.defineProperty({ city: "Bonn" }, "street", { get: boom, enumerable: true });
    const broken = (rest: object) =>
      Object.defineProperty({ ...deal, ...rest }, "amount", { get: boom, enumerable: true });
    const access = accessTo(deals({ allow: "read", fields: ["id", "amount", "tags", "address"] }));
    const onBehalfOf = { principal: { ...principal, id: "u2" }, assignments: [rep()], session };
    for (const seen of [access, accessTo(deals({ allow: "read" }), { onBehalfOf })]) {
      for (const address of [map, deep]) {
        const shown = seen.mask("deal", broken({ address }));
        expect([shown.id, shown.tags, shown.address, "amount" in shown]).toEqual(["d1", deal.tags, address, false]);
        expect(shown.address).toBe(address);
      }
    }
    const inPart = accessTo(deals({ allow: "read", masked: { phone: "last4", ownerId: "redact" } }));
    const record = Object.defineProperty({ ...deal }, "phone", { get: boom, enumerable: true });
    expect(inPart.mask("deal", record)).toEqual({ ownerId: "••••" });
  });

  it("S22 shows nothing of a record out of scope", () => {
    const policy = policyOf({ deal: [{ allow: "read" }] }, { rep: { scopedBy: ["region"] } });
    const access = accessTo(policy, { assignments: [rep({ scope: { region: ["FR"] } })] });
    expect(access.mask("deal", deal)).toEqual({});
  });

  it("shows what any of several assignments lets be read, each on its own records", () => {
    const policy = policyOf(
      { deal: [{ allow: "read", fields: ["id"] }] },
      {
        rep: { scopedBy: ["region"] },
        roles: {
          money: {
            title: "Money",
            scopedBy: ["region"],
            statements: { deal: [{ allow: "read", fields: ["#financial"] }] },
          },
        },
      },
    );
    const access = accessTo(policy, {
      assignments: [rep({ scope: { region: ["DE", "FR"] } }), { id: "m", role: "money", scope: { region: ["DE"] } }],
    });
    expect([access.mask("deal", deal), access.mask("deal", { ...deal, region: "FR" })]).toEqual([
      { id: "d1", amount: 100, margin: 7 },
      { id: "d1" },
    ]);
  });

  it("shows nothing to whom steps 2 and 3 stop, and all to who may only read", () => {
    const policy = deals({ allow: "read", fields: ["id"] });
    const shown = (facts: object) => accessTo(policy, { principal: { ...principal, ...facts } }).mask("deal", deal);
    expect([shown({ status: "suspended" }), shown({ sessionsValidFrom: NOW }), shown({ status: "read_only" })]).toEqual(
      [{}, {}, { id: "d1" }],
    );
  });

  it("shows nothing once the session has ended", () => {
    expect(accessTo(deals({ allow: "read" }), { session: { ...session, expiresAt: NOW } }).mask("deal", deal)).toEqual(
      {},
    );
  });

  it("keeps a field named like something that every object inherits", () => {
    const policy = deals({ allow: "read" });
    const fields = [
      { name: "toString", type: "string" as const },
      { name: "valueOf", type: "string" as const },
    ];
    const { deal: type } = policy.model.resources;
    const model = {
      ...policy.model,
      resources: {
        ...policy.model.resources,
        deal: {
          ...type!,
          fields,
          scopePaths: { region: null, team: null },
          immutable: [],
          sensitive: [],
          fieldGroups: {},
        },
      },
    };
    const access = accessTo({ ...policy, model });
    const records: object[] = [{ toString: "x" }, {}];
    expect(records.map((record) => access.mask("deal", record))).toEqual(records);
  });
});

describe("S36 a view", () => {
  const access = accessTo(
    deals(
      { allow: "read", fields: ["id"] },
      { allow: "read", masked: { phone: "last4" } },
      { forbid: "read", fields: ["stage"] },
    ),
  );

  it("says of one cell how much of it may be shown", () => {
    expect(["id", "phone", "stage", "amount"].map((field) => access.view("deal", deal, field))).toEqual([
      "full",
      "masked",
      "hidden",
      "hidden",
    ]);
  });

  it("S36 a masked field counts for the question without a field, and for a named one `can` says no", () => {
    const part = accessTo(deals({ id: "p", allow: "read", masked: { phone: "last4" } }));
    expect([
      part.can("read", "deal", deal),
      part.can("read", "deal", deal, "phone"),
      part.decide({ action: "read", type: "deal", record: deal }).statements.map(({ id }) => id),
      part.decide({ action: "read", type: "deal", record: deal, fields: ["phone"] }).outcome,
      part.fields("read", "deal", deal),
    ]).toEqual([true, false, ["p"], "deny", []]);
  });
});

describe("the fields that an action is allowed on", () => {
  it("are each asked alone, in schema order", () => {
    const access = accessTo(
      deals({ allow: "update", fields: ["stage", "amount", "id"] }, { forbid: "update", fields: ["amount"] }),
    );
    expect(access.fields("update", "deal", deal)).toEqual(["stage"]);
  });

  it("are not those that take a step-up", () => {
    const access = accessTo(ruled({ require: { justification: true }, for: "read", fields: { except: ["id"] } }));
    expect(access.fields("read", "deal", deal)).toEqual(["id"]);
  });

  it("S10 of a creation are each asked on the record as proposed", () => {
    const access = accessTo(
      deals({ allow: "create", fields: ["stage", "amount"], to: { ownerId: { $ref: "principal.id" } } }),
    );
    expect([
      access.fields("create", "deal", { ownerId: "u1" }),
      access.fields("create", "deal", { ownerId: "u2" }),
    ]).toEqual([["stage", "amount"], []]);
  });

  it("are a list of the caller's own", () => {
    const access = accessTo(deals({ allow: "read", fields: ["id"] }), factsOf());
    access.fields("read", "deal", deal).push("stage");
    expect(access.fields("read", "deal", deal)).toEqual(["id"]);
  });
});
