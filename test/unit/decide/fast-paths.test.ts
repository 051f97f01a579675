import { describe, expect, it } from "vitest";
import { fieldBit, WORD_BITS } from "../../../src/compile/field-bits.js";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { CompiledAction } from "../../../src/compile/resource.js";
import { attenuated, openStandpoint } from "../../../src/decide/access.js";
import { allowedFields, maskedFields } from "../../../src/decide/allowed.js";
import { BoundCheck } from "../../../src/decide/bound-check.js";
import { needs } from "../../../src/decide/needs.js";
import { ask, bindIsAllowed, isAllowed } from "../../../src/decide/question.js";
import { actionOf, type Standpoint } from "../../../src/decide/standpoint.js";
import { ALLOWED } from "../../../src/decide/verdict.js";
import type { AccessFacts } from "../../../src/model/access-facts.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { deal, deals, factsOf, NOW, policyOf, principal, rep, ruled, session } from "../fixtures/access.js";
import { watch } from "../fixtures/watch.js";

/** A policy and facts, in which yes and no must come out alike by every way of asking. */
interface Case {
  readonly name: string;
  readonly policy: PolicyData;
  readonly facts?: Partial<AccessFacts>;
  readonly narrow?: readonly string[];
}

const WON = { stage: "won" } as const;
const OWN = { ownerId: { $ref: "principal.id" } } as const;
const reason = { justification: true } as const;
const recent = { session: { maxAge: "12h" } } as const;
const stale = { session: { maxAge: 1 } } as const;

const of = (name: string, ...statements: StatementData[]): Case => ({ name, policy: deals(...statements) });
const under = (name: string, ...rules: StatementData[]): Case => ({ name, policy: ruled(...rules) });
const holding = (name: string, facts: Partial<AccessFacts>, ...statements: StatementData[]): Case => ({
  name,
  policy: deals(...statements),
  facts,
});

const scoped = policyOf(
  {
    deal: [
      { allow: "read", fields: ["id"] },
      { allow: "*", when: OWN },
      { forbid: "read", fields: ["phone"] },
    ],
  },
  {
    rep: { scopedBy: ["region"] },
    roles: {
      other: {
        title: "Other",
        statements: {
          deal: [
            { allow: ["read", "create"], fields: ["stage"] },
            { require: reason, for: "read", when: WON },
          ],
        },
      },
    },
  },
);
const stageOrAmount = policyOf(
  { deal: [{ allow: "*", fields: ["stage"] }] },
  { roles: { other: { title: "Other", statements: { deal: [{ allow: "*", fields: ["amount"] }] } } } },
);
const human = { principal: { ...principal, id: "u2" }, assignments: [rep()], session };

const FIELDS = Object.values(deals().model.resources.deal!.fields).map(({ name }) => name);

const CASES: readonly Case[] = [
  of("nothing"),
  of("an allow of all", { allow: "*" }),
  of("an allow of some fields", { allow: "*", fields: ["id", "stage"] }),
  of("an allow under a condition", { allow: "*", when: WON }),
  of(
    "allows under conditions",
    { allow: "*", fields: ["stage"], when: WON },
    { allow: "*", fields: ["amount"], when: OWN },
  ),
  of(
    "an allow under a condition beside one without",
    { allow: "read", when: WON },
    { allow: "read", fields: ["stage"] },
  ),
  of("an allow with `to`", { allow: "*", to: { stage: "open" } }),
  of("an allow with `when` and `to`", { allow: "*", when: OWN, to: { stage: "open" } }),
  of("a masked allow", { allow: "read", masked: { phone: "last4" } }),
  of("a masked allow under a condition", { allow: "read", masked: { phone: "last4", ownerId: "redact" }, when: WON }),
  of(
    "a masked allow beside a full one",
    { allow: "read", masked: { phone: "last4" } },
    { allow: "read", fields: ["phone"], when: OWN },
  ),
  of(
    "a masked allow that is forbidden",
    { allow: "read", masked: { phone: "last4" } },
    { forbid: "read", fields: ["phone"] },
  ),
  of("a forbid of all", { allow: "*" }, { forbid: "*" }),
  of("a forbid of some fields", { allow: "*" }, { forbid: "*", fields: ["stage"] }),
  of("a forbid under a condition", { allow: "*" }, { forbid: "*", when: WON }),
  of("a forbid of some fields under a condition", { allow: "*" }, { forbid: "*", fields: ["stage"], when: WON }),
  of("a forbid with `to`", { allow: "*" }, { forbid: "*", to: WON }),
  of("a forbid of all that is granted", { allow: "*", fields: ["stage"] }, { forbid: "*", fields: ["stage"] }),
  of(
    "several forbids",
    { allow: "*" },
    { forbid: "*", fields: ["stage"] },
    { forbid: "*", fields: ["amount"], when: OWN },
  ),
  of("an unmet require", { allow: "*" }, { require: reason, for: "*" }),
  of("an unmet require of some fields", { allow: "*" }, { require: reason, for: "*", fields: ["stage"] }),
  of("a met require", { allow: "*" }, { require: recent, for: "*" }),
  of("a require that the session does not meet", { allow: "*" }, { require: stale, for: "*", fields: ["stage"] }),
  of("a require under a condition", { allow: "*" }, { require: stale, for: "*", when: WON }),
  of("an approval", { allow: "*" }, { require: { approval: { by: "rep" } }, for: "*", fields: ["stage"] }),
  of("sensitive fields by name", { allow: "*", fields: ["#financial"] }),
  under("a rule that forbids", { forbid: "read" }),
  under("a rule that forbids some fields", { forbid: "*", fields: ["stage", "amount"] }),
  under("a rule for others", { forbid: "*", who: { kind: "guest" } }),
  under("a rule for some", { forbid: "*", who: { kind: "employee" }, fields: ["stage"] }),
  under("a rule whose `who` is unknown", { forbid: "*", who: { "attributes.department": "x" } }),
  under("a rule that requires", { require: reason, for: "*", when: WON }),
  under("a rule that requires of others", { require: reason, for: "*", who: { kind: "guest" } }),
  under("a rule that requires something of the session", { require: stale, for: "*" }, { require: recent, for: "*" }),
  { name: "a scope", policy: scoped, facts: { assignments: [rep({ scope: { region: ["DACH"] } })] } },
  { name: "a scope of all", policy: scoped, facts: { assignments: [rep({ scope: { region: "*" } })] } },
  { name: "an invalid scope", policy: scoped, facts: { assignments: [rep({ scope: { region: [] } })] } },
  {
    name: "two scopes",
    policy: scoped,
    facts: {
      assignments: [
        rep({ scope: { region: ["FR"] } }),
        rep({ id: "a2", scope: { region: ["DE"] } }),
        { id: "o", role: "other" },
      ],
    },
  },
  {
    name: "two roles",
    policy: scoped,
    facts: { assignments: [{ id: "o", role: "other" }, rep({ scope: { region: ["DE"] } })] },
  },
  ...(["stage", "amount"] as const).map(
    (field): Case => ({
      name: `two roles of other fields, of which a rule forbids ${field}`,
      policy: {
        ...stageOrAmount,
        rules: {
          deal: [
            { forbid: "*", fields: [field] },
            { forbid: "*", who: { kind: "guest" } },
          ],
        },
      },
      facts: { assignments: [rep(), { id: "o", role: "other" }] },
    }),
  ),
  {
    name: "two roles, of which one forbids what the other allows",
    policy: policyOf(
      { deal: [{ allow: "*", fields: ["stage"] }] },
      {
        roles: {
          other: {
            title: "Other",
            statements: {
              deal: [
                { allow: "*", fields: ["amount"] },
                { forbid: "*", fields: ["stage"] },
              ],
            },
          },
        },
      },
    ),
    facts: { assignments: [rep(), { id: "o", role: "other" }] },
  },
  {
    name: "a role that only forbids",
    policy: policyOf(
      { deal: [{ allow: "*" }] },
      { roles: { bar: { title: "Bar", scopedBy: ["region"], statements: { deal: [{ forbid: "*" }] } } } },
    ),
    facts: { assignments: [rep(), { id: "b", role: "bar", scope: { region: ["FR"] } }] },
  },
  ...[2, 3, 4, 5, 8, 40].map(manyRoles),
  {
    name: "a masked allow in a scope",
    policy: policyOf(
      { deal: [{ allow: "read", masked: { phone: "last4", ownerId: "last4", stage: "redact" } }] },
      { rep: { scopedBy: ["region"] } },
    ),
    facts: { assignments: [rep({ scope: { region: ["DE"] } })] },
  },
  holding("nothing held", { assignments: [] }, { allow: "*" }),
  holding("somebody suspended", { principal: { ...principal, status: "suspended" } }, { allow: "*" }),
  holding("somebody who may only read", { principal: { ...principal, status: "read_only" } }, { allow: "*" }),
  holding("a revoked session", { principal: { ...principal, sessionsValidFrom: NOW } }, { allow: "*" }),
  holding("an ended session", { session: { ...session, expiresAt: NOW } }, { allow: "*" }),
  holding("no session", { session: null }, { allow: "*" }, { require: recent, for: "read" }),
  holding("on behalf of somebody", { onBehalfOf: human }, { allow: "*", fields: ["stage", "id"], when: OWN }),
  {
    name: "on behalf of somebody with other fields",
    policy: scoped,
    facts: {
      assignments: [rep({ scope: { region: "*" } })],
      onBehalfOf: { ...human, assignments: [{ id: "o", role: "other" }] },
    },
  },
  {
    name: "on behalf of somebody who has the last of several fields",
    policy: stageOrAmount,
    facts: {
      assignments: [rep(), { id: "o", role: "other" }],
      onBehalfOf: { ...human, assignments: [{ id: "o", role: "other" }] },
    },
  },
  holding(
    "a masked allow on behalf of somebody",
    { onBehalfOf: human },
    { allow: "*", fields: ["id"], when: WON },
    { allow: "read", masked: { phone: "last4" } },
  ),
  { ...of("what is narrowed", { allow: "*" }), narrow: ["read", "create"] },
  { ...of("what is narrowed under limits", { allow: "*" }, { forbid: "read", fields: ["id"] }), narrow: ["read"] },
  { ...of("many requirements", { allow: "*" }, ...manyRequires()), name: "many requirements" },
];

/** Roles that each allow one field under a condition, of which only that of the last one is true. */
function manyRoles(count: number): Case {
  const names = Array.from({ length: count }, (_one, index) => `r${index}`);
  const statementsOf = (index: number): StatementData[] => [
    {
      allow: "*",
      fields: [FIELDS[index % FIELDS.length]!],
      when: { amount: { $gte: index === count - 1 ? 100 : 1_000 + index } },
    },
    { forbid: "*", fields: ["phone"], when: { amount: 5_000 + index } },
  ];
  const roles = Object.fromEntries(
    names.map((name, index) => [name, { title: "R", statements: { deal: statementsOf(index) } }]),
  );
  return {
    name: `${count} roles under conditions`,
    policy: policyOf({}, { roles }),
    facts: { assignments: names.map((role) => ({ id: role, role })) },
  };
}

function manyRequires(): StatementData[] {
  return Array.from({ length: 40 }, (_one, index) => ({
    require: { session: { maxAge: 10_000_000 + index } },
    for: "read",
  }));
}

const RECORDS: readonly object[] = [
  deal,
  { ...deal, stage: "won" },
  { ...deal, ownerId: "u2", region: "FR" },
  { ...deal, ownerId: "u2", stage: "won", region: "US" },
  { stage: "open" },
  {},
];

function standpointOf({ policy, facts = {}, narrow }: Case): Standpoint {
  const at = openStandpoint(compilePolicy(policy), factsOf(facts));
  return narrow === undefined ? at : attenuated(at, { allow: { deal: [...narrow] } });
}

function each(one: Case, check: (at: Standpoint, action: CompiledAction, record: object) => void): void {
  const at = standpointOf(one);
  for (const action of at.party.policy.resources.get("deal")!.actions.values()) {
    for (const record of RECORDS) check(at, action, record);
  }
}

describe("fields that are decided at once", () => {
  it.each(CASES)("are those that are allowed alone: $name", (one) => {
    each(one, (at, action, record) => {
      const alone = FIELDS.filter((field) => ask(at, action, record, field) === ALLOWED);
      const all = action.resource.allBits[0]!;
      const bits = allowedFields(at, action, 0, all, "full", record);
      expect(FIELDS.filter((_field, index) => (bits & fieldBit(0, index)) !== 0)).toEqual(alone);
      expect(
        FIELDS.filter((_field, index) => allowedFields(at, action, 0, fieldBit(0, index), "full", record) !== 0),
      ).toEqual(alone);
    });
  });

  it.each(CASES)("are any, where the question without a field is allowed: $name", (one) => {
    each(one, (at, action, record) => {
      if (action.isCreate && Object.keys(record).length > 0) return;
      const any = allowedFields(at, action, 0, action.resource.allBits[0]!, "any", record) !== 0;
      expect(any).toBe(ask(at, action, record, undefined) === ALLOWED);
    });
  });

  it("are no others than those asked for", () => {
    const at = standpointOf(of("all", { allow: "*", fields: ["stage", "id"] }, { allow: "read", when: OWN }));
    const action = actionOf(at, "read", "deal");
    for (let wanted = 0; wanted < 1 << FIELDS.length; wanted += 7) {
      expect(allowedFields(at, action, 0, wanted, "shown", deal) & ~wanted).toBe(0);
    }
  });
});

describe("a check that is bound once", () => {
  const alone = CASES.filter(({ facts }) => facts?.onBehalfOf === undefined);

  it.each(alone)("answers as an unbound one: $name", (one) => {
    each(one, (at, action, record) => {
      if (action.isCreate) return;
      const check = new BoundCheck(at, action, 0);
      expect(check.any()(record)).toBe(ask(at, action, record, undefined) === ALLOWED);
      const allowed = FIELDS.filter((_field, index) => check.field(fieldBit(0, index))(record));
      expect(allowed).toEqual(FIELDS.filter((field) => ask(at, action, record, field) === ALLOWED));
    });
  });
});

describe("a question that is answered by yes or no", () => {
  it.each(CASES)("is answered as one that asks why, bound to an action or not: $name", (one) => {
    each(one, (at, action, record) => {
      const bound = bindIsAllowed(at, action);
      for (const field of [undefined, ...FIELDS]) {
        const expected = ask(at, action, record, field) === ALLOWED;
        expect([isAllowed(at, action, record, field), bound(record, field), bound(record, field)]).toEqual([
          expected,
          expected,
          expected,
        ]);
      }
    });
  });

  it.each(CASES)("reads nothing of a record but what it is said to need: $name", (one) => {
    each(one, (at, action, record) => {
      if (action.isCreate) return;
      const needed = needs(at, action);
      const bound = bindIsAllowed(at, action);
      for (const field of [undefined, ...FIELDS]) {
        const { watched, read } = watch(record);
        isAllowed(at, action, watched, field);
        bound(watched, field);
        expect(read().filter((name) => !needed.includes(name))).toEqual([]);
      }
    });
  });
});

describe("the fields that a masked allow shows", () => {
  const shownBy = (view: "last4" | "redact", record: object, ...statements: StatementData[]) => {
    const at = standpointOf(of("masks", ...statements));
    const action = actionOf(at, "read", "deal");
    const bits = maskedFields(at.party, action, 0, action.resource.allBits[0]!, view, record);
    return FIELDS.filter((_field, index) => (bits & fieldBit(0, index)) !== 0);
  };

  it("S36 are told view by view, and only where its condition holds", () => {
    const masked: StatementData = { allow: "read", masked: { phone: "last4", ownerId: "redact" }, when: WON };
    expect([
      shownBy("last4", { ...deal, stage: "won" }, masked),
      shownBy("redact", { ...deal, stage: "won" }, masked),
      shownBy("last4", deal, masked),
    ]).toEqual([["phone"], ["ownerId"], []]);
  });

  it("are all that it shows in one way", () => {
    const masked: StatementData = { allow: "read", masked: { phone: "last4", ownerId: "last4", stage: "redact" } };
    expect([shownBy("last4", deal, masked), shownBy("redact", deal, masked)]).toEqual([
      ["ownerId", "phone"],
      ["stage"],
    ]);
  });

  it("are none of a record out of scope", () => {
    const policy = policyOf(
      { deal: [{ allow: "read", masked: { phone: "last4" } }] },
      { rep: { scopedBy: ["region"] } },
    );
    const shown = (region: string) => {
      const at = standpointOf({ name: "", policy, facts: { assignments: [rep({ scope: { region: ["DE"] } })] } });
      return maskedFields(at.party, actionOf(at, "read", "deal"), 0, 2 ** FIELDS.length - 1, "last4", {
        ...deal,
        region,
      });
    };
    expect([shown("DE") > 0, shown("FR")]).toEqual([true, 0]);
  });

  it("are none without a masked allow", () => {
    expect(shownBy("last4", deal, { allow: "read" })).toEqual([]);
  });
});

describe("the bits of fields", () => {
  it("are one for each field, in the word in which it stands", () => {
    expect([
      fieldBit(0, 0),
      fieldBit(0, WORD_BITS - 1),
      fieldBit(0, WORD_BITS),
      fieldBit(1, WORD_BITS),
      fieldBit(1, 0),
    ]).toEqual([1, 2 ** (WORD_BITS - 1), 0, 1, 0]);
  });
});
