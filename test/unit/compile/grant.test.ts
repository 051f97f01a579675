import { describe, expect, it } from "vitest";
import { accessByGrant, accessTo, ask, deal, grantOf, policyOf, rep, report } from "../fixtures/access.js";
import { determinedBy, verdict } from "../fixtures/reason.js";

const ACTIONS = ["create", "read", "update", "delete", "export", "reassign"];
const accessOf = (statements: unknown, rest: object = {}) =>
  accessTo(policyOf({}), { assignments: [grantOf(statements, rest)] });
const answers = (access: ReturnType<typeof accessTo>) => ACTIONS.map((action) => verdict(access, ask(action)));
const errorsOf = (access: ReturnType<typeof accessTo>) => access.decide(ask("read")).errors;

describe("a direct grant", () => {
  it("gives what its statements say, to one principal", () => {
    expect(verdict(accessByGrant({ allow: "read" }), ask("read"))).toBe("allow");
  });

  it("S43 is named by its assignment and the place of the statement", () => {
    expect(accessByGrant({ allow: "export" }, { allow: "read" }).decide(ask("read")).statements).toEqual([
      { id: "grant.deal#1", assignment: "g1" },
    ]);
  });

  it("S20 gives a scope for every dimension that its types have a path for", () => {
    const within = (scope: unknown, statements: object = { deal: [{ allow: "read" }] }) =>
      verdict(accessOf(statements, { scope }), ask("read"));
    expect([
      within({ region: ["DE"] }),
      within({ region: ["FR"] }),
      within({ team: "*" }),
      within(undefined),
      within({ region: ["DE"] }, { deal: [{ allow: "read" }], report: [{ allow: "read" }] }),
      within({ region: ["DE"], team: "*" }, { deal: [{ allow: "read" }], report: [{ allow: "read" }] }),
      within({ region: ["DE"] }, { "*": [{ allow: "read" }], deal: [{ allow: "read" }] }),
    ]).toEqual(["allow", "no_grant", "no_grant", "no_grant", "no_grant", "allow", "no_grant"]);
  });

  it('S19 reaches through "*" only types that have a path for each of its dimensions', () => {
    const access = accessOf({ "*": [{ allow: "read" }] });
    expect([access.can("read", "deal", deal), access.can("read", "report", report)]).toEqual([false, false]);
  });

  it('S19 neither forbids through "*" what it does not reach', () => {
    const policy = policyOf({ deal: [{ allow: "*" }], report: [{ allow: "*" }] });
    const access = accessTo(policy, { assignments: [rep(), grantOf({ "*": [{ forbid: "export" }] })] });
    expect([access.can("export", "deal", deal), access.can("export", "report", report)]).toEqual([true, true]);
  });

  it('reaches through "*" the types that have its actions', () => {
    const policy = policyOf({});
    const { deal: type, report: other } = policy.model.resources;
    const resources = {
      deal: { ...type!, scopePaths: { region: null, team: null } },
      report: { ...other!, scopePaths: { region: null, team: null } },
    };
    const access = accessTo(
      { ...policy, model: { ...policy.model, resources } },
      { assignments: [grantOf({ "*": [{ allow: ["export", "reassign"] }] })] },
    );
    expect([
      access.can("reassign", "deal", deal),
      access.can("export", "report", report),
      access.can("read", "report", report),
    ]).toEqual([true, true, false]);
  });

  it("S3 is a template like any other", () => {
    const access = accessByGrant({ allow: "read" }, { forbid: "read", fields: ["amount"] });
    expect([
      access.can("read", "deal", deal, "margin"),
      access.can("read", "deal", deal, "stage"),
      access.can("read", "deal", deal, "amount"),
    ]).toEqual([false, true, false]);
  });

  it("adds to what roles give, wherever it stands among them", () => {
    const policy = policyOf({ deal: [{ id: "role", allow: "read" }] });
    const grant = grantOf({ deal: [{ id: "grant", allow: "read" }] });
    for (const assignments of [
      [rep(), grant],
      [grant, rep()],
    ]) {
      expect(determinedBy(accessTo(policy, { assignments }), ask("read"))).toEqual(["grant", "role"]);
    }
  });

  it("may be several", () => {
    const assignments = [
      grantOf({ deal: [{ allow: "read" }] }),
      grantOf({ deal: [{ allow: "export" }] }, { id: "g2" }),
    ];
    const access = accessTo(policyOf({}), { assignments });
    expect(answers(access)).toEqual(["no_grant", "allow", "no_grant", "no_grant", "allow", "no_grant"]);
  });

  it("of nothing gives nothing, and is fine", () => {
    const access = accessOf({});
    expect([verdict(access, ask("read")), errorsOf(access)]).toEqual(["no_grant", []]);
  });
});

describe("S7 a direct grant that cannot be read", () => {
  it.each<[string, unknown]>([
    ["is null", null],
    ["is a list", [{ allow: "*" }]],
    ["is a list of lists", [[{ allow: "*" }]]],
    ["is a text", "allow everything"],
    ["is an empty text", ""],
    ["is a number", 7],
    ["is a flag", true],
    ["is statements that are no list", { deal: { allow: "*" } }],
    ["is statements that are texts", { deal: ["allow"] }],
    ["is statements that are null", { deal: [null] }],
    [
      "throws while it is read",
      Object.defineProperty({}, "deal", {
        get: () => {
          throw new Error("boom");
        },
        enumerable: true,
      }),
    ],
  ])("as a whole forbids everything: it %s", (_how, statements) => {
    const policy = policyOf({ deal: [{ allow: "*" }], report: [{ allow: "*" }] });
    const access = accessTo(policy, { assignments: [rep(), grantOf(statements)] });
    expect([answers(access), access.can("read", "report", report), determinedBy(access, ask("read"))]).toEqual([
      Array.from(ACTIONS, () => "forbidden"),
      false,
      ["grant.invalid"],
    ]);
    expect(errorsOf(access)).toMatchObject([{ code: "invalid_grant", assignment: "g1" }]);
  });

  it.each<[string, object]>([
    ["an action that does not exist", { allow: "raed" }],
    ["no action", { allow: [] }],
    ["a key that does not exist", { allow: "read", wen: { stage: "won" } }],
    ["a second verb", { allow: "read", forbid: "export" }],
    ["a field that does not exist", { allow: "read", fields: ["amont"] }],
    ["no field", { allow: "read", fields: [] }],
    ["an operator that does not exist", { allow: "read", when: { amount: { $regex: "a" } } }],
    ["an operator that the field does not have", { allow: "read", when: { amount: { $startsWith: "1" } } }],
    ["more than a reference", { allow: "read", when: { ownerId: { $ref: "principal.id", $ne: "u1" } } }],
    ["an empty condition", { allow: "read", when: {} }],
    ["a condition that is null", { allow: "read", when: null }],
    ["a view that does not exist", { allow: "read", masked: { phone: "blur" } }],
    ["a mask for an action that is not read-only", { allow: "update", masked: { phone: "last4" } }],
    ["a mask that is null", { allow: "read", masked: null }],
  ])("gives nothing, wherever in it the mistake is: %s", (_what, statement) => {
    const access = accessByGrant({ allow: "export" }, statement as { allow: string });
    expect([
      verdict(access, ask("read")),
      access.can("export", "deal", deal),
      errorsOf(access).map(({ code }) => code),
    ]).toEqual([_what === "a second verb" ? "forbidden" : "no_grant", false, ["invalid_grant"]]);
  });

  it("keeps the forbids and requires that can be read, on every record", () => {
    const access = accessTo(policyOf({ deal: [{ allow: "*" }] }), {
      assignments: [
        rep(),
        grantOf(
          {
            deal: [
              { allow: "raed" },
              { id: "f", forbid: "delete" },
              { id: "r", require: { justification: true }, for: "export" },
            ],
          },
          { scope: { region: ["FR"] } },
        ),
      ],
    });
    expect(["read", "delete", "export"].map((action) => verdict(access, ask(action)))).toEqual([
      "allow",
      "forbidden",
      "challenge",
    ]);
  });

  it.each<[string, object]>([
    ["a forbid of an action that does not exist", { forbid: "raed" }],
    ["a forbid with a field that does not exist", { forbid: "export", fields: ["amont"] }],
    ["a forbid with `who`, which belongs to rules", { forbid: "export", who: { kind: "guest" } }],
    ["a forbid with `to` on an action that changes nothing", { forbid: "export", to: { stage: "won" } }],
    ["a require of what is not known", { require: { retina: true }, for: "export" }],
    ["a require of nothing", { require: {}, for: "export" }],
    ["a require of null", { require: { mfa: null }, for: "export" }],
    ["a require of no factors", { require: { mfa: { factors: 0 } }, for: "export" }],
    ["a require of nothing of the device", { require: { device: {} }, for: "export" }],
    ["a require of no approvals", { require: { approval: { by: "rep", count: 0 } }, for: "export" }],
    ["a require for no action", { require: { mfa: {} } }],
    ["a statement without a verb", { id: "x" }],
    ["an allow that also requires", { allow: "export", require: { mfa: {} }, for: "export" }],
  ])("forbids the whole type where it may have meant to limit it: %s", (_what, statement) => {
    const policy = policyOf({ deal: [{ allow: "*" }], report: [{ allow: "*" }] });
    const access = accessTo(policy, { assignments: [rep(), grantOf({ deal: [statement] })] });
    expect([answers(access), access.can("read", "report", report)]).toEqual([
      Array.from(ACTIONS, () => "forbidden"),
      true,
    ]);
  });

  it("forbids every type where it may have meant to limit any", () => {
    const policy = policyOf({ deal: [{ allow: "*" }], report: [{ allow: "*" }] });
    const access = accessTo(policy, { assignments: [rep(), grantOf({ "*": [{ forbid: "raed" }] })] });
    expect([access.can("read", "deal", deal), access.can("read", "report", report)]).toEqual([false, false]);
  });

  it("forbids a type that it may have meant to limit, though another one has a dimension besides", () => {
    const policy = policyOf({ deal: [{ allow: "*" }], report: [{ allow: "*" }] });
    const grant = grantOf({ deal: [{ allow: "read" }], report: [{ forbid: "raed" }] });
    const access = accessTo(policy, { assignments: [rep(), grant] });
    expect([access.can("read", "deal", deal), access.can("read", "report", report)]).toEqual([true, false]);
  });

  it("forbids nothing of other types where the one that it limits does not exist", () => {
    const grant = grantOf({ ghost: [{ forbid: "read" }], deal: [{ forbid: "export" }] });
    const access = accessTo(policyOf({ deal: [{ allow: "*" }] }), { assignments: [rep(), grant] });
    expect([access.can("read", "deal", deal), access.can("export", "deal", deal)]).toEqual([true, false]);
  });

  it("is one on a type that does not exist", () => {
    const access = accessOf({ ghost: [{ allow: "read" }], deal: [{ allow: "read" }] });
    expect([verdict(access, ask("read")), errorsOf(access).map(({ code }) => code)]).toEqual([
      "no_grant",
      ["invalid_grant"],
    ]);
  });

  it("is reported, with where to learn why", () => {
    expect(errorsOf(accessByGrant({ allow: "raed" }, { allow: "read" }))).toEqual([
      {
        code: "invalid_grant",
        message: "direct grant `g1` cannot be read; `policy.parseAssignment()` says why",
        assignment: "g1",
      },
    ]);
  });

  it("is not reported where all can be read", () => {
    expect(errorsOf(accessByGrant({ allow: "read" }))).toEqual([]);
  });

  it("does not count when it is over, or eligible", () => {
    const policy = policyOf({ deal: [{ allow: "read" }] });
    const answer = (rest: object) =>
      verdict(accessTo(policy, { assignments: [rep(), grantOf(null, rest)] }), ask("read"));
    expect([answer({}), answer({ validUntil: 0 }), answer({ state: "eligible" })]).toEqual([
      "forbidden",
      "allow",
      "allow",
    ]);
  });
});

describe("the requirements of a direct grant", () => {
  it("are checked like any other, and asked anew each time", () => {
    const access = accessByGrant({ allow: "*" }, { id: "r", require: { session: { maxAge: 1 } }, for: "read" });
    expect([
      access.can("read", "deal", deal),
      access.can("read", "deal", deal),
      access.can("export", "deal", deal),
    ]).toEqual([false, false, true]);
  });

  it("do not mix with those of the policy", () => {
    const policy = policyOf(
      { deal: [{ allow: "*" }] },
      { rules: { deal: [{ require: { session: { maxAge: "12h" } }, for: "read" }] } },
    );
    const grant = grantOf({ deal: [{ id: "g", require: { session: { maxAge: 1 } }, for: "read" }] });
    const access = accessTo(policy, { assignments: [rep(), grant] });
    access.can("read", "deal", deal);
    expect(determinedBy(access, ask("read"))).toEqual(["g"]);
  });
});
