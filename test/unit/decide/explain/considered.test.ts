import { describe, expect, it } from "vitest";
import type { StatementData } from "../../../../src/model/statement-data.js";
import { accessTo, ask, deal, deals, policyOf, principal, rep, ruled, session } from "../../fixtures/access.js";
import { explain } from "../../fixtures/explain.js";
import { visit } from "../../fixtures/visit.js";

/** What became of the statement `s`. */
function fate(statement: StatementData, request = ask("read"), facts = {}) {
  const { considered } = explain(deals({ id: "s", ...statement }), facts, request);
  const { verb, counts, isMet, failed, operands, fields } = considered.find(({ statement: { id } }) => id === "s")!;
  return { verb, counts, isMet, failed, operands, fields: fields.length };
}

const WON = { stage: "won" };

describe("S41 a considered statement", () => {
  it("that counts failed nothing", () => {
    expect(fate({ allow: "read", when: { stage: "open" } })).toEqual({
      verb: "allow",
      counts: true,
      isMet: null,
      failed: null,
      operands: [],
      fields: 9,
    });
  });

  it("is named with the principal, the role and the assignment", () => {
    expect(explain(deals({ id: "s", allow: "read", why: "because" })).considered).toMatchObject([
      { principalId: "u1", statement: { id: "s", role: "rep", assignment: "a1", why: "because" } },
    ]);
  });

  it.each<[string, StatementData, ReturnType<typeof ask>, string, string[]]>([
    ["fields", { allow: "read", fields: ["stage"] }, ask("read", { fields: ["amount"] }), "fields", ["stage"]],
    [
      "an immutable field",
      { allow: "update", fields: ["id"] },
      ask("update", { changes: { id: "d9" } }),
      "immutable",
      ["id"],
    ],
    ["a mask", { allow: "read", masked: { phone: "last4" } }, ask("read", { fields: ["phone"] }), "masked", ["phone"]],
    ["`when`", { allow: "read", when: { stage: "won", ownerId: "u1" } }, ask("read"), "when", ["stage"]],
    ["`to`", { allow: "update", to: WON }, ask("update", { changes: { stage: "lost" } }), "to", ["stage"]],
    ["missing changes", { allow: "update", to: WON }, ask("update"), "changes", ["stage"]],
    ["`when` of a forbid", { forbid: "read", when: WON }, ask("read"), "when", ["stage"]],
    ["`to` of a forbid", { forbid: "update", to: WON }, ask("update", { changes: { stage: "lost" } }), "to", ["stage"]],
    [
      "fields of a forbid",
      { forbid: "read", fields: ["stage"] },
      ask("read", { fields: ["amount"] }),
      "fields",
      ["stage"],
    ],
  ])("that does not count says so: %s", (_what, statement, request, failed, operands) => {
    expect(fate(statement, request)).toMatchObject({ counts: false, failed, operands });
  });

  it("names references and fields by their paths, and never a value", () => {
    const when = {
      "address.city": "Bonn",
      amount: { $lt: { $ref: "record.margin" } },
      ownerId: { $ref: "session.id" },
    } as const;
    const { operands } = fate({ allow: "read", when }, ask("read", { record: { ...deal, address: { city: "Rome" } } }));
    expect([...operands].sort()).toEqual(["address.city", "amount", "ownerId", "record.margin", "session.id"]);
  });

  it("that fails several tests names the first: fields, when, scope, to", () => {
    const policy = policyOf(
      { deal: [{ id: "s", allow: "update", fields: ["stage"], when: { stage: "won" }, to: { stage: "lost" } }] },
      { rep: { scopedBy: ["region"] } },
    );
    const failed = (changes: object, record: object) =>
      explain(policy, { assignments: [rep({ scope: { region: ["DE"] } })] }, ask("update", { record, changes }))
        .considered[0]?.failed;
    expect([
      failed({ amount: 1 }, { ...deal, region: "FR" }),
      failed({ stage: "open" }, { ...deal, region: "FR" }),
      failed({ stage: "open" }, { ...deal, stage: "won", region: "FR" }),
      failed({ stage: "open" }, { ...deal, stage: "won" }),
      failed({ stage: "lost" }, { ...deal, stage: "won" }),
    ]).toEqual(["fields", "when", "scope", "to", null]);
  });

  it("out of scope names the dimensions in which it is", () => {
    const policy = policyOf({ deal: [{ id: "s", allow: "update" }] }, { rep: { scopedBy: ["region"] } });
    const operands = (region: string, changes: object) =>
      explain(
        policy,
        { assignments: [rep({ scope: { region: ["DE"] } })] },
        ask("update", { record: { ...deal, region }, changes }),
      ).considered[0]?.operands;
    expect([
      operands("FR", { stage: "won" }),
      operands("DE", { region: "FR" }),
      operands("DE", { stage: "won" }),
    ]).toEqual([["region"], ["region"], []]);
  });

  it("that limits is out of scope only where both the old and the new record are", () => {
    const policy = policyOf(
      { deal: [{ allow: "*" }] },
      {
        roles: {
          bar: { title: "Bar", scopedBy: ["region"], statements: { deal: [{ id: "s", forbid: "update", to: WON }] } },
        },
      },
    );
    const assignments = [rep(), { id: "b", role: "bar", scope: { region: ["DE"] } }];
    const failed = (from: string, region: string) =>
      explain(
        policy,
        { assignments },
        ask("update", { record: { ...deal, region: from }, changes: { region } }),
      ).considered.find(({ statement }) => statement.id === "s")?.failed;
    expect([failed("DE", "FR"), failed("FR", "DE"), failed("FR", "US")]).toEqual(["to", "to", "scope"]);
  });

  it("whose `who` is false says so, and one whose `who` is unknown counts", () => {
    const at = (who: StatementData["when"]) =>
      explain(ruled({ id: "s", forbid: "read", who: who! })).considered.find(({ statement }) => statement.id === "s");
    expect([at({ kind: "guest" }), at({ "attributes.department": "x" })]).toMatchObject([
      { counts: false, failed: "who", operands: ["kind"] },
      { counts: true, failed: null },
    ]);
  });

  it("that requires says whether it is met, and which parts are not", () => {
    const require = { justification: true, device: { managed: true }, session: { maxAge: "12h" } } as const;
    const part = (rest: object) => fate({ require: { ...require, ...rest }, for: "read" } as StatementData);
    expect([
      part({}),
      fate({ require: { session: { maxAge: "12h" } }, for: "read" }),
      fate({ require, for: "read", when: WON }),
    ]).toMatchObject([
      { counts: true, isMet: false, operands: ["justification", "device"] },
      { counts: true, isMet: true, operands: [] },
      { counts: false, isMet: null, failed: "when" },
    ]);
  });

  it("that requires names each part that is not met", () => {
    const all = {
      mfa: {},
      session: { maxAge: 1 },
      device: { managed: true },
      network: { zones: ["vpn"], countries: ["DE"], notCountries: ["US"] },
      schedule: { timeZone: "UTC", days: ["sun"], from: "00:00", until: "24:00" },
      approval: { by: "rep" },
      justification: true,
    } as const;
    const operands = (facts = {}) => fate({ require: all, for: "read" }, ask("read"), facts).operands;
    expect([operands(), operands({ session: null })]).toEqual([
      ["mfa", "session", "approval", "justification", "device", "network", "schedule"],
      ["approval", "justification", "mfa", "device", "network", "schedule"],
    ]);
    expect(fate({ require: { session: { maxAge: 1 } }, for: "read" }, ask("read"), { session: null }).operands).toEqual(
      ["session"],
    );
  });

  it("that counts, or that was taken away, wants nothing", () => {
    const plain = explain(deals({ id: "s", allow: "read" })).considered;
    const taken = accessTo(deals({ id: "s", allow: "read" }))
      .attenuate({ allow: {} })
      .explain(ask("read")).considered;
    expect([plain, taken].map(([one]) => [one?.operands, one?.wants])).toEqual([
      [[], []],
      [[], []],
    ]);
  });

  it("that limits and fails nothing but its scope says so, though a condition of it is unknown", () => {
    const statements = { deal: [{ id: "s", forbid: "read", when: { phone: "1" } }] };
    const policy = policyOf(
      { deal: [{ allow: "*" }] },
      { roles: { bar: { title: "Bar", scopedBy: ["region"], statements } } },
    );
    const assignments = [rep(), { id: "b", role: "bar", scope: { region: ["DE"] } }];
    const { considered } = explain(policy, { assignments }, ask("read", { record: { region: "FR" } }));
    expect(considered.find(({ statement }) => statement.id === "s")).toMatchObject({
      failed: "scope",
      operands: ["region"],
    });
  });

  it("that limits is out of scope only in the dimensions that say so", () => {
    const policy = policyOf({ visit: [{ id: "s", forbid: "read" }] }, { rep: { scopedBy: ["region", "team"] } });
    const typed = { ...policy, model: { ...policy.model, resources: { visit } } };
    const assignments = [rep({ scope: { region: ["DE"], team: ["north"] } })];
    const request = { action: "read", type: "visit", record: { region: "FR" } };
    expect(explain(typed, { assignments }, request).considered[0]).toMatchObject({
      failed: "scope",
      operands: ["region"],
    });
  });

  it("of an attenuated access does not count if it allows, and does if it limits", () => {
    const access = accessTo(
      deals({ id: "a", allow: "read" }, { id: "f", forbid: "read" }, { id: "w", allow: "read", when: WON }),
    ).attenuate({
      allow: {},
    });
    expect(access.explain(ask("read")).considered.map(({ counts, failed }) => [counts, failed])).toEqual([
      [false, "attenuated"],
      [true, null],
      [false, "when"],
    ]);
  });

  it("of one id with another is told apart", () => {
    const policy = policyOf(
      { deal: [{ id: "s", allow: "read", when: { stage: "won" } }] },
      {
        rep: { extends: ["base"] },
        roles: { base: { title: "Base", statements: { deal: [{ id: "s", allow: "read", when: { amount: 1 } }] } } },
      },
    );
    expect(explain(policy).considered.map(({ operands }) => operands)).toEqual([["stage"], ["amount"]]);
  });

  it("is looked at for both on behalf of somebody", () => {
    const onBehalfOf = { principal: { ...principal, id: "u2" }, assignments: [rep()], session };
    expect(explain(deals({ allow: "read" }), { onBehalfOf }).considered.map(({ principalId }) => principalId)).toEqual([
      "u1",
      "u2",
    ]);
  });

  it("is not looked at where it names another action", () => {
    expect(explain(deals({ allow: "export" })).considered).toEqual([]);
  });
});

describe("an explanation", () => {
  it("says who asked for what", () => {
    const onBehalfOf = { principal: { ...principal, id: "u2" }, assignments: [rep()], session };
    expect([
      explain(deals({ allow: "read" })),
      explain(deals({ allow: "read" }), { onBehalfOf }, ask("read", { fields: ["stage", "id"] })),
    ]).toMatchObject([
      { principalId: "u1", onBehalfOf: null, action: "read", type: "deal", fields: null },
      { principalId: "u1", onBehalfOf: "u2", fields: ["id", "stage"] },
    ]);
  });

  it("holds the decision as decide gives it", () => {
    const access = accessTo(deals({ allow: "read" }, { require: { justification: true }, for: "read" }));
    expect(access.explain(ask("read")).decision).toEqual(access.decide(ask("read")));
  });

  it("holds each refusal: whose, why and of which fields", () => {
    const policy = deals({ allow: "*" }, { forbid: "read", fields: ["amount", "stage"] });
    expect(explain(policy, {}, ask("read", { fields: ["margin", "amount", "stage", "id"] })).refusals).toEqual([
      {
        principalId: "u1",
        reason: "forbidden",
        fields: ["stage", "amount"],
        because: "It is forbidden, whatever else is granted",
      },
      { principalId: "u1", reason: "no_grant", fields: ["margin"], because: "Nothing that is held allows it" },
    ]);
  });

  it("holds no refusal of what is not refused", () => {
    expect(explain(deals({ allow: "read" })).refusals).toEqual([]);
  });
});
