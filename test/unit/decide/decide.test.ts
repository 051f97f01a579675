import { describe, expect, it } from "vitest";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, ask, deal, deals, NOW, policyOf, principal, rep, ruled, session } from "../fixtures/access.js";
import { determinedBy, verdict } from "../fixtures/reason.js";
import { unmet } from "../fixtures/requirement.js";

const reason = { justification: true } as const;

describe("a decision", () => {
  it("S6 without a statement is a no", () => {
    expect(accessTo(policyOf({})).decide(ask("read"))).toEqual({
      outcome: "deny",
      reason: "no_grant",
      statements: [],
      errors: [],
      validUntil: null,
    });
  });

  it("that allows says by which statements, and for how long", () => {
    expect(accessTo(deals({ id: "r", allow: "read" })).decide(ask("read"))).toEqual({
      outcome: "allow",
      statements: [{ id: "r", role: "rep", assignment: "a1" }],
      errors: [],
      validUntil: null,
    });
  });

  it("that challenges says with what", () => {
    const access = accessTo(ruled({ id: "j", require: reason, for: "read" }));
    expect(access.decide(ask("read"))).toEqual({
      outcome: "challenge",
      requirements: [{ kind: "justification", statement: { id: "j" } }],
      statements: [{ id: "j" }],
      errors: [],
      validUntil: null,
    });
  });

  it("S5 takes one allow that covers both the record and the field", () => {
    const access = accessTo(
      deals({ allow: "read", fields: ["amount"], when: { stage: "won" } }, { allow: "read", fields: ["stage"] }),
    );
    expect([
      verdict(access, ask("read", { fields: ["amount"] })),
      verdict(access, ask("read", { fields: ["stage"] })),
    ]).toEqual(["no_grant", "allow"]);
  });

  it("S43 names every allow that held, sorted, and none that did not", () => {
    const access = accessTo(
      deals({ id: "c", allow: "read" }, { id: "a", allow: "read" }, { id: "b", allow: "read", when: { stage: "won" } }),
    );
    expect(determinedBy(access, ask("read"))).toEqual(["a", "c"]);
  });

  it("S43 names every forbid that holds", () => {
    const access = accessTo(
      policyOf(
        { deal: [{ allow: "*" }, { id: "b", forbid: "read" }, { id: "z", forbid: "read", when: { stage: "won" } }] },
        { rules: { deal: [{ id: "a", forbid: "read" }] } },
      ),
    );
    expect(access.decide(ask("read")).statements).toEqual([{ id: "a" }, { id: "b", role: "rep", assignment: "a1" }]);
  });

  it("S43 names an allow that another one covers, too", () => {
    const access = accessTo(
      deals({ id: "all", allow: "read" }, { id: "mine", allow: "read", when: { ownerId: "u1" } }),
    );
    expect(determinedBy(access, ask("read"))).toEqual(["all", "mine"]);
  });
});

describe("S43 the statements of an allow", () => {
  const access = accessTo(
    deals({ id: "full", allow: "read", fields: ["phone"] }, { id: "part", allow: "read", masked: { phone: "last4" } }),
  );

  it("are the full ones alone, where a field is named", () => {
    expect(determinedBy(access, ask("read", { fields: ["phone"] }))).toEqual(["full"]);
  });

  it("are the masked ones as well, where none is named", () => {
    expect(determinedBy(access, ask("read"))).toEqual(["full", "part"]);
  });
});

describe("S16 the kinds and states of principals", () => {
  it.each(["employee", "guest", "service", "agent"] as const)("%s is one that a rule can name", (kind) => {
    const access = accessTo(ruled({ forbid: "read", who: { kind } }, { forbid: "export", who: { $not: { kind } } }), {
      principal: { ...principal, kind },
    });
    expect([verdict(access, ask("read")), verdict(access, ask("export"))]).toEqual(["forbidden", "allow"]);
  });

  it("read_only is one that a rule can name", () => {
    const access = accessTo(ruled({ id: "f", forbid: "read", who: { status: "read_only" } }), {
      principal: { ...principal, status: "read_only" },
    });
    expect(verdict(access, ask("read"))).toBe("forbidden");
  });

  it.each(["invited", "suspended", "deactivated"] as const)("%s is one that a reference can read", (status) => {
    const policy = deals({ allow: "read" });
    const attributes = [{ name: "other", type: "string" as const }];
    const rules = { deal: [{ forbid: "read", who: { "attributes.other": { $ne: { $ref: "principal.status" } } } }] };
    const access = accessTo(
      { ...policy, rules, model: { ...policy.model, principal: { attributes } } },
      {
        principal: { ...principal, status, attributes: { other: status } },
      },
    );
    expect(access.explain(ask("read")).considered.find(({ verb }) => verb === "forbid")?.counts).toBe(false);
  });
});

describe("S27 requirements", () => {
  it("add up, where everything that is held has some", () => {
    const policy = deals({ allow: "read" }, { id: "own", require: reason, for: "read" });
    const access = accessTo({ ...policy, rules: { deal: [{ id: "rule", require: { mfa: {} }, for: "read" }] } });
    expect([
      determinedBy(access, ask("read")),
      access.can("read", "deal", deal),
      access.outcome("read", "deal", deal),
    ]).toEqual([["own", "rule"], false, "challenge"]);
    const alone = accessTo({ ...policy, rules: { deal: [{ require: { session: { maxAge: "12h" } }, for: "read" }] } });
    expect(verdict(alone, ask("read", { fields: ["stage"] }))).toBe("challenge");
  });
});

describe("the order of the steps", () => {
  it("step 4: deny beats allow, whatever is declared first", () => {
    expect([
      verdict(accessTo(deals({ allow: "read" }, { forbid: "read" })), ask("read")),
      verdict(accessTo(deals({ forbid: "read" }, { allow: "read" })), ask("read")),
    ]).toEqual(["forbidden", "forbidden"]);
  });

  it("step 4: a forbid is said also where nothing is granted", () => {
    expect(verdict(accessTo(deals({ forbid: "read" })), ask("read"))).toBe("forbidden");
  });

  it("S7 a forbid that cannot be evaluated holds, an allow that cannot be evaluated does not", () => {
    const bad = { amount: { $gt: 1 } };
    expect([
      verdict(accessTo(deals({ allow: "read" }, { forbid: "read", when: bad })), ask("read", { record: {} })),
      verdict(accessTo(deals({ allow: "read", when: bad })), ask("read", { record: {} })),
    ]).toEqual(["forbidden", "no_grant"]);
  });

  it("step 5 comes before step 6: without a grant nothing is asked for", () => {
    const access = accessTo(policyOf({}, { rules: { deal: [{ require: reason, for: "read" }] } }));
    expect(verdict(access, ask("read"))).toBe("no_grant");
  });
});

describe("S5 allows of one role on the same field", () => {
  it("are each asked for their own conditions on the record, before and after", () => {
    const access = accessTo(
      deals(
        { allow: "update", to: { stage: "won" } },
        { allow: "update", when: { ownerId: "u1" } },
        { allow: "update", when: { ownerId: "u1" }, to: { stage: "lost" } },
        { allow: "update", when: { ownerId: "u2" }, to: { stage: "lost" } },
        { allow: "update", when: { ownerId: "u2" }, to: { stage: "open" } },
      ),
    );
    const may = (ownerId: string, stage: string) =>
      verdict(access, ask("update", { record: { ...deal, ownerId }, changes: { stage } }));
    expect(["u1", "u2", "u3"].map((owner) => ["won", "lost", "open"].map((stage) => may(owner, stage)))).toEqual([
      ["allow", "allow", "allow"],
      ["allow", "allow", "allow"],
      ["allow", "no_grant", "no_grant"],
    ]);
  });
});

describe("S8 a request for several fields", () => {
  const statements: StatementData[] = [
    { id: "id", allow: "read", fields: ["id"] },
    { id: "stage", allow: "read", fields: ["stage", "phone"] },
    { id: "money", allow: "read", fields: ["#financial"] },
    { id: "no", forbid: "read", fields: ["phone"] },
    { id: "j", require: reason, for: "read", fields: ["amount"] },
    { id: "m", require: { mfa: {} }, for: "read", fields: ["margin"] },
    { id: "d", require: { device: { managed: true } }, for: "read", fields: ["tags"] },
    { id: "tags", allow: "read", fields: ["tags"] },
  ];
  const access = accessTo(deals(...statements));
  const answer = (...fields: string[]) => {
    const decision = access.decide(ask("read", { fields }));
    return [verdict(access, ask("read", { fields })), decision.statements.map(({ id }) => id)];
  };

  it("is allowed by all that allowed each", () => {
    expect(answer("stage", "id")).toEqual(["allow", ["id", "stage"]]);
  });

  it("is denied by one denial", () => {
    expect(answer("stage", "ownerId")).toEqual(["no_grant", []]);
  });

  it("is denied for the reason of the earliest step", () => {
    expect([answer("ownerId", "phone"), answer("tags", "ownerId"), answer("tags", "phone")]).toEqual([
      ["forbidden", ["no"]],
      ["no_grant", []],
      ["forbidden", ["no"]],
    ]);
  });

  it("is challenged with the union of what each asks for", () => {
    expect([answer("amount", "id"), answer("margin", "amount")]).toEqual([
      ["challenge", ["j"]],
      ["challenge", ["j", "m"]],
    ]);
  });

  it("is denied rather than challenged", () => {
    expect([answer("amount", "ownerId"), answer("amount", "tags")]).toEqual([
      ["no_grant", []],
      ["requirement_unmet", ["d"]],
    ]);
  });

  it("is the same for a field named twice", () => {
    expect(unmet(access, ask("read", { fields: ["amount", "amount"] }))).toHaveLength(1);
  });
});

describe("S9 a request without a field", () => {
  it("is the best over all fields", () => {
    const access = accessTo(
      deals(
        { id: "a", allow: "read", fields: ["id", "stage", "amount"] },
        { forbid: "read", fields: ["id"] },
        { require: reason, for: "read", fields: ["amount"] },
      ),
    );
    expect(access.decide(ask("read"))).toMatchObject({ outcome: "allow", statements: [{ id: "a" }] });
  });

  it("is allowed by all that allowed any field", () => {
    const access = accessTo(
      deals({ id: "b", allow: "read", fields: ["stage"] }, { id: "a", allow: "read", fields: ["amount"] }),
    );
    expect(determinedBy(access, ask("read"))).toEqual(["a", "b"]);
  });

  it("says nothing about any other field", () => {
    const access = accessTo(deals({ allow: "read", fields: ["stage"] }));
    expect([access.can("read", "deal", deal), access.can("read", "deal", deal, "amount")]).toEqual([true, false]);
  });

  it("is challenged with the requirements of the field that asks for the fewest", () => {
    const access = accessTo(
      deals(
        { allow: "read", fields: ["stage", "amount"] },
        { id: "both", require: { justification: true, mfa: {} }, for: "read", fields: ["stage"] },
        { id: "one", require: reason, for: "read", fields: ["amount"] },
      ),
    );
    expect(access.decide(ask("read"))).toMatchObject({
      outcome: "challenge",
      requirements: [{ kind: "justification", statement: { id: "one" } }],
      statements: [{ id: "one" }],
    });
  });

  it("is challenged with those of the first field in schema order where several ask for the fewest", () => {
    const access = accessTo(
      deals(
        { allow: "read", fields: ["amount", "stage"] },
        { id: "amount", require: reason, for: "read", fields: ["amount"] },
        { id: "stage", require: reason, for: "read", fields: ["stage"] },
      ),
    );
    expect(determinedBy(access, ask("read"))).toEqual(["stage"]);
  });

  it("is denied for the reason of the latest step that any field reached", () => {
    const forbidden = deals({ forbid: "read", fields: { except: ["stage"] } });
    const unmetOne = deals(
      { allow: "read", fields: ["stage"] },
      { id: "d", require: { device: { managed: true } }, for: "read" },
      { id: "f", forbid: "read", fields: { except: ["stage", "amount"] } },
    );
    expect([
      verdict(accessTo(forbidden), ask("read")),
      verdict(accessTo(unmetOne), ask("read")),
      determinedBy(accessTo(unmetOne), ask("read")),
      verdict(accessTo(deals({ allow: "read" }, { forbid: "read" })), ask("read")),
    ]).toEqual(["no_grant", "requirement_unmet", ["d"], "forbidden"]);
  });

  it("is answered alike by yes or no, and in full", () => {
    const access = accessTo(
      deals(
        { allow: "read", fields: ["stage", "amount"] },
        { forbid: "read", fields: ["stage"] },
        { require: reason, for: "read", fields: ["amount"] },
      ),
    );
    expect([
      access.can("read", "deal", deal),
      access.outcome("read", "deal", deal),
      verdict(access, ask("read")),
    ]).toEqual([false, "challenge", "challenge"]);
  });

  it("is the same for empty fields, and empty changes", () => {
    const access = accessTo(deals({ allow: "update", fields: ["stage"] }));
    expect([
      verdict(access, ask("update", { fields: [] })),
      verdict(access, ask("update", { changes: {} })),
      verdict(access, ask("update")),
      verdict(accessTo(deals()), ask("update", { changes: {} })),
    ]).toEqual(["allow", "allow", "allow", "no_grant"]);
  });
});

describe("S9 a request with changes", () => {
  const access = accessTo(deals({ allow: "update", fields: ["stage"] }));

  it("is for every key of them, even where the value is the same", () => {
    expect([
      verdict(access, ask("update", { changes: { stage: "won" } })),
      verdict(access, ask("update", { changes: { stage: "won", amount: deal.amount } })),
      verdict(access, ask("update", { changes: { amount: undefined } })),
    ]).toEqual(["allow", "no_grant", "no_grant"]);
  });

  it("is for the fields as well that are named beside them", () => {
    expect(verdict(access, ask("update", { changes: { stage: "won" }, fields: ["amount"] }))).toBe("no_grant");
  });
});

describe("S10 a creation", () => {
  const access = accessTo(
    deals({ allow: "create", fields: ["stage", "ownerId"] }, { require: reason, for: "create", fields: ["ownerId"] }),
  );
  const create = (record: object, field?: string) => access.outcome("create", "deal", record, field);

  it("asks for every field given", () => {
    expect([
      create({ stage: "open" }),
      create({ stage: "open", amount: 1 }),
      create({ stage: "open", ownerId: "u1" }),
    ]).toEqual(["allow", "deny", "challenge"]);
  });

  it("asks for a field whose value is undefined, too", () => {
    expect(create({ stage: "open", amount: undefined })).toBe("deny");
  });

  it("of nothing asks as without a field", () => {
    expect([create({}), accessTo(deals()).outcome("create", "deal", {})]).toEqual(["allow", "deny"]);
  });

  it("with a field asks for that one alone", () => {
    expect([create({ stage: "open", amount: 1 }, "stage"), create({ stage: "open" }, "amount")]).toEqual([
      "allow",
      "deny",
    ]);
  });

  it("asks for the fields as well that are named beside the record", () => {
    expect(verdict(access, ask("create", { record: { stage: "open" }, fields: ["amount"] }))).toBe("no_grant");
  });

  it("is answered alike in a word, and in full", () => {
    const records = [{ stage: "open" }, { stage: "open", amount: 1 }, { stage: "open", ownerId: "u1" }, {}];
    expect(records.map((record) => access.decide(ask("create", { record })).outcome)).toEqual(
      records.map((record) => create(record)),
    );
  });

  it("with a field that the type does not have throws", () => {
    expect(() => create({ stage: "open", color: "red" })).toThrow("field `color` is not defined for `deal`");
  });
});

describe("S12 a fact that is missing or cannot be used", () => {
  it("takes access away, and never gives any", () => {
    const policy = deals({ allow: "read", when: { ownerId: { $ref: "principal.attributes.department" } } });
    const answers = [{ department: "u1" }, {}, { department: null }, { department: ["u1"] }].map((attributes) =>
      verdict(accessTo(policy, { principal: { ...principal, attributes } }), ask("read")),
    );
    expect(answers).toEqual(["allow", "no_grant", "no_grant", "no_grant"]);
  });
});

describe("S11 and S17 a record", () => {
  it("S17 is read by its own properties alone", () => {
    const access = accessTo(deals({ allow: "read", when: { stage: "open" } }));
    expect([
      access.can("read", "deal", { stage: "open" }),
      access.can("read", "deal", Object.create({ stage: "open" })),
    ]).toEqual([true, false]);
  });

  it("may be of any class, or of none", () => {
    class Deal {
      stage = "open";
    }
    const bare = Object.assign(Object.create(null), { stage: "open" });
    const access = accessTo(deals({ allow: "read", when: { stage: "open" } }));
    expect([access.can("read", "deal", new Deal()), access.can("read", "deal", bare)]).toEqual([true, true]);
  });

  it("S17 with a polluted prototype is not fooled", () => {
    const access = accessTo(deals({ allow: "read", when: { stage: "open" } }));
    const prototype = Object.prototype as { stage?: string };
    try {
      prototype.stage = "open";
      expect([access.can("read", "deal", {}), access.can("read", "deal", { stage: "won" })]).toEqual([false, false]);
    } finally {
      delete prototype.stage;
    }
  });
});

describe("S16 a session that a condition reads", () => {
  it("is unknown where there is none", () => {
    const policy = deals({ allow: "read", when: { ownerId: { $ref: "session.device.id" } } });
    const within = (device: object | undefined) =>
      accessTo(policy, { session: { ...session, ...(device && { device: device as { id: string } }) } }).can(
        "read",
        "deal",
        deal,
      );
    expect(verdict(accessTo(policy, { session: null }), ask("read"))).toBe("no_grant");
    expect([
      within({ id: "u1" }),
      within({ id: "u2" }),
      within(undefined),
      accessTo(policy, { session: null }).can("read", "deal", deal),
    ]).toEqual([true, false, false, false]);
  });
});

describe("S23 now", () => {
  it("is given, in any notation", () => {
    const policy = deals({ allow: "read" });
    const assignments = [rep({ validFrom: NOW })];
    const at = (now: number | string | Date) => verdict(accessTo(policy, { assignments, now }), ask("read"));
    expect([at(NOW), at(new Date(NOW)), at("2026-03-02T10:00:00Z"), at(NOW - 1)]).toEqual([
      "allow",
      "allow",
      "allow",
      "no_grant",
    ]);
  });

  it("is a whole millisecond: a fraction has not come yet", () => {
    const assignments = [rep({ validUntil: NOW + 1 })];
    expect(verdict(accessTo(deals({ allow: "read" }), { assignments, now: NOW + 0.9 }), ask("read"))).toBe("allow");
  });
});
