import { describe, expect, it } from "vitest";
import type { LintCode, LintSeverity } from "../../../src/schema/lint.js";
import { lint } from "../../../src/schema/lint.js";
import { readPolicy } from "../../../src/schema/read-policy.js";
import { model, trusted } from "./fixtures.js";

type Keys = Record<string, unknown>;

interface Case {
  /** Policies that have the finding, and where. */
  readonly found: readonly (readonly [policy: Keys, path: string, severity?: LintSeverity])[];
  /** Policies that are near, and do not have it. */
  readonly clean: readonly Keys[];
}

/** A policy of one role with these statements on deals, beside a rule or two. */
const rep = (deal: readonly unknown[], rules: Keys = {}, keys: Keys = {}): Keys => ({
  roles: { rep: { title: "Rep", statements: { deal }, ...keys } },
  rules,
});

const role = (keys: Keys): Keys => ({ roles: { rep: { title: "Rep", ...keys } } });

const when = (condition: unknown): Keys => rep([{ allow: "read", when: condition }]);

const forbids = (...deal: readonly unknown[]): Keys => ({ roles: {}, rules: { deal } });

const requires = (require: unknown): Keys => forbids({ require, for: "read" });

const REP = "roles.rep.statements.deal.0";

const CASES: Readonly<Record<LintCode, Case>> = {
  always_forbidden: {
    found: [
      [rep([{ allow: "export" }], { "*": [{ forbid: "export" }] }), REP],
      [rep([{ allow: ["read", "export"] }], { deal: [{ forbid: "*" }] }), REP],
      [rep([{ allow: "read", fields: ["stage"] }], { deal: [{ forbid: "read", fields: ["stage"] }] }), REP],
      [rep([{ allow: "read" }, { forbid: "read" }]), REP],
      [rep([{ allow: "read" }, { forbid: "read" }], {}, { scopedBy: ["project"] }), REP],
      [rep([{ allow: "read" }], { "*": [{ forbid: "read" }] }, { scopedBy: ["project"] }), REP],
    ],
    clean: [
      rep([{ allow: ["read", "export"] }], { "*": [{ forbid: "export" }] }),
      rep([{ allow: "export" }], { "*": [{ forbid: "export", who: { kind: "guest" } }] }),
      rep([{ allow: "export" }], { deal: [{ forbid: "export", when: { stage: "won" } }] }),
      rep([{ allow: "read" }], { deal: [{ forbid: "read", fields: ["stage"] }] }),
      rep([{ allow: "export" }], { report: [{ forbid: "read" }] }),
      // the role's "*" does not reach deals, which have no project
      {
        roles: {
          rep: {
            title: "Rep",
            scopedBy: ["project"],
            statements: { deal: [{ allow: "read" }], "*": [{ forbid: "read" }] },
          },
        },
      },
    ],
  },
  never_true: {
    found: [
      [when({ stage: { $in: [] } }), `${REP}.when`, "error"],
      [when({ stage: "open", $and: [{ stage: "won" }] }), `${REP}.when`],
      [when({ $or: [{ stage: { $in: [] } }, { stage: { $eq: "open", $ne: "open" } }] }), `${REP}.when`],
      [when({ stage: { $nin: ["open", "won", "lost"] } }), `${REP}.when`],
      [when({ hot: { $ne: true, $nin: [false] } }), `${REP}.when`],
      [when({ amount: { $gt: 5, $lt: 5 } }), `${REP}.when`],
      [when({ amount: { $gte: 5, $lt: 5 } }), `${REP}.when`],
      [when({ amount: { $in: [1, 2], $gt: 2 } }), `${REP}.when`],
      [when({ amount: { $in: [1, 2], $lt: 1 } }), `${REP}.when`],
      [when({ amount: { $eq: 1, $lte: 0 } }), `${REP}.when`],
      [when({ amount: { $eq: 1, $gte: 2 } }), `${REP}.when`],
      [when({ closedAt: { $exists: false }, $and: [{ closedAt: { $exists: true } }] }), `${REP}.when`],
      [when({ cents: { $gt: 10n, $lt: 9n } }), `${REP}.when`],
      [when({ closedAt: { $gt: new Date(5), $lte: new Date(5) } }), `${REP}.when`],
      [when({ closedAt: { $exists: false, $lt: new Date(5) } }), `${REP}.when`],
      [when({ ownerId: "abc", $and: [{ ownerId: { $startsWith: "x" } }] }), `${REP}.when`],
      [when({ tags: { $hasAny: [] } }), `${REP}.when`],
      [when({ region: { $under: [] } }), `${REP}.when`],
      [forbids({ forbid: "update", to: { stage: { $in: [] } } }), "rules.deal.0.to", "warning"],
      [{ roles: {}, rules: { "*": [{ forbid: "read", who: { kind: { $in: [] } } }] } }, "rules.*.0.who"],
    ],
    clean: [
      when({ amount: { $gte: 5, $lte: 5 } }),
      when({ stage: { $nin: ["open", "won"] } }),
      when({ $or: [{ stage: "open" }, { stage: "won" }] }),
      when({ ownerId: { $eq: "a", $ne: { $ref: "principal.id" } } }),
      when({ closedAt: { $exists: true, $lt: new Date(5) } }),
      when({ tags: { $has: "a" }, $and: [{ tags: { $has: "b" } }] }),
      when({ $not: { stage: { $in: [] } } }),
      when({ stage: { $nin: [] } }),
      when({ closedAt: { $exists: false } }),
      when({ amount: { $in: [1, 2], $lte: 1 } }),
      when({ amount: { $in: [1, 2], $gte: 2 } }),
    ],
  },
  identical_statement: {
    found: [
      [rep([{ allow: "read" }, { allow: "read", why: "again" }]), "roles.rep.statements.deal.1"],
      [forbids({ forbid: "read" }, { id: "x", forbid: "read" }), "rules.deal.1"],
      [
        {
          roles: {
            a: { title: "A", statements: { deal: [{ allow: "read", when: { stage: "won", hot: true } }] } },
            b: {
              title: "B",
              extends: ["a"],
              statements: { deal: [{ when: { hot: true, stage: "won" }, allow: "read" }] },
            },
          },
        },
        "roles.b.statements.deal.0",
      ],
    ],
    clean: [
      rep([{ allow: "read" }, { allow: "update" }]),
      {
        roles: {
          a: { title: "A", statements: { deal: [{ allow: "read" }] } },
          b: { title: "B", statements: { deal: [{ allow: "read" }] } },
        },
      },
      {
        roles: {
          a: { title: "A", statements: { deal: [{ allow: "read" }] } },
          b: { title: "B", extends: ["a"] },
          c: { title: "C", extends: ["a", "b"] },
        },
      },
    ],
  },
  shadowed_mask: {
    found: [[rep([{ allow: "read", masked: { phone: "last4" } }, { allow: "read" }]), `${REP}.masked.phone`]],
    clean: [
      rep([
        { allow: "read", masked: { phone: "last4" } },
        { allow: "read", fields: ["id"] },
      ]),
      rep([
        { allow: "read", masked: { phone: "last4" } },
        { allow: "read", when: { stage: "won" } },
      ]),
      rep([{ allow: ["read", "export"], masked: { phone: "last4" } }, { allow: "read" }]),
    ],
  },
  wildcard_actions: {
    found: [[rep([{ allow: "*" }]), `${REP}.allow`]],
    clean: [rep([{ allow: "read" }]), forbids({ forbid: "*" })],
  },
  wildcard_types: {
    found: [[role({ statements: { "*": [{ allow: "read" }] } }), "roles.rep.statements.*.0"]],
    clean: [rep([{ allow: "read" }]), { roles: {}, rules: { "*": [{ forbid: "read" }] } }],
  },
  covers_owner_or_scope: {
    found: [
      [rep([{ allow: "update" }]), REP],
      [rep([{ allow: "update", fields: { except: ["region"] }, when: { ownerId: { $ref: "principal.id" } } }]), REP],
    ],
    clean: [
      rep([{ allow: "update", fields: { except: ["region"] } }]),
      rep([{ allow: "update", fields: ["region"] }]),
      rep([{ allow: "update", to: { region: "DE" } }]),
      rep([{ allow: ["read", "create"] }]),
    ],
  },
  wildcard_skips_types: {
    found: [
      [role({ scopedBy: ["region"], statements: { "*": [{ allow: "read" }] } }), "roles.rep.statements.*.0", "info"],
      [
        role({ scopedBy: ["region"], statements: { "*": [{ forbid: "read" }] } }),
        "roles.rep.statements.*.0",
        "warning",
      ],
      [
        {
          roles: {
            a: { title: "A", statements: { "*": [{ forbid: "read" }] } },
            b: { title: "B", extends: ["a"], scopedBy: ["region"] },
          },
        },
        "roles.a.statements.*.0",
      ],
    ],
    clean: [
      role({ statements: { "*": [{ allow: "read" }] } }),
      // every type with the action has a region
      role({ scopedBy: ["region"], statements: { "*": [{ allow: "export" }] } }),
    ],
  },
  beyond_scope: {
    found: [
      [role({ scopedBy: ["region"], statements: { report: [{ allow: "read" }] } }), "roles.rep.statements.report.0"],
      [role({ scopedBy: ["region", "project"], statements: { deal: [{ allow: "read" }] } }), REP],
    ],
    clean: [
      role({ scopedBy: ["region"], statements: { deal: [{ allow: "read" }] } }),
      role({ scopedBy: ["region"], statements: { report: [{ forbid: "read" }] } }),
    ],
  },
  unscoped_role: {
    found: [[rep([{ allow: "read" }]), "roles.rep"]],
    clean: [
      rep([{ allow: "read" }], {}, { scopedBy: ["region"] }),
      rep([{ forbid: "read" }]),
      {
        roles: {
          a: { title: "A", scopedBy: ["region"] },
          b: { title: "B", extends: ["a"], statements: { deal: [{ allow: "read" }] } },
        },
      },
    ],
  },
  unknown_tree_value: {
    found: [
      [when({ region: { $under: "Atlantis" } }), REP],
      [when({ $not: { region: { $under: ["DE", "Atlantis"] } } }), REP],
    ],
    clean: [
      when({ region: { $under: ["DE", "EMEA"] } }),
      when({ region: { $under: { $ref: "record.ownerId" } } }),
      when({ region: "Atlantis" }),
    ],
  },
  unguarded_create: {
    found: [
      [forbids({ forbid: "update", to: { stage: "won" } }), "rules.deal.0.to"],
      [forbids({ require: { justification: true }, for: "update", to: { stage: "won" } }), "rules.deal.0.to"],
      [rep([{ allow: "update", to: { stage: "open" } }, { allow: "create" }]), `${REP}.to`, "warning"],
      [rep([{ allow: "update", to: { stage: "open" } }, { allow: ["read", "create"] }]), `${REP}.to`],
    ],
    clean: [
      forbids({ forbid: ["create", "update"], to: { stage: "won" } }),
      forbids({ forbid: "update", to: { stage: "won" } }, { forbid: "create", to: { stage: "won" } }),
      forbids({ forbid: "update", to: { stage: "won" } }, { forbid: "create" }),
      rep([{ allow: "update", to: { stage: "open" } }]),
      rep([{ allow: "update", to: { stage: "open" } }, { allow: "read" }]),
      rep([
        { allow: "update", to: { stage: "open" } },
        { allow: "create", fields: ["id"] },
      ]),
      rep([
        { allow: "update", to: { stage: "open" } },
        { allow: "create", to: { stage: "open" } },
      ]),
      // the rule watches for all roles
      rep([{ forbid: "update", to: { stage: "won" } }], { deal: [{ forbid: "create", to: { stage: "won" } }] }),
    ],
  },
  unguarded_change: {
    found: [
      [forbids({ forbid: "create", to: { stage: "won" } }), "rules.deal.0.to", "warning"],
      [rep([{ allow: "create", to: { stage: "open" } }, { allow: "update" }]), `${REP}.to`, "info"],
    ],
    clean: [
      forbids({ forbid: ["create", "update"], to: { stage: "won" } }),
      rep([
        { allow: "create", to: { ownerId: { $ref: "principal.id" } } },
        { allow: "update", fields: { except: ["ownerId"] } },
      ]),
      rep([{ allow: "create", to: { id: "1" } }, { allow: "update" }]),
    ],
  },
  open_transition: {
    found: [[forbids({ forbid: "update", when: { stage: "won" } }), "rules.deal.0.when"]],
    clean: [
      forbids({ forbid: "update", when: { stage: "won" } }, { forbid: "update", to: { stage: "won" } }),
      forbids({ forbid: "update", fields: ["amount"], when: { stage: "won" } }),
      forbids({ forbid: "update", when: { id: "1" } }),
      forbids({ forbid: "delete", when: { stage: "won" } }),
      forbids({ require: { justification: true }, for: "update", when: { stage: "won" } }),
    ],
  },
  guard_over_missing: {
    found: [
      [forbids({ forbid: "read", when: { closedAt: { $lt: 5 } } }), "rules.deal.0.when"],
      [forbids({ require: { justification: true }, for: "read", when: { $not: { phone: "1" } } }), "rules.deal.0.when"],
      [forbids({ forbid: "update", to: { "address.zip": "1" } }), "rules.deal.0.to"],
      [{ roles: {}, rules: { "*": [{ forbid: "read", who: { "attributes.level": "junior" } }] } }, "rules.*.0.who"],
    ],
    clean: [
      forbids({ forbid: "read", when: { $and: [{ closedAt: { $exists: true } }, { closedAt: { $lt: 5 } }] } }),
      forbids({ forbid: "read", when: { closedAt: { $exists: true, $lt: 5 } } }),
      forbids({ forbid: "read", when: { $or: [{ closedAt: { $exists: false } }, { closedAt: { $lt: 5 } }] } }),
      forbids({ forbid: "read", when: { closedAt: { $exists: false } } }),
      forbids({ forbid: "read", when: { amount: 5 } }),
      when({ closedAt: { $lt: 5 } }),
    ],
  },
  now_condition: {
    found: [
      [when({ closedAt: { $lt: { $ref: "now", plus: "-30d" } } }), `${REP}.when`],
      [rep([{ allow: "update", to: { $not: { closedAt: { $ref: "now" } } } }]), `${REP}.to`],
    ],
    clean: [when({ closedAt: { $lt: { $ref: "principal.attributes.hiredAt" } } })],
  },
  unassignable_role: {
    found: [
      [role({}), "roles.rep"],
      [role({ assignableBy: [] }), "roles.rep"],
    ],
    clean: [role({ assignableBy: ["rep"] })],
  },
  self_assignable_role: {
    found: [[role({ assignableBy: ["rep"] }), "roles.rep.assignableBy"]],
    clean: [{ roles: { a: { title: "A", assignableBy: ["b"] }, b: { title: "B", assignableBy: ["a"] } } }],
  },
  empty_role: {
    found: [
      [role({}), "roles.rep"],
      [rep([{ forbid: "read" }]), "roles.rep"],
      [
        {
          roles: {
            a: { title: "A", statements: { deal: [{ id: "x", allow: "read" }] } },
            b: { title: "B", extends: [{ role: "a", without: ["x"] }] },
          },
        },
        "roles.b",
      ],
    ],
    clean: [
      rep([{ allow: "read" }]),
      { roles: { a: { title: "A", statements: { deal: [{ allow: "read" }] } }, b: { title: "B", extends: ["a"] } } },
    ],
  },
  forbid_in_role: {
    found: [[rep([{ forbid: "read" }]), REP]],
    clean: [rep([{ require: { justification: true }, for: "read" }]), forbids({ forbid: "read" })],
  },
  left_out_guard: {
    found: [
      [
        {
          roles: {
            a: { title: "A", statements: { deal: [{ id: "x", forbid: "read" }] } },
            b: { title: "B", statements: { deal: [{ id: "x", allow: "read" }] }, extends: ["a"] },
            c: { title: "C", extends: [{ role: "b", without: ["x"] }] },
          },
        },
        "roles.c.extends.0.without.0",
      ],
      [
        {
          roles: {
            a: { title: "A", statements: { deal: [{ id: "x", require: { justification: true }, for: "read" }] } },
            b: { title: "B", extends: [{ role: "a", without: ["x"] }] },
          },
        },
        "roles.b.extends.0.without.0",
      ],
    ],
    clean: [
      {
        roles: {
          a: { title: "A", statements: { deal: [{ id: "x", allow: "read" }] } },
          b: { title: "B", extends: [{ role: "a", without: ["x"] }] },
        },
      },
    ],
  },
  ambiguous_without: {
    found: [
      [
        {
          roles: {
            a: { title: "A", statements: { deal: [{ id: "x", allow: "read" }] } },
            b: { title: "B", extends: ["a"], statements: { deal: [{ id: "x", allow: "export" }] } },
            c: { title: "C", extends: [{ role: "b", without: ["x"] }] },
          },
        },
        "roles.c.extends.0.without.0",
      ],
    ],
    clean: [
      {
        roles: {
          a: { title: "A", statements: { deal: [{ id: "x", allow: "read" }] } },
          b: { title: "B", extends: [{ role: "a", without: ["x"] }] },
        },
      },
    ],
  },
  shared_id: {
    found: [
      [
        {
          roles: {
            a: { title: "A", statements: { deal: [{ id: "x", allow: "read" }] } },
            b: { title: "B", statements: { deal: [{ id: "x", allow: "export" }] } },
          },
        },
        "roles.b.statements.deal.0.id",
      ],
    ],
    clean: [rep([{ id: "x", allow: "read" }], { deal: [{ id: "x", forbid: "export" }] })],
  },
  redundant_extension: {
    found: [
      [
        { roles: { a: { title: "A" }, b: { title: "B", extends: ["a"] }, c: { title: "C", extends: ["b", "a"] } } },
        "roles.c.extends.1",
      ],
    ],
    clean: [{ roles: { a: { title: "A" }, b: { title: "B", extends: ["a"] }, c: { title: "C", extends: ["b"] } } }],
  },
  min_without_max: {
    found: [[role({ minHolders: 1 }), "roles.rep.minHolders"]],
    clean: [role({ minHolders: 1, maxHolders: 3 }), role({ maxHolders: 3 })],
  },
  unmeetable_requirement: {
    found: [
      [requires({ mfa: { methods: ["otp", "sms"] } }), "rules.deal.0.require.mfa", "error"],
      [requires({ mfa: { methods: ["geo"], factors: 1 } }), "rules.deal.0.require.mfa"],
      [requires({ mfa: { methods: ["pwd", "otp", "face"], phishingResistant: true } }), "rules.deal.0.require.mfa"],
      [requires({ network: { countries: ["DE"], notCountries: ["DE", "US"] } }), "rules.deal.0.require.network"],
      [
        {
          roles: { rep: { title: "Rep", maxHolders: 1 } },
          rules: { deal: [{ require: { approval: { by: "rep", count: 2 } }, for: "read" }] },
        },
        "rules.deal.0.require.approval",
      ],
    ],
    clean: [
      requires({ mfa: {} }),
      requires({ mfa: { methods: ["mfa"] } }),
      requires({ mfa: { methods: ["pwd", "hwk"], phishingResistant: true } }),
      requires({ network: { countries: ["DE", "FR"], notCountries: ["DE"] } }),
      {
        roles: { rep: { title: "Rep", maxHolders: 2 } },
        rules: { deal: [{ require: { approval: { by: "rep", count: 2 } }, for: "read" }] },
      },
    ],
  },
  idle_beyond_age: {
    found: [[requires({ session: { maxAge: "30m", maxIdle: "12h" } }), "rules.deal.0.require.session"]],
    clean: [requires({ session: { maxAge: "12h", maxIdle: "30m" } }), requires({ session: { maxIdle: "30m" } })],
  },
  unreadable_field: {
    found: [
      [rep([{ allow: "read" }]), "model.resources.deal.sensitive.0"],
      [rep([{ allow: "update", fields: ["margin"] }]), "model.resources.deal.sensitive.0"],
    ],
    clean: [rep([{ allow: "read", fields: ["margin"] }]), rep([{ allow: "*", fields: ["#financial"] }])],
  },
  unheld_action: {
    found: [
      [
        role({ statements: { "*": [{ allow: ["create", "read", "update", "delete", "export"] }] } }),
        "model.resources.report.actions.1",
      ],
    ],
    clean: [role({ statements: { "*": [{ allow: "*" }] } })],
  },
};

function findings(keys: Keys, code: string) {
  const policy = trusted(readPolicy(model, { id: "crm", version: 1, ...keys }));
  return lint(policy).filter((finding) => finding.code === code);
}

describe("lint", () => {
  for (const [code, { found, clean }] of Object.entries(CASES)) {
    it(`finds ${code}`, () => {
      for (const [policy, path, severity] of found) {
        const [finding, ...others] = findings(policy, code);
        expect(finding?.path.join(".")).toBe(path);
        expect(others).toEqual([]);
        if (severity !== undefined) expect(finding?.severity).toBe(severity);
      }
    });

    it(`finds no ${code} in what is only near`, () => {
      for (const policy of clean) expect(findings(policy, code)).toEqual([]);
    });
  }

  it("says which fields are open, and on which way", () => {
    const allows = rep([
      { allow: "update", to: { stage: "open", amount: 5 } },
      { allow: "create", fields: ["stage"] },
    ]);
    expect(findings(allows, "unguarded_create")[0]?.message).toBe(
      "what `stage` may become is asked when a record is changed, not when it is created",
    );
    expect(findings(forbids({ forbid: "create", to: { stage: "won" } }), "unguarded_change")[0]?.message).toBe(
      "what `stage` may become is asked when a record is created, not when it is changed",
    );
  });

  it("finds nothing in a policy that is as it should be", () => {
    const policy = trusted(
      readPolicy(model, {
        id: "crm",
        version: 1,
        roles: {
          rep: {
            title: "Rep",
            scopedBy: ["region"],
            assignableBy: ["manager"],
            statements: {
              deal: [
                { allow: ["create", "read", "delete", "export"] },
                { allow: "read", fields: ["margin"] },
                { allow: "update", fields: { except: ["region"] } },
              ],
            },
          },
          manager: {
            title: "Manager",
            scopedBy: ["project"],
            assignableBy: ["rep"],
            statements: { report: [{ allow: ["read", "print"] }] },
          },
        },
        rules: { "*": [{ forbid: "export", who: { kind: "guest" } }] },
      }),
    );
    expect(lint(policy)).toEqual([]);
  });
});
