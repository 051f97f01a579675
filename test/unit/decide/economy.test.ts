import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../src/model/access-facts.js";
import type { ConditionData } from "../../../src/model/condition-data.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deal, deals, policyOf, principal, rep, ruled, session } from "../fixtures/access.js";
import { watch } from "../fixtures/watch.js";

const RICH = { amount: { $gt: 1 } } as const;
const WON = { stage: "won" } as const;
const OPEN = { stage: "open" } as const;

/** What is read of a record to answer one question. */
function readBy(
  question: (access: ReturnType<typeof accessTo>, record: object) => unknown,
  policy: PolicyData,
  facts: Partial<AccessFacts> = {},
): readonly string[] {
  const { watched, read } = watch(deal);
  question(accessTo(policy, facts), watched);
  return read();
}
const can = (field?: string) => (access: ReturnType<typeof accessTo>, record: object) =>
  access.can("read", "deal", record, field);
const two = (first: readonly StatementData[], second: readonly StatementData[], scopedBy: readonly string[] = []) => ({
  policy: policyOf({ deal: first }, { roles: { other: { title: "Other", scopedBy, statements: { deal: second } } } }),
  facts: {
    assignments: [rep(), { id: "o", role: "other", ...(scopedBy.length > 0 ? { scope: { region: ["DE"] } } : {}) }],
  },
});

describe("of a record nothing is read", () => {
  it("by a person who may do nothing", () => {
    const policy = deals({ allow: "read", when: RICH }, { forbid: "read", when: WON });
    expect([
      readBy(can(), policy, { principal: { ...principal, status: "suspended" } }),
      readBy(can("stage"), policy, { session: { ...session, expiresAt: 0 } }),
      readBy(can(), policy, { assignments: [] }),
    ]).toEqual([[], [], []]);
  });

  it("for what limits that which nobody is granted", () => {
    const policy = policyOf({ deal: [{ allow: "export" }] }, { rules: { deal: [{ forbid: "read", when: RICH }] } });
    expect([readBy(can(), policy), readBy(can("stage"), policy)]).toEqual([[], []]);
  });

  it("for a role once another one grants all that is asked for", () => {
    const { policy, facts } = two([{ allow: "read" }], [{ allow: "read", when: RICH }], ["region"]);
    expect([readBy(can(), policy, facts), readBy(can("stage"), policy, facts)]).toEqual([[], []]);
  });

  it("for a role that grants other fields, or another action", () => {
    const fields = ["stage"];
    const others = [
      two([{ allow: "read", fields }], [{ allow: "read", fields: ["id"] }], ["region"]),
      two([{ allow: "read", fields }], [{ allow: "read", fields: ["id"], when: RICH }], ["region"]),
      two([{ allow: "read", fields }], [{ allow: "export" }], ["region"]),
    ];
    for (const { policy, facts } of others) {
      expect([readBy(can("stage"), policy, facts), readBy(can("phone"), policy, facts)]).toEqual([[], []]);
    }
  });

  it("beyond the first field that is found where any will do", () => {
    const { policy, facts } = two(
      [{ allow: "read", fields: ["id"] }],
      [{ allow: "read", fields: ["stage"] }],
      ["region"],
    );
    expect(readBy(can(), policy, facts)).toEqual([]);
  });

  it("for a masked allow of another action", () => {
    const masked: StatementData = { allow: "export", masked: { phone: "last4" } };
    const { policy, facts } = two([{ allow: "read", masked: { phone: "last4" } }], [masked], ["region"]);
    const readOnly = { ...policy.model.resources.deal!, readOnlyActions: ["read", "export"] };
    const model = { ...policy.model, resources: { ...policy.model.resources, deal: readOnly } };
    expect(readBy((access, record) => access.mask("deal", record), { ...policy, model }, facts)).toEqual(["phone"]);
  });
});

describe("of a record only that is read", () => {
  it("which conditions on the field that is asked for are about", () => {
    const policy = deals(
      { allow: "read", fields: ["phone"], when: RICH },
      { allow: "read", fields: ["stage"], when: OPEN },
      { forbid: "read", fields: ["id"], when: { phone: "x" } },
      { require: { justification: true }, for: "read", fields: ["id"], when: { ownerId: "x" } },
    );
    expect([readBy(can("phone"), policy), readBy(can("stage"), policy), readBy(can("region"), policy)]).toEqual([
      ["amount"],
      ["stage"],
      [],
    ]);
  });

  it("which it takes until one condition holds", () => {
    const policy = deals({ allow: "read", when: RICH }, { allow: "read", when: OPEN });
    expect([readBy(can("phone"), policy), readBy(can(), policy)]).toEqual([["amount"], ["amount"]]);
  });

  it("which it takes until a part of a condition settles it", () => {
    const [no, yes] = [{ stage: "won" }, { stage: "open" }] as const;
    const rest = [{ amount: { $gt: 1 } }, { phone: { $exists: true } }] as const;
    const reading = (when: ConditionData) => readBy(can("id"), deals({ allow: "read", when }));
    expect([
      reading({ $and: [no, rest[0]] }),
      reading({ $and: [no, ...rest] }),
      reading({ $or: [yes, rest[0]] }),
      reading({ $or: [yes, ...rest] }),
    ]).toEqual([["stage"], ["stage"], ["stage"], ["stage"]]);
  });

  it("which it takes until it is forbidden", () => {
    const policy = ruled({ forbid: "read", when: RICH }, { forbid: "read", when: OPEN });
    expect([readBy(can("phone"), policy), readBy(can(), policy)]).toEqual([["amount"], ["amount"]]);
  });

  it("which unmet requirements are about", () => {
    const policy = ruled(
      { require: { session: { maxAge: "12h" } }, for: "read", when: RICH },
      { require: { session: { maxAge: 1 } }, for: "read", when: WON },
    );
    expect(readBy(can("phone"), policy)).toEqual(["stage"]);
  });
});

describe("a session", () => {
  it("is looked at once for a requirement that it meets", () => {
    const { watched, read } = watch(session);
    const access = accessTo(ruled({ require: { mfa: { factors: 1 } }, for: "read" }), { session: watched });
    const before = read().length;
    for (let round = 0; round < 3; round += 1) access.can("read", "deal", deal, "stage");
    expect(read().slice(before)).toEqual(["factors"]);
  });
});
