import { describe, expect, it } from "vitest";
import { accessTo, ask, deal, deals, policyOf, ruled } from "../fixtures/access.js";
import { verdict } from "../fixtures/reason.js";

const check = (policy: Parameters<typeof accessTo>[0], changes: object, record: object = deal) =>
  accessTo(policy).checkWrite("deal", record, changes);

describe("a check of no changes", () => {
  it("takes a record all the same", () => {
    const access = accessTo(deals({ allow: "update" }));
    expect(access.checkWrite("deal", {}, {})).toEqual({ allowed: [], refused: [], needs: [] });
    expect(() => access.checkWrite("deal", undefined as never, {})).toThrow(
      expect.objectContaining({ code: "invalid_record" }),
    );
  });
});

describe("checkWrite", () => {
  const policy = deals(
    { allow: "update", fields: ["stage", "amount", "phone", "id"] },
    { forbid: "update", fields: ["phone"] },
    { id: "j", require: { justification: true }, for: "update", fields: ["amount"] },
  );

  it("says of each change whether it may be written, in schema order", () => {
    const written = check(policy, { tags: [], stage: "won", ownerId: "u2", amount: 1, phone: "1", id: "d9" });
    expect(written).toEqual({
      allowed: ["stage"],
      refused: [
        { field: "id", reason: "no_grant" },
        { field: "ownerId", reason: "no_grant" },
        { field: "phone", reason: "forbidden" },
        { field: "tags", reason: "no_grant" },
      ],
      needs: [
        {
          field: "amount",
          requirements: [{ kind: "justification", statement: { id: "j", role: "rep", assignment: "a1" } }],
        },
      ],
    });
  });

  it("refuses keys that are no fields, where decide would throw", () => {
    expect(check(policy, { stage: "won", isAdmin: true, constructor: 1, ["__proto__"]: 1 })).toEqual({
      allowed: ["stage"],
      refused: [
        { field: "isAdmin", reason: "invalid_request" },
        { field: "constructor", reason: "invalid_request" },
        { field: "__proto__", reason: "invalid_request" },
      ],
      needs: [],
    });
  });

  it("of nothing allows nothing", () => {
    expect(check(policy, {})).toEqual({ allowed: [], refused: [], needs: [] });
  });

  it("S4 decides each change in the light of all of them", () => {
    const toOpen = deals({ allow: "update", fields: ["stage", "amount"], to: { stage: "open", amount: { $lt: 10 } } });
    expect([check(toOpen, { amount: 5 }).allowed, check(toOpen, { amount: 5, stage: "won" }).allowed]).toEqual([
      ["amount"],
      [],
    ]);
  });

  it("takes out what may be written only together with what may not", () => {
    const together = deals(
      { allow: "update", fields: ["amount"], to: { stage: "won" } },
      { allow: "update", fields: ["phone"] },
    );
    expect(check(together, { stage: "won", amount: 5, phone: "1" })).toEqual({
      allowed: ["phone"],
      refused: [
        { field: "stage", reason: "no_grant" },
        { field: "amount", reason: "no_grant" },
      ],
      needs: [],
    });
  });

  it("moves to needs what takes a step-up once the rest is taken out", () => {
    const stepUp = deals(
      { allow: "update", fields: ["amount"] },
      { require: { justification: true }, for: "update", when: { stage: "open" }, to: { stage: { $ne: "won" } } },
    );
    expect(check(stepUp, { stage: "won", amount: 5 })).toMatchObject({
      allowed: [],
      refused: [{ field: "stage" }],
      needs: [{ field: "amount" }],
    });
  });

  it("goes on taking out until what is left holds together", () => {
    const chain = deals(
      { allow: "update", fields: ["amount"], to: { stage: "won" } },
      { allow: "update", fields: ["tags"], to: { amount: 5 } },
      { allow: "update", fields: ["phone"], to: { tags: { $has: "x" } } },
      { allow: "update", fields: ["closedAt"], to: { stage: "open" } },
    );
    const changes = { amount: 5, phone: "1", closedAt: null, tags: ["x"] };
    expect(check(chain, changes, { ...deal, tags: [] })).toMatchObject({
      allowed: ["closedAt"],
      refused: [{ field: "amount" }, { field: "tags" }, { field: "phone" }],
    });
  });

  it("allows what decide then allows", () => {
    const { allowed } = check(policy, { stage: "won", amount: 1 });
    expect([allowed, verdict(accessTo(policy), ask("update", { changes: { stage: "won" } }))]).toEqual([
      ["stage"],
      "allow",
    ]);
  });

  it("S2 refuses an immutable field", () => {
    expect(check(deals({ allow: "update" }, { allow: "update", fields: ["id"] }), { id: "d9" }).refused).toEqual([
      { field: "id", reason: "no_grant" },
    ]);
  });

  it("survives changes that throw while they are read", () => {
    const changes = Object.defineProperty({ stage: "won" }, "amount", {
      enumerable: true,
      get: () => {
        throw new Error("boom");
      },
    });
    expect(check(deals({ allow: "update", fields: ["stage"] }), changes).allowed).toEqual(["stage"]);
  });

  it.each([[null], [undefined], ["stage"], [["stage"]]])("throws for changes like %j", (changes) => {
    expect(() => check(policy, changes as unknown as object)).toThrow(
      expect.objectContaining({ code: "invalid_changes", message: "the changes are not an object" }),
    );
  });

  it("throws for a record that is none", () => {
    expect(() => check(policy, { stage: "won" }, null as unknown as object)).toThrow(
      expect.objectContaining({ code: "invalid_record" }),
    );
  });

  it("throws for a type without updates", () => {
    expect(() => accessTo(policyOf({})).checkWrite("report", {}, {})).toThrow(
      "action `update` is not defined for `report`",
    );
  });

  it("is bound by rules like any decision", () => {
    expect(check(ruled({ forbid: "update" }), { stage: "won" }).refused).toEqual([
      { field: "stage", reason: "forbidden" },
    ]);
  });
});
