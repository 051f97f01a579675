import { describe, expect, it } from "vitest";
import { isCastellanError } from "../../../src/model/errors.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deals, policyOf, principal, rep, ruled } from "../fixtures/access.js";

/** Whether a list of deals may be sorted by a field. */
function isQueryable(field: string, ...statements: StatementData[]): boolean {
  try {
    accessTo(deals(...statements)).assertQueryable("deal", [field]);
    return true;
  } catch (error) {
    if (isCastellanError(error) && error.code === "access_denied") return false;
    throw error;
  }
}

describe("S38 a list may be queried by a field", () => {
  it("that is readable on every record that is kept", () => {
    expect([
      isQueryable("amount", { allow: "read" }),
      isQueryable("amount", { allow: "read", when: { stage: "open" } }),
      isQueryable("amount", { allow: "read", fields: ["id", "amount"], when: { stage: "open" } }),
    ]).toEqual([true, true, true]);
  });

  it("but not by one that is not read, is sensitive, or is shown in part", () => {
    expect([
      isQueryable("amount", { allow: "read", fields: ["id"] }),
      isQueryable("margin", { allow: "read" }),
      isQueryable("phone", { allow: "read", fields: ["id"] }, { allow: "read", masked: { phone: "last4" } }),
    ]).toEqual([false, false, false]);
  });

  it("nor by one that is readable on some of the records only", () => {
    expect([
      isQueryable(
        "amount",
        { allow: "read", fields: ["id"] },
        { allow: "read", fields: ["amount"], when: { stage: "open" } },
      ),
      isQueryable("amount", { allow: "read" }, { forbid: "read", fields: ["amount"], when: { stage: "won" } }),
      isQueryable(
        "amount",
        { allow: "read", fields: ["amount"] },
        { allow: "read", fields: ["id"] },
        { forbid: "read", fields: ["amount"], when: { stage: "won" } },
      ),
    ]).toEqual([false, false, false]);
  });

  it("by a field that a forbid takes away only where it takes the record away", () => {
    expect(isQueryable("amount", { allow: "read" }, { forbid: "read", when: { stage: "won" } })).toBe(true);
  });

  it("not by anything where nothing may be read", () => {
    expect(isQueryable("id", { allow: "export" })).toBe(false);
  });

  it("by a field that one of two scopes of the same fields covers", () => {
    const policy = policyOf({ deal: [{ allow: "read" }] }, { rep: { scopedBy: ["region"] } });
    const assignments = [rep({ scope: { region: ["DE"] } }), rep({ id: "a2", scope: { region: ["FR"] } })];
    expect(() => accessTo(policy, { assignments }).assertQueryable("deal", ["amount", "id"])).not.toThrow();
  });

  it("and the error names every field that stands in the way", () => {
    const access = accessTo(ruled({ forbid: "read", fields: ["phone", "amount"] }));
    expect(() => access.assertQueryable("deal", ["phone", "id", "amount"])).toThrow(
      /`deal` cannot be sorted, grouped, searched or filtered by `phone`, `amount`: not readable in full/,
    );
  });

  it("and an unknown field is a mistake, not a denial", () => {
    const access = accessTo(deals({ allow: "read" }));
    expect(() => access.assertQueryable("deal", ["amuont"])).toThrow(
      expect.objectContaining({ code: "unknown_field" }),
    );
  });

  it("not by anything where the facts throw while they are read", () => {
    const attributes = {
      level: 1,
      get department(): string {
        throw new Error("no");
      },
    };
    const policy = deals({ allow: "read", when: { ownerId: { $ref: "principal.attributes.department" } } });
    const access = accessTo(policy, { principal: { ...principal, attributes } });
    expect(() => access.assertQueryable("deal", ["id"])).toThrow(expect.objectContaining({ code: "access_denied" }));
  });
});
