import { describe, expect, it } from "vitest";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deals, policyOf, principal, rep, ruled, session } from "../fixtures/access.js";

const needsOf = (...statements: StatementData[]) => accessTo(deals(...statements)).needs("update", "deal");

describe("the columns that a decision reads", () => {
  it("are none where no statement looks at the record", () => {
    expect(needsOf({ allow: "*" })).toEqual([]);
  });

  it("are those of `when` and `to`, at the top of their paths, in schema order", () => {
    expect(
      needsOf({ allow: "update", when: { "address.city": "x", stage: "won" }, to: { amount: { $gt: 1 } } }),
    ).toEqual(["stage", "amount", "address"]);
  });

  it("are those that a reference reads", () => {
    expect(needsOf({ allow: "update", to: { amount: { $lte: { $ref: "record.margin" } } } })).toEqual([
      "amount",
      "margin",
    ]);
  });

  it("are those of every kind of statement", () => {
    expect(
      needsOf(
        { forbid: "update", when: { stage: "won" } },
        { require: { justification: true }, for: "update", when: { phone: "1" } },
      ),
    ).toEqual(["stage", "phone"]);
    expect(
      accessTo(deals({ allow: "read", masked: { phone: "last4" }, when: { ownerId: "u1" } })).needs("read", "deal"),
    ).toEqual(["ownerId"]);
  });

  it("are not those of another action", () => {
    expect(needsOf({ allow: "read", when: { stage: "won" } })).toEqual([]);
  });

  it("are those of the rules", () => {
    expect(accessTo(ruled({ forbid: "update", when: { tags: { $has: "x" } } })).needs("update", "deal")).toEqual([
      "tags",
    ]);
  });

  it("are the scope paths that bound something", () => {
    const policy = policyOf({ deal: [{ allow: "update" }] }, { rep: { scopedBy: ["region"] } });
    const within = (scope: { region: string[] | "*" }) =>
      accessTo(policy, { assignments: [rep({ scope })] }).needs("update", "deal");
    expect([within({ region: ["DE"] }), within({ region: "*" })]).toEqual([["region"], []]);
  });

  it("are what tells the record, and whom it names, where an approval is required", () => {
    expect(needsOf({ require: { approval: { by: "rep", distinctFrom: ["ownerId"] } }, for: "update" })).toEqual([
      "id",
      "ownerId",
    ]);
  });

  it("are those of both on behalf of somebody", () => {
    const policy = policyOf(
      { deal: [{ allow: "update", when: { stage: "won" } }] },
      { roles: { other: { title: "Other", statements: { deal: [{ allow: "update", when: { phone: "1" } }] } } } },
    );
    const onBehalfOf = { principal: { ...principal, id: "u2" }, assignments: [{ id: "o", role: "other" }], session };
    expect(accessTo(policy, { onBehalfOf }).needs("update", "deal")).toEqual(["stage", "phone"]);
  });

  it("are enough: a record of nothing else is answered alike", () => {
    const policy = deals({ allow: "update", when: { stage: "open", ownerId: { $ref: "principal.id" } } });
    const access = accessTo(policy);
    const record = { id: "d1", ownerId: "u1", stage: "open", amount: 1 };
    const selected = Object.fromEntries(
      access.needs("update", "deal").map((key) => [key, record[key as keyof typeof record]]),
    );
    expect([Object.keys(selected), access.can("update", "deal", selected)]).toEqual([["ownerId", "stage"], true]);
  });
});
