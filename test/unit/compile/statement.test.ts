import { describe, expect, it } from "vitest";
import { CompileError } from "../../../src/compile/compile-error.js";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { RequirementsData } from "../../../src/model/requirement-data.js";
import type { MaskView, StatementData } from "../../../src/model/statement-data.js";
import { accessTo, ask, deal, deals, factsOf, NOW, policyOf, report, ruled } from "../fixtures/access.js";
import { determinedBy, verdict } from "../fixtures/reason.js";

const ACTIONS = ["create", "read", "update", "delete", "export", "reassign"];
const actionsOf = (...statements: StatementData[]) =>
  ACTIONS.filter((action) => accessTo(deals(...statements)).can(action, "deal", { ownerId: "u1" }));

describe("the actions of a statement", () => {
  it("may be one, several, or all", () => {
    expect([actionsOf({ allow: "read" }), actionsOf({ allow: ["read", "delete"] }), actionsOf({ allow: "*" })]).toEqual(
      [["read"], ["read", "delete"], ACTIONS],
    );
  });

  it("may be all, among others", () => {
    expect(actionsOf({ allow: ["read", "*"] })).toEqual(ACTIONS);
  });

  it("named twice count once", () => {
    expect(accessTo(deals({ id: "r", allow: ["read", "read"] })).decide(ask("read")).statements).toHaveLength(1);
  });

  it('under "*" reach the types that have them', () => {
    const access = accessTo(policyOf({ "*": [{ allow: ["export", "reassign"] }] }));
    expect([
      access.can("export", "deal", deal),
      access.can("export", "report", report),
      access.can("reassign", "deal", deal),
      access.can("read", "report", report),
    ]).toEqual([true, true, true, false]);
  });
});

describe("a statement with `to`", () => {
  const won = { stage: "won" };

  it("S4 belongs to create and the changing actions; for any other it does not exist", () => {
    const access = accessTo(deals({ allow: "*", to: won }));
    const answers = ACTIONS.map((action) =>
      verdict(access, ask(action, { ...(["update", "reassign"].includes(action) && { changes: won }), record: won })),
    );
    expect(answers).toEqual(["allow", "no_grant", "allow", "no_grant", "no_grant", "allow"]);
  });

  it("S4 that forbids does not exist for other actions either", () => {
    const access = accessTo(deals({ allow: "*" }, { forbid: "*", to: won }));
    expect([verdict(access, ask("read", { record: won })), verdict(access, ask("update", { changes: won }))]).toEqual([
      "allow",
      "forbidden",
    ]);
  });

  it("S4 is unknown without changes: it gives nothing, and forbids", () => {
    expect([
      verdict(accessTo(deals({ allow: "update", to: { stage: "open" } })), ask("update")),
      verdict(accessTo(deals({ allow: "update" }, { forbid: "update", to: won })), ask("update")),
      verdict(accessTo(deals({ allow: "update" }, { forbid: "update", to: won })), ask("update", { changes: {} })),
    ]).toEqual(["no_grant", "forbidden", "forbidden"]);
  });

  it("S4 looks at the record as it would become, with what is not changed", () => {
    const access = accessTo(deals({ allow: "update", to: { stage: "open", amount: { $lt: 10 } } }));
    expect([
      verdict(access, ask("update", { changes: { amount: 5 } })),
      verdict(access, ask("update", { changes: { amount: 50 } })),
    ]).toEqual(["allow", "no_grant"]);
  });

  it("S4 `when` never looks at the new record", () => {
    const access = accessTo(deals({ allow: "update", when: { stage: "open" } }));
    expect(verdict(access, ask("update", { changes: won }))).toBe("allow");
  });

  it("S4 that is absent checks nothing", () => {
    const access = accessTo(deals({ allow: "update", when: { ownerId: "u1" } }));
    expect(verdict(access, ask("update", { changes: { ownerId: "u9" } }))).toBe("allow");
  });

  it("S16 reads the old record by reference", () => {
    const access = accessTo(deals({ allow: "update", to: { amount: { $lte: { $ref: "record.amount" } } } }));
    expect([99, 100, 101].map((amount) => verdict(access, ask("update", { changes: { amount } })))).toEqual([
      "allow",
      "allow",
      "no_grant",
    ]);
  });

  it("S10 reads the proposed record where it is created, everywhere", () => {
    const policy = deals({
      allow: "create",
      when: { stage: "open" },
      to: { ownerId: { $ref: "principal.id" }, amount: { $eq: { $ref: "record.margin" } } },
    });
    const created = (record: object) => accessTo(policy).can("create", "deal", record, "stage");
    expect([
      created({ stage: "open", ownerId: "u1", amount: 1, margin: 1 }),
      created({ stage: "won", ownerId: "u1", amount: 1, margin: 1 }),
      created({ stage: "open", ownerId: "u2", amount: 1, margin: 1 }),
      created({ stage: "open", ownerId: "u1", amount: 1, margin: 2 }),
    ]).toEqual([true, false, false, false]);
  });
});

describe("an immutable field", () => {
  const access = accessTo(deals({ allow: "*" }, { allow: "*", fields: ["id"] }));

  it("S2 is never written by a changing action, whoever asks", () => {
    expect(["update", "reassign"].map((action) => verdict(access, ask(action, { changes: { id: "d2" } })))).toEqual([
      "no_grant",
      "no_grant",
    ]);
  });

  it("S2 is written when the record is created, and read", () => {
    expect([access.can("create", "deal", { id: "d2" }), access.can("read", "deal", deal, "id")]).toEqual([true, true]);
  });

  it("S2 is refused even where its value stays the same", () => {
    expect(verdict(access, ask("update", { changes: { id: "d1" } }))).toBe("no_grant");
  });

  it("S2 is forbidden rather than not granted where a forbid holds", () => {
    expect(
      verdict(accessTo(deals({ allow: "*" }, { forbid: "update" })), ask("update", { changes: { id: "d2" } })),
    ).toBe("forbidden");
  });
});

describe("the id of a statement", () => {
  it("S43 is its own, or its place", () => {
    const policy = policyOf(
      { deal: [{ id: "mine", allow: "read" }, { allow: "read" }], "*": [{ allow: "read" }] },
      { rules: { deal: [{ forbid: "export" }], "*": [{ forbid: "delete" }, { forbid: "export" }] } },
    );
    const access = accessTo(policy);
    expect([determinedBy(access, ask("read")), determinedBy(access, ask("export"))]).toEqual([
      ["mine", "rep.*#0", "rep.deal#1"],
      ["rules.*#1", "rules.deal#0"],
    ]);
  });

  it("S43 stands with role, assignment and why", () => {
    const access = accessTo(deals({ id: "r", allow: "read", why: "reps read deals" }));
    expect(access.decide(ask("read")).statements).toEqual([
      { id: "r", role: "rep", assignment: "a1", why: "reps read deals" },
    ]);
  });
});

describe("`who`", () => {
  const reached = (who: object, principal: object, rest: object = {}) =>
    verdict(
      accessTo(ruled({ forbid: "read", who: who as never }), {
        principal: { ...factsOf().principal, ...principal },
        ...rest,
      }),
      ask("read"),
    ) === "forbidden";

  it("S1 says whom a rule reaches", () => {
    expect([reached({ kind: "guest" }, { kind: "guest" }), reached({ kind: "guest" }, { kind: "employee" })]).toEqual([
      true,
      false,
    ]);
  });

  it("S1 that is unknown reaches", () => {
    expect([
      reached({ "attributes.department": "sales" }, { attributes: {} }),
      reached({ kind: "guest" }, { kind: "robot" }),
    ]).toEqual([true, true]);
  });

  it("S16 may refer to the session and to now", () => {
    expect([
      reached({ id: { $ref: "session.id" } }, { id: "u1" }, { session: { ...factsOf().session!, id: "u1" } }),
      reached({ id: { $ref: "session.id" } }, { id: "u1" }),
    ]).toEqual([true, false]);
  });

  it("S14 of attributes that are not given reads none, and knows not what they were", () => {
    expect([
      reached({ "attributes.department": { $exists: true } }, { attributes: undefined }),
      reached({ "attributes.level": { $exists: true } }, { attributes: undefined }),
      reached({ "attributes.level": { $exists: true } }, { attributes: null }),
    ]).toEqual([false, true, false]);
  });

  it("S16 may not refer to a record", () => {
    expect(() => compilePolicy(ruled({ forbid: "read", who: { id: { $ref: "record.ownerId" } } }))).toThrow(
      "reference `record.ownerId` is unknown",
    );
  });
});

describe("a statement that cannot be read", () => {
  it.each<[string, object, string]>([
    ["has no verb", { id: "x" }, "a statement neither allows, forbids nor requires"],
    ["names no action", { allow: [] }, "a statement names no action"],
    ["names actions in a way that is no list", { allow: { read: true } }, "a statement names no action"],
    ["names an action that the type does not have", { allow: "raed" }, "action `raed` is not defined for `deal`"],
    ["requires nothing", { require: {}, for: "read" }, "a requirement states nothing that is known"],
    [
      "requires what is not known",
      { require: { mfa: {}, retina: true } as RequirementsData, for: "read" },
      "a requirement states nothing that is known",
    ],
    [
      "requires something within no time",
      { require: { mfa: { within: 0 } }, for: "read" },
      "a duration is no positive length of time",
    ],
    [
      "requires something within less than no time",
      { require: { approval: { by: "rep", within: "-1h" } }, for: "read" },
      "a duration is no positive length of time",
    ],
    [
      "requires a session of an age in words",
      { require: { session: { maxAge: "half a day" as never } }, for: "read" },
      "a duration is no positive length of time",
    ],
    [
      "masks a field that does not exist",
      { allow: "read", masked: { fone: "last4" } },
      "field `fone` cannot be masked so",
    ],
    [
      "masks in a way that does not exist",
      { allow: "read", masked: { phone: "blur" as MaskView } },
      "field `phone` cannot be masked so",
    ],
  ])("%s", (_what, statement, message) => {
    expect(() => compilePolicy(deals(statement as StatementData))).toThrow(new CompileError(message));
  });
});

describe("a statement on a type that the model does not have", () => {
  it("reaches nothing", () => {
    expect(
      accessTo(policyOf({ ghost: [{ allow: "read" }], deal: [{ allow: "read" }] })).can("read", "deal", deal),
    ).toBe(true);
  });
});

describe("equal requirements", () => {
  it("are one, and each statement with one is named", () => {
    const require = { justification: true } as const;
    const access = accessTo(ruled({ id: "a", require, for: "read" }, { id: "b", require, for: "read" }));
    expect(determinedBy(access, ask("read"))).toEqual(["a", "b"]);
  });

  it("that differ are two", () => {
    const access = accessTo(
      ruled(
        { id: "a", require: { session: { maxAge: 1 } }, for: "read" },
        { id: "b", require: { session: { maxAge: "12h" } }, for: "read" },
      ),
      { now: NOW },
    );
    expect(determinedBy(access, ask("read"))).toEqual(["a"]);
  });
});
