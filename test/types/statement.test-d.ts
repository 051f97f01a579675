import type { RulesOf, StatementsOf } from "castellan";
import { describe, expectTypeOf, test } from "vitest";
import type { model } from "./crm.js";

type Statements = StatementsOf<typeof model>;
type Rules = RulesOf<typeof model>;

/** Checks statements of a role as an author writes them. */
declare function role(statements: Statements): void;
/** Checks policy-wide rules as an author writes them. */
declare function rules(rules: Rules): void;

describe("statements of a role", () => {
  test("are keyed by resource type", () => {
    role({ deal: [{ allow: "read" }], contact: [{ forbid: "export" }], "*": [{ allow: "read" }] });
    // @ts-expect-error there is no type `dael`
    role({ dael: [{ allow: "read" }] });
  });

  test("name actions of their type: one, several, or all", () => {
    role({ deal: [{ allow: "read" }, { allow: ["read", "export"] }, { allow: "*" }] });
    // @ts-expect-error
    role({ deal: [{ allow: "print" }] });
    // @ts-expect-error
    role({ deal: [{ allow: ["read", "print"] }] });
    // @ts-expect-error
    role({ contact: [{ forbid: "delete" }] });
    // @ts-expect-error
    role({ report: [{ require: { justification: true }, for: "export" }] });
  });

  test("name fields and groups of their type, or all but some", () => {
    role({ deal: [{ allow: "read", fields: ["stage", "#financial"] }] });
    role({ deal: [{ allow: "read", fields: { except: ["stage", "#financial"] } }] });
    // @ts-expect-error
    role({ deal: [{ allow: "read", fields: ["staeg"] }] });
    // @ts-expect-error
    role({ deal: [{ allow: "read", fields: ["#finacial"] }] });
    // @ts-expect-error
    role({ deal: [{ allow: "read", fields: { except: ["staeg"] } }] });
    // @ts-expect-error all fields are meant by leaving `fields` out
    role({ deal: [{ allow: "read", fields: "*" }] });
    // @ts-expect-error contact has no groups
    role({ contact: [{ allow: "read", fields: ["#financial"] }] });
  });

  test("mask texts, and nothing else", () => {
    role({ contact: [{ allow: "read", masked: { phone: "last4", email: "email" } }] });
    role({ deal: [{ allow: "read", masked: { stage: "redact" } }] });
    // @ts-expect-error a number has no last four characters
    role({ deal: [{ allow: "read", masked: { amount: "last4" } }] });
    // @ts-expect-error a list of texts neither
    role({ deal: [{ allow: "read", masked: { tags: "last4" } }] });
    // @ts-expect-error there is no such view
    role({ contact: [{ allow: "read", masked: { phone: "last5" } }] });
    // @ts-expect-error only an allow masks
    role({ contact: [{ forbid: "read", masked: { phone: "last4" } }] });
  });

  test("mask in place of listing fields, and know no `to`", () => {
    // @ts-expect-error
    role({ contact: [{ allow: "read", masked: { phone: "last4" }, fields: ["email"] }] });
    // @ts-expect-error
    role({ contact: [{ allow: "read", masked: { phone: "last4" }, to: { phone: "x" } }] });
    role({ contact: [{ allow: "read", masked: { phone: "last4" }, when: { region: "DE" } }] });
  });

  test("have one verb", () => {
    // @ts-expect-error
    role({ deal: [{ allow: "read", forbid: "update" }] });
    // @ts-expect-error
    role({ deal: [{ allow: "read", require: { mfa: {} }, for: "read" }] });
    // @ts-expect-error
    role({ deal: [{ forbid: "read", for: "read" }] });
    // @ts-expect-error
    role({ deal: [{ fields: ["stage"] }] });
  });

  test("say what a requirement is for", () => {
    role({ deal: [{ require: { mfa: { within: "15m" } }, for: ["update", "delete"] }] });
    // @ts-expect-error
    role({ deal: [{ require: { mfa: {} } }] });
  });

  test("know no `who`", () => {
    // @ts-expect-error
    role({ deal: [{ allow: "read", who: { kind: "guest" } }] });
    // @ts-expect-error
    role({ deal: [{ forbid: "read", who: { kind: "guest" } }] });
    // @ts-expect-error
    role({ "*": [{ forbid: "read", who: { kind: "guest" } }] });
  });

  test("carry an id and a reason", () => {
    role({ deal: [{ id: "own", allow: "read", why: "because" }] });
    // @ts-expect-error
    role({ deal: [{ id: 1, allow: "read" }] });
    // @ts-expect-error a misspelt key
    role({ deal: [{ allow: "read", wyh: "because" }] });
  });

  test("take lists that are read-only", () => {
    const actions = ["read", "export"] as const;
    const fields = ["stage", "#financial"] as const;
    role({ deal: [{ allow: actions, fields }] } as const);
  });
});

describe("statements about every type", () => {
  test("name actions that some type has", () => {
    role({ "*": [{ allow: "print" }, { forbid: ["call", "export"] }, { require: { justification: true }, for: "*" }] });
    // @ts-expect-error
    role({ "*": [{ allow: "fly" }] });
  });

  test("take neither fields nor conditions", () => {
    // @ts-expect-error
    role({ "*": [{ allow: "read", fields: ["id"] }] });
    // @ts-expect-error
    role({ "*": [{ allow: "read", when: { id: "1" } }] });
    // @ts-expect-error
    role({ "*": [{ forbid: "update", to: { id: "1" } }] });
    // @ts-expect-error
    role({ "*": [{ allow: "read", masked: { id: "last4" } }] });
  });
});

describe("requirements", () => {
  test("are of the kinds that exist, with their own keys", () => {
    role({
      deal: [
        { require: { mfa: { methods: ["hwk"], within: "15m", phishingResistant: true, factors: 2 } }, for: "*" },
        { require: { session: { maxAge: "12h", maxIdle: 60_000 } }, for: "*" },
        { require: { device: { managed: true }, network: { countries: ["DE"] } }, for: "*" },
        {
          require: { schedule: { timeZone: "Europe/Berlin", days: ["mon"], from: "08:00", until: "18:00" } },
          for: "*",
        },
        { require: { approval: { by: "sales_manager", count: 2, within: "24h", once: true } }, for: "update" },
        { require: { justification: true }, for: "delete" },
      ],
    });
    // @ts-expect-error
    role({ deal: [{ require: { mfa: { wihtin: "15m" } }, for: "*" }] });
    // @ts-expect-error
    role({ deal: [{ require: { mfaa: {} }, for: "*" }] });
    // @ts-expect-error
    role({ deal: [{ require: { mfa: { within: "15 minutes" } }, for: "*" }] });
    // @ts-expect-error
    role({ deal: [{ require: { justification: false }, for: "*" }] });
    const schedule = { timeZone: "Europe/Berlin", from: "08:00", until: "18:00" };
    // @ts-expect-error
    role({ deal: [{ require: { schedule: { ...schedule, days: ["monday"] } }, for: "*" }] });
  });
});

describe("policy-wide rules", () => {
  test("forbid and require, and say whom they reach", () => {
    rules({
      "*": [
        { forbid: "export", who: { kind: "guest" } },
        { require: { mfa: {} }, for: "export", who: { "attributes.level": "junior" } },
      ],
      deal: [{ forbid: "delete", when: { stage: "won" }, who: { "attributes.teams": { $has: "sales" } } }],
    });
  });

  test("never allow", () => {
    // @ts-expect-error
    rules({ deal: [{ allow: "read" }] });
    // @ts-expect-error
    rules({ "*": [{ allow: "read" }] });
  });

  test("ask of the principal only what there is", () => {
    // @ts-expect-error
    rules({ "*": [{ forbid: "export", who: { knid: "guest" } }] });
    // @ts-expect-error
    rules({ "*": [{ forbid: "export", who: { kind: "gest" } }] });
    // @ts-expect-error
    rules({ "*": [{ forbid: "export", who: { "attributes.levle": "junior" } }] });
    // @ts-expect-error the record goes into `when`
    rules({ deal: [{ forbid: "export", who: { stage: "won" } }] });
  });

  test("are checked like a role's statements", () => {
    // @ts-expect-error
    rules({ deal: [{ forbid: "raed" }] });
    // @ts-expect-error
    rules({ deal: [{ forbid: "read", fields: ["staeg"] }] });
    // @ts-expect-error
    rules({ deal: [{ forbid: "read", when: { staeg: "won" } }] });
    // @ts-expect-error
    rules({ dael: [{ forbid: "read" }] });
  });
});

describe("a file of its own", () => {
  test("keeps the literals of what it satisfies", () => {
    const own = {
      deal: [{ allow: ["read", "update"], when: { ownerId: { $ref: "principal.id" } } }],
    } satisfies Statements;
    expectTypeOf(own).toExtend<Statements>();
    role({ ...own, contact: [{ allow: "read" }] });
    role({ deal: [...own.deal, { allow: "export" }] });
  });
});
