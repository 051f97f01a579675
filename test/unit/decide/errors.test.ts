import { describe, expect, it } from "vitest";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, ask, deal, deals, policyOf, rep, ruled } from "../fixtures/access.js";

const errorsOf = (statements: StatementData[], record: object, rest: object = {}) =>
  accessTo(deals(...statements)).decide(ask("read", { record, ...rest })).errors;
const given = { amount: { $exists: true } } as const;

describe("S14 a field that was not loaded", () => {
  it("is reported with its path and the statement that asks about it", () => {
    expect(errorsOf([{ id: "a", allow: "read", when: given }], { id: "d1" })).toEqual([
      {
        code: "not_loaded",
        message: "`amount` was not loaded",
        statement: { id: "a", role: "rep", assignment: "a1" },
        path: "amount",
      },
    ]);
  });

  it("is not reported where it is there, or null, or may be missing", () => {
    expect([
      errorsOf([{ allow: "read", when: given }], { amount: 1 }),
      errorsOf([{ allow: "read", when: given }], { amount: null }),
      errorsOf([{ allow: "read", when: { margin: { $exists: true } } }], {}),
    ]).toEqual([[], [], []]);
  });

  it("is reported only where its presence is asked about", () => {
    expect(errorsOf([{ allow: "read", when: { amount: { $gt: 1 } } }], {})).toEqual([]);
  });

  it("is reported deep inside a condition, and of limits and masked allows alike", () => {
    const codes = [
      [{ allow: "read", when: { $or: [{ stage: "won" }, { $not: given }] } }],
      [{ forbid: "read", when: given }],
      [{ require: { justification: true }, for: "read", when: given }],
      [{ allow: "read", masked: { phone: "last4" }, when: given }],
    ].map((statements) => errorsOf(statements as StatementData[], {}).map(({ code }) => code));
    expect(codes).toEqual([["not_loaded"], ["not_loaded"], ["not_loaded"], ["not_loaded"]]);
  });

  it("is not reported of a statement on another action, or on other fields", () => {
    expect([
      errorsOf([{ allow: "export", when: given }], {}),
      errorsOf([{ allow: "read", fields: ["stage"], when: given }], {}, { fields: ["tags"] }),
      errorsOf([{ allow: "read", fields: ["stage"], when: given }], {}, { fields: ["stage"] }).length,
    ]).toEqual([[], [], 1]);
  });

  it("is reported once for each statement and path", () => {
    const when = { $and: [given, { $not: given }, { phone: { $exists: true } }] };
    expect(
      errorsOf(
        [
          { id: "b", allow: "read", when },
          { id: "a", allow: "read", when: given },
        ],
        {},
      ).map(({ statement, path }) => [statement?.id, path]),
    ).toEqual([
      ["a", "amount"],
      ["b", "amount"],
      ["b", "phone"],
    ]);
  });

  it("is looked for by `to` in the record as it would become", () => {
    const access = accessTo(deals({ allow: "update", to: given }));
    const paths = (changes?: object) =>
      access.decide(ask("update", { record: {}, ...(changes && { changes }) })).errors.map(({ path }) => path);
    expect([paths({ stage: "won" }), paths({ amount: 1 }), paths()]).toEqual([["amount"], [], []]);
  });

  it("is reported of a rule without an assignment", () => {
    const [error] = accessTo(ruled({ id: "f", forbid: "read", when: given })).decide(
      ask("read", { record: {} }),
    ).errors;
    expect(error?.statement).toEqual({ id: "f" });
  });
});

describe("several errors", () => {
  it("are sorted, and each is there once", () => {
    const access = accessTo(policyOf({ deal: [{ id: "a", allow: "read", when: given }] }), {
      assignments: [
        rep({ id: "z" }),
        rep({ id: "ghost2", role: "ghost" }),
        rep({ id: "ghost1", role: "ghost" }),
        rep({ id: "ghost1", role: "ghost" }),
      ],
    });
    const errors = access.decide(ask("read", { record: {} })).errors;
    expect(errors.map(({ code, assignment, statement }) => [code, assignment ?? statement?.assignment])).toEqual([
      ["unknown_role", "ghost1"],
      ["unknown_role", "ghost2"],
      ["not_loaded", "z"],
    ]);
  });

  it("say nothing of a record's values", () => {
    const access = accessTo(deals({ allow: "read", when: { "address.city": { $exists: true } } }));
    const text = JSON.stringify(
      access.decide(ask("read", { record: { ...deal, address: { secret: "swordfish" } } })).errors,
    );
    expect([text.includes("address.city"), text.includes("swordfish")]).toEqual([true, false]);
  });
});
