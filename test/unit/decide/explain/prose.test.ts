import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../../src/model/access-facts.js";
import type { Instant } from "../../../../src/model/instant.js";
import type { PrincipalStatus } from "../../../../src/model/principal.js";
import type { StatementData } from "../../../../src/model/statement-data.js";
import {
  accessTo,
  ask,
  deals,
  grantOf,
  HOUR,
  MINUTE,
  NOW,
  policyOf,
  principal,
  rep,
  ruled,
  session,
} from "../../fixtures/access.js";
import { told } from "../../fixtures/explain.js";

const all = deals({ allow: "*" });
const human = (rest: Partial<AccessFacts["onBehalfOf"] & object> = {}) => ({
  onBehalfOf: { principal: { ...principal, id: "u2" }, assignments: [rep()], session, ...rest },
});

describe("S41 a yes in words", () => {
  it("names what grants it, by its reason or by where it comes from", () => {
    const policy = policyOf(
      { deal: [{ id: "own", allow: "read", why: "reps read deals" }, { allow: "read" }] },
      { rep: { title: "Sales rep" } },
    );
    const assignments = [rep(), grantOf({ deal: [{ allow: "read" }] })];
    expect(told(policy, { assignments })).toEqual([
      "Yes: u1 may read this deal.",
      "It is granted by:",
      "  - the direct grant g1 (grant.deal#0)",
      '  - reps read deals (own, the role "Sales rep")',
      '  - the role "Sales rep" (rep.deal#1)',
    ]);
  });

  it("says until when that is so", () => {
    expect(told(all, { assignments: [rep({ validUntil: NOW + HOUR })] }).at(-1)).toBe(
      "This may change on 2026-03-02 11:00 UTC.",
    );
  });

  it("names both on behalf of somebody", () => {
    expect(told(all, human())[0]).toBe("Yes: u1, on behalf of u2, may read this deal.");
  });

  it("names the fields that were asked for", () => {
    expect(told(all, {}, ask("read", { fields: ["stage", "id", "amount"] }))[0]).toBe(
      "Yes: u1 may read `id`, `stage` and `amount` of this deal.",
    );
  });
});

describe("S41 a challenge in words", () => {
  it("lists the steps, with the reason of each", () => {
    const policy = ruled(
      { id: "fresh", require: { mfa: { within: "15m" } }, for: "export", why: "exports need a fresh login" },
      { id: "both", require: { approval: { by: "rep" }, justification: true }, for: "export" },
    );
    expect(told(policy, {}, ask("export"))).toEqual([
      "Not yet: u1 may export this deal after 3 more steps.",
      "What helps:",
      '  - Get the approval of 1 person who is "Rep" (both)',
      "  - Give a reason (both)",
      "  - Confirm who you are with 2 kinds of proof; that counts for 15 minutes: exports need a fresh login (fresh)",
    ]);
  });

  it("of one step says so", () => {
    expect(told(all, { session: { ...session, expiresAt: NOW } })).toEqual([
      "Not yet: u1 may read this deal after one more step.",
      "What helps:",
      "  - Log in again: the session has ended (session.expiresAt)",
    ]);
  });
});

describe("S41 a no in words", () => {
  it("without any grant says so", () => {
    expect(told(policyOf({ deal: [{ allow: "export" }] }))).toEqual([
      "No: u1 may not read this deal.",
      "Nothing that is held allows it.",
    ]);
  });

  it.each<[PrincipalStatus | "lost", string]>([
    ["invited", "The invitation to this account has not been accepted yet."],
    ["suspended", "The account is suspended."],
    ["deactivated", "The account was deactivated."],
    ["read_only", "The account may only read."],
    ["lost", "The status of the account is unknown, and so it may not export anything."],
  ])("to somebody who is %s says so", (status, because) => {
    const facts = { principal: { ...principal, status: status as PrincipalStatus } };
    expect(told(all, facts, ask("export"))).toEqual(["No: u1 may not export this deal.", because]);
  });

  it.each<[string, Partial<typeof principal & { validFrom: Instant; validUntil: Instant }>, string]>([
    ["has not begun", { validFrom: NOW + HOUR }, "The account begins on 2026-03-02 11:00 UTC."],
    ["has ended", { validUntil: NOW - HOUR }, "The account ended on 2026-03-02 09:00 UTC."],
    [
      "ended before it began",
      { validFrom: NOW + HOUR, validUntil: NOW + HOUR },
      "The account ended on 2026-03-02 10:00 UTC.",
    ],
    [
      "has unreadable dates",
      { validUntil: "soon" },
      "The dates of the account cannot be read, and so it counts as closed.",
    ],
  ])("to an account that %s says so", (_what, window, because) => {
    expect(told(all, { principal: { ...principal, ...window } })[1]).toBe(because);
  });

  it("to a session that was ended says since when", () => {
    const revoked = (sessionsValidFrom: Instant) =>
      told(all, { principal: { ...principal, sessionsValidFrom } }).slice(1);
    expect([revoked(NOW - MINUTE), revoked("someday")]).toEqual([
      ["All sessions of this account from before 2026-03-02 09:59 UTC were ended.", "What helps:", "  - Log in."],
      ["The sessions of this account were ended."],
    ]);
  });

  it("by a forbid names it, by its reason or by where it comes from", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }, { id: "z", forbid: "read" }] },
      {
        rules: {
          deal: [
            { id: "audit", forbid: "read", why: "the books are under audit" },
            { id: "rule", forbid: "read" },
          ],
        },
      },
    );
    expect(told(policy)).toEqual([
      "No: u1 may not read this deal.",
      "It is forbidden, whatever else is granted:",
      "  - the books are under audit (audit)",
      "  - a rule of the policy (rule)",
      '  - the role "Rep" (z)',
    ]);
  });

  it("by a requirement that cannot be met names all that is unmet, with the reason", () => {
    const policy = ruled(
      {
        id: "ours",
        require: { device: { managed: true }, justification: true },
        for: "read",
        why: "data stays on our machines",
      },
      { id: "log", require: { justification: true }, for: "read" },
    );
    expect(told(policy)).toEqual([
      "No: u1 may not read this deal.",
      "It is granted, but not under these circumstances:",
      "  - Give a reason: data stays on our machines (ours)",
      "  - It takes a managed device: data stays on our machines (ours)",
      "  - Give a reason (log)",
    ]);
  });

  it("by a requirement names the ended session, too", () => {
    const policy = ruled({ id: "d", require: { device: { managed: true } }, for: "read" });
    expect(told(policy, { session: { ...session, expiresAt: NOW } })).toContain(
      "  - Log in again: the session has ended (session.expiresAt)",
    );
  });

  it("that could not be worked out says so, and not until when", () => {
    const evil = () => {
      throw new Error("boom");
    };
    const zones = new Proxy([], { get: evil });
    const policy = ruled({ require: { network: { zones: ["vpn"] } }, for: "read" });
    const facts = { session: { ...session, network: { zones } }, assignments: [rep({ validUntil: NOW + 1 })] };
    expect(told(policy, facts)).toEqual([
      "No: u1 may not read this deal.",
      "The answer could not be worked out, which counts as a no.",
    ]);
  });

  it("prints nothing that would break a line, or turn its direction", () => {
    const [first] = told(deals(), { principal: { ...principal, id: "u1\n\u202eevil\u2028" } });
    expect(first).toBe("No: u1��evil� may not read this deal.");
  });

  it("says what could not be checked", () => {
    const policy = deals({ id: "a", allow: "read", when: { amount: { $exists: true } } });
    const assignments = [rep(), rep({ id: "a2", role: "ghost" })];
    expect(told(policy, { assignments }, ask("read", { record: {} })).slice(-2)).toEqual([
      "Note: role `ghost` of assignment `a2` is not defined; what cannot be checked counts as a no.",
      "Note: `amount` was not loaded; what cannot be checked counts as a no.",
    ]);
  });
});

describe("S41 a no in words", () => {
  it("does not say when it may change where the record's own dates come first", () => {
    const policy = deals({ allow: "export", when: { closedAt: { $lt: { $ref: "now" } } } });
    const lines = (closedAt: number | null) =>
      told(policy, { assignments: [rep({ validUntil: NOW + HOUR })] }, ask("export", { record: { closedAt } }));
    expect(lines(null).at(-1)).toBe("This may change on 2026-03-02 11:00 UTC.");
    expect(lines(NOW + MINUTE).join()).not.toContain("change");
  });

  it("names statements that want the same in one line, and all lines in the same order", () => {
    const won: StatementData = { allow: "read", when: { stage: "won" } };
    const rich: StatementData = { id: "c", allow: "read", when: { amount: 5 } };
    const expected = [
      "No: u1 may not read this deal.",
      "Nothing that is held allows it:",
      '  - The role "Rep" allows it only where `amount` is 5. (c)',
      '  - The role "Rep" allows it only where `stage` is won. (a, b)',
    ];
    expect(told(deals({ id: "a", ...won }, { id: "b", ...won }, rich))).toEqual(expected);
    expect(told(deals(rich, { id: "a", ...won }, { id: "b", ...won }))).toEqual(expected);
  });

  it("does not speak of what is forbidden where nothing of it is granted", () => {
    const forbid: StatementData = { id: "f", forbid: "read", fields: ["stage"] };
    const nothing = deals({ id: "a", allow: "read", fields: ["id"], when: { stage: "won" } }, forbid);
    expect(told(nothing).join()).not.toContain("forbidden");
    expect(told(nothing, {}, ask("read", { fields: ["id"] })).join()).not.toContain("forbidden");
    const something = deals({ id: "a", allow: "read", fields: ["stage"] }, forbid);
    expect(told(something)).toContain('  - What is granted is forbidden: the role "Rep" (f)');
  });

  it("names of several requirements those alone that reach and are unmet", () => {
    const device = (id: string, when: object): StatementData =>
      ({ id, require: { device: { managed: true } }, for: "read", when }) as StatementData;
    const policy = ruled(device("here", { stage: "open" }), device("elsewhere", { stage: "won" }), {
      id: "met",
      require: { session: { maxAge: "12h" } },
      for: "read",
    });
    expect(told(policy)).toEqual([
      "No: u1 may not read this deal.",
      "It is granted, but not under these circumstances:",
      "  - It takes a managed device (here)",
      "This may change on 2026-03-02 21:00 UTC.",
    ]);
  });
});

describe("S41 a no to several fields", () => {
  it("names the fields of each reason, and whose no it is", () => {
    const roles = {
      other: { title: "Other", statements: { deal: [{ allow: "read" as const, fields: ["id", "stage"] }] } },
    };
    const both = policyOf(
      { deal: [{ allow: "read" }] },
      { roles, rules: { deal: [{ id: "f", forbid: "read", fields: ["amount", "stage"], who: { id: "u2" } }] } },
    );
    const onBehalfOf = { principal: { ...principal, id: "u2" }, assignments: [rep()], session };
    const facts = { assignments: [{ id: "o", role: "other" }], onBehalfOf };
    expect(told(both, facts, ask("read", { fields: ["id", "stage", "amount"] })).slice(0, 5)).toEqual([
      "No: u1, on behalf of u2, may not read `stage` and `amount` of this deal.",
      "`amount`: Nothing that u1 holds allows it:",
      '  - The role "Other" allows it only for `id` and `stage`. (other.deal#0)',
      "u2, `stage` and `amount`: It is forbidden, whatever else is granted:",
      "  - a rule of the policy (f)",
    ]);
  });

  const policy = deals({ allow: "*" }, { id: "f", forbid: "*", fields: ["amount"] });

  it("names only those that are refused, each with its reason", () => {
    expect(told(policy, {}, ask("read", { fields: ["amount", "margin", "id"] }))).toEqual([
      "No: u1 may not read `amount` and `margin` of this deal.",
      "`amount`: It is forbidden, whatever else is granted:",
      '  - the role "Rep" (f)',
      "`margin`: Nothing that is held allows it:",
      '  - The role "Rep" allows it only for other fields. (rep.deal#0)',
    ]);
  });

  it("for one reason says it once", () => {
    expect(told(policy, {}, ask("read", { fields: ["amount", "id"] })).slice(0, 2)).toEqual([
      "No: u1 may not read `amount` of this deal.",
      "It is forbidden, whatever else is granted:",
    ]);
  });

  it("of a creation names what may not be given", () => {
    const record = { stage: "open", margin: 1 };
    expect([
      told(deals({ allow: "create" }), {}, ask("create", { record }))[0],
      told(deals(), {}, ask("create", { record }))[0],
      told(deals(), {}, ask("create", { record: {} }))[0],
    ]).toEqual([
      "No: u1 may not create a deal with `margin`.",
      "No: u1 may not create this deal.",
      "No: u1 may not create this deal.",
    ]);
  });

  it("of a type that begins with a vowel says `an`", () => {
    const policy = policyOf({ offer: [{ allow: "create" }] });
    const offer = { ...policy.model.resources.deal!, scopePaths: { region: null, team: null } };
    const typed = { ...policy, model: { ...policy.model, resources: { offer } } };
    const request = { action: "create", type: "offer", record: { stage: "open", margin: 1 } };
    expect(told(typed, {}, request)[0]).toBe("No: u1 may not create an offer with `margin`.");
  });

  it("of which nobody refuses any names all of them", () => {
    expect(told(deals(), {}, ask("read", { fields: ["id", "stage"] }))[0]).toBe(
      "No: u1 may not read `id` and `stage` of this deal.",
    );
  });

  it("without a field, where what is granted is forbidden, says both", () => {
    const granted = deals(
      { allow: "read", fields: ["stage"], why: "stages" },
      { id: "f", forbid: "read", fields: ["stage"] },
    );
    expect(told(granted)).toEqual([
      "No: u1 may not read this deal.",
      "Nothing that is held allows it:",
      '  - What is granted is forbidden: the role "Rep" (f)',
    ]);
  });
});

describe("S41 what nearly allowed it", () => {
  const missing = (...args: Parameters<typeof told>) =>
    told(...args)
      .filter((line) => line.startsWith("  - "))
      .map((line) => line.slice(4));

  it("where a condition fails: only the part that does", () => {
    const policy = deals({ id: "a", allow: "read", when: { stage: "won", ownerId: "u1", amount: { $gt: 500 } } });
    expect(missing(policy)).toEqual([
      'The role "Rep" allows it only where `stage` is won and `amount` is more than 500. (a)',
    ]);
  });

  it("where the record lies out of scope: what the assignment covers", () => {
    const policy = policyOf({ deal: [{ allow: "read" }] }, { rep: { title: "Sales rep", scopedBy: ["region"] } });
    expect(missing(policy, { assignments: [rep({ scope: { region: ["FR", "US", "AT"] } })] })[0]).toBe(
      'The role "Sales rep" allows it only for `region` FR, US or AT. (rep.deal#0)',
    );
  });

  it("where it would become what it may not", () => {
    const policy = deals({ id: "a", allow: ["update", "create"], to: { stage: "open" } });
    expect([
      missing(policy, {}, ask("update", { changes: { stage: "won" } })),
      missing(policy, {}, ask("update")),
      missing(policy, {}, ask("create", { record: { stage: "won" } })),
    ]).toEqual([
      ['The role "Rep" allows it only if afterwards `stage` is open. (a)'],
      [
        'The role "Rep" allows it only if afterwards `stage` is open, and the request does not say what it changes. (a)',
      ],
      ['The role "Rep" allows it only where `stage` is open. (a)'],
    ]);
  });

  it("where it is about other fields: which, if they are few", () => {
    const of = (...fields: string[]) =>
      missing(deals({ id: "a", allow: "read", fields }), {}, ask("read", { fields: ["margin"] }));
    expect([
      of("stage"),
      of("stage", "id"),
      of("id", "stage", "amount", "phone", "tags"),
      of("id", "stage", "amount", "phone", "tags", "closedAt"),
    ]).toEqual([
      ['The role "Rep" allows it only for `stage`. (a)'],
      ['The role "Rep" allows it only for `id` and `stage`. (a)'],
      ['The role "Rep" allows it only for `id`, `stage`, `amount`, `phone` and `tags`. (a)'],
      ['The role "Rep" allows it only for other fields. (a)'],
    ]);
  });

  it("where it shows the field in part", () => {
    const policy = deals({ id: "a", allow: "read", masked: { phone: "last4" } });
    expect(missing(policy, {}, ask("read", { fields: ["phone"] }))).toEqual([
      'The role "Rep" shows `phone` in part only. (a)',
    ]);
  });

  it("where it shows several fields in part", () => {
    const policy = deals({ id: "a", allow: "read", masked: { phone: "last4", ownerId: "redact" } });
    expect(missing(policy, {}, ask("read", { fields: ["phone", "ownerId"] }))).toEqual([
      'The role "Rep" shows `ownerId` and `phone` in part only. (a)',
    ]);
  });

  it("where several fields never change", () => {
    const policy = deals({ allow: "*" });
    const { deal: type } = policy.model.resources;
    const model = {
      ...policy.model,
      resources: { ...policy.model.resources, deal: { ...type!, immutable: ["id", "ownerId"] } },
    };
    expect(missing({ ...policy, model }, {}, ask("update", { changes: { id: "d9", ownerId: "u9" } }))).toEqual([
      "`id` and `ownerId` never changes once it is there.",
    ]);
  });

  it("where the field never changes", () => {
    expect(missing(all, {}, ask("update", { changes: { id: "d9" } }))).toEqual([
      "`id` never changes once it is there.",
    ]);
  });

  it("where the access was narrowed", () => {
    const narrowed = accessTo(all).attenuate({ allow: {} });
    expect(String(narrowed.explain(ask("read")))).toBe(
      "No: u1 may not read this deal.\nNothing that is held allows it:\n  - This access was narrowed, and leaves it out.",
    );
  });

  it("the nearest to a yes first", () => {
    const policy = policyOf(
      {
        deal: [
          { id: "fields", allow: "update", fields: ["amount"] },
          { id: "when", allow: "update", when: { stage: "won" } },
          { id: "to", allow: "update", to: { stage: "lost" } },
        ],
      },
      {
        roles: {
          scoped: { title: "Scoped", scopedBy: ["region"], statements: { deal: [{ id: "scope", allow: "update" }] } },
        },
      },
    );
    const assignments = [rep(), { id: "s", role: "scoped", scope: { region: ["FR"] } }];
    const more = missing(
      deals({ id: "b", allow: "update", to: { stage: "lost", amount: 1 } }),
      {},
      ask("update", { changes: { stage: "won" } }),
    );
    expect(more).toEqual(['The role "Rep" allows it only if afterwards `stage` is lost and `amount` is 1. (b)']);
    const unsaid = missing(deals({ id: "b", allow: "update", to: { stage: "lost", amount: 1 } }), {}, ask("update"));
    expect(unsaid).toEqual([
      'The role "Rep" allows it only if afterwards `stage` is lost and `amount` is 1, and the request does not say what it changes. (b)',
    ]);
    const lines = missing(policy, { assignments }, ask("update", { changes: { stage: "won" } }));
    expect(lines.map((line) => /\((\w+)\)$/.exec(line)?.[1]).slice(0, 4)).toEqual(["to", "scope", "when", "fields"]);
  });

  it("of many the first eight", () => {
    const policy = (count: number) =>
      deals(
        ...Array.from({ length: count }, (_one, index) => ({
          id: `a${index}`,
          allow: "read",
          when: { amount: index },
        })),
      );
    expect(missing(policy(9)).at(-1)).toContain("`amount` is 8");
    expect([
      missing(policy(9)).length,
      missing(policy(10)).length,
      missing(policy(10)).at(-1),
      missing(policy(30)).at(-1),
    ]).toEqual([9, 9, "… and 2 more", "… and 22 more"]);
  });

  it("of a forbid or a require nothing is said that does not count", () => {
    const policy = deals({ forbid: "read", when: { stage: "won" } }, { require: { justification: true }, for: "read" });
    expect(missing(policy)).toEqual([]);
  });
});

describe("S41 a no on behalf of somebody", () => {
  it("says whose it is", () => {
    expect([
      told(all, human({ assignments: [] })).slice(0, 2),
      told(all, { ...human(), assignments: [] }).slice(0, 2),
      told(all, human({ principal: { ...principal, id: "u2", status: "suspended" } })),
    ]).toEqual([
      ["No: u1, on behalf of u2, may not read this deal.", "Nothing that u2 holds allows it."],
      ["No: u1, on behalf of u2, may not read this deal.", "Nothing that u1 holds allows it."],
      ["No: u1, on behalf of u2, may not read this deal.", "u2: The account is suspended."],
    ]);
  });

  it("says what each of both says", () => {
    const policy = deals({ id: "a", allow: "read", when: { ownerId: { $ref: "principal.id" } } });
    expect(told(policy, human({ assignments: [] }), ask("read", { record: { ownerId: "u9" } })).slice(0, 4)).toEqual([
      "No: u1, on behalf of u2, may not read this deal.",
      "Nothing that u1 holds allows it:",
      '  - The role "Rep" allows it only where `ownerId` is the person\'s own id. (a)',
      "Nothing that u2 holds allows it.",
    ]);
  });

  it("of which neither alone says it tells that", () => {
    const policy = policyOf(
      { deal: [{ allow: "read", fields: ["stage"] }] },
      { roles: { other: { title: "Other", statements: { deal: [{ allow: "read", fields: ["amount"] }] } } } },
    );
    expect(told(policy, human({ assignments: [{ id: "o", role: "other" }] })).slice(0, 2)).toEqual([
      "No: u1, on behalf of u2, may not read this deal.",
      "Each of the two may with some fields, but there is no field with which both may.",
    ]);
  });
});

describe("S41 the words", () => {
  it("never hold a record's value", () => {
    const record = { id: "swordfish", ownerId: "swordfish", stage: "swordfish", region: "swordfish", amount: 424242 };
    const policy = policyOf(
      {
        deal: [
          { allow: "read", when: { ownerId: { $ref: "principal.id" }, amount: { $lt: 5 } } },
          { allow: "read", when: { stage: "won" } },
          { forbid: "read", when: { amount: { $gt: { $ref: "record.margin" } } } },
        ],
      },
      { rep: { scopedBy: ["region"] } },
    );
    const explanation = accessTo(policy, { assignments: [rep({ scope: { region: ["DE"] } })] }).explain(
      ask("read", { record }),
    );
    expect(/swordfish|424242/.test(`${explanation} ${JSON.stringify(explanation)}`)).toBe(false);
  });

  it("take a role for what it is where nobody defined it", () => {
    const assignments = [{ id: "x", role: "constructor", state: "eligible" as const }];
    expect(told(all, { assignments })).toContain("Nothing that is held allows it.");
  });
});
