import { describe, expect, it } from "vitest";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { RoleData } from "../../../src/model/policy-data.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessUnder, deal, policyOf } from "../fixtures/access.js";

const role = (...statements: StatementData[]): RoleData => ({ title: "R", statements: { deal: statements } });

/** One policy with a role for each list of statements, and the access of somebody who holds one of them. */
function roles(...bundles: StatementData[][]) {
  const entries = bundles.map((statements, index) => [`r${index}`, role(...statements)] as const);
  const policy = compilePolicy(policyOf({}, { roles: Object.fromEntries(entries) }));
  const accesses = bundles.map((_one, index) => accessUnder(policy, { assignments: [{ id: "a", role: `r${index}` }] }));
  const summary = (index: number, action: string) =>
    policy.roles.get(`r${index}`)!.summary(policy.resources.get("deal")!.actions.get(action)!, 0);
  return { accesses, summary };
}

const WON = { stage: "won" } as const;
const OPEN = { stage: "open" } as const;

describe("roles that grant the same fields", () => {
  it("under conditions are each asked for their own", () => {
    const { accesses } = roles([{ allow: "read", when: WON }], [{ allow: "read", when: OPEN }], [{ allow: "read" }]);
    expect(accesses.map((access) => access.can("read", "deal", deal))).toEqual([false, true, true]);
    expect(accesses.map((access) => access.can("read", "deal", { ...deal, stage: "won" }))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it("under the same condition of the old and of the new record are told apart", () => {
    const { accesses } = roles(
      [{ allow: "create", when: OPEN }],
      [{ allow: "create", to: OPEN }],
      [{ allow: "update", to: OPEN }],
    );
    expect(accesses.map((access) => access.can("create", "deal", { stage: "open" }))).toEqual([true, true, false]);
    const { accesses: others } = roles([{ allow: "update", when: OPEN }], [{ allow: "update", to: OPEN }]);
    expect(others.map((access) => access.can("update", "deal", deal, "stage"))).toEqual([true, false]);
  });

  it("in part are each asked for their own view", () => {
    const { accesses } = roles(
      [{ allow: "read", masked: { phone: "last4" } }],
      [{ allow: "read", masked: { phone: "redact" } }],
      [{ allow: "read", masked: { phone: "last4" }, when: WON }],
    );
    expect(accesses.map((access) => access.mask("deal", deal))).toEqual([{ phone: "••••1820" }, { phone: "••••" }, {}]);
  });

  it("share what is known of them, where nothing tells them apart", () => {
    const same: StatementData[] = [
      { allow: "read", when: OPEN },
      { allow: "read", masked: { phone: "last4" }, when: WON },
    ];
    const { summary } = roles(same, same, [{ allow: "read", when: OPEN }]);
    expect(summary(0, "read")).toBe(summary(1, "read"));
    expect(summary(0, "read")).not.toBe(summary(2, "read"));
    expect(summary(0, "export")).toBe(summary(2, "delete"));
  });
});

describe("what a role says of an action", () => {
  it("is what everybody gets, and what some get under a condition beyond that", () => {
    const { summary } = roles([
      { allow: "read", fields: ["id", "stage"] },
      { allow: "read", fields: ["stage", "amount"], when: WON },
      { allow: "read", fields: ["stage"], when: OPEN },
      { allow: "read", masked: { phone: "last4" } },
      { allow: "export", fields: ["id"] },
    ]);
    const { open, grantable, conditional, masked, hasLimits } = summary(0, "read");
    expect({
      open,
      grantable,
      conditional: conditional.map(({ bits }) => bits),
      masked: masked.length,
      hasLimits,
    }).toEqual({
      open: 0b1001,
      grantable: 0b1011001,
      conditional: [0b10000],
      masked: 1,
      hasLimits: false,
    });
  });

  it("tells limits of all fields from those of some", () => {
    const limited = (...statements: StatementData[]) => {
      const { isMixed, hasLimits } = roles(statements).summary(0, "read");
      return { isMixed, hasLimits };
    };
    expect([
      limited({ forbid: "read" }),
      limited({ forbid: "read", fields: ["id"] }),
      limited({ allow: "read" }),
    ]).toEqual([
      { isMixed: false, hasLimits: true },
      { isMixed: true, hasLimits: true },
      { isMixed: false, hasLimits: false },
    ]);
  });

  it("names the requirements that a party remembers, where nothing else limits it", () => {
    const mfa = (factors: number): StatementData => ({ require: { mfa: { factors } }, for: "read" });
    const { summary } = roles(
      [mfa(1), mfa(2)],
      [mfa(1), { require: { justification: true }, for: "read" }],
      [mfa(1), { forbid: "read", fields: ["id"] }],
      [mfa(2)],
    );
    expect([0, 1, 2, 3].map((index) => summary(index, "read").metBits)).toEqual([0b11, 0, 0, 0b10]);
  });
});
