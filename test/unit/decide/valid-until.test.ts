import { describe, expect, it } from "vitest";
import type { AccessFacts, RequestData } from "../../../src/model/access-facts.js";
import type { Approval } from "../../../src/model/approval.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { StatementData } from "../../../src/model/statement-data.js";
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
} from "../fixtures/access.js";

const readers = deals({ allow: "read" });
const approval: Approval = {
  id: "p",
  by: "u2",
  principal: "u1",
  action: "read",
  type: "deal",
  recordId: "d1",
  at: NOW,
};

/** Until when the access, and until when a decision about reading, stays as it is: in milliseconds from now. */
function until(facts: Partial<AccessFacts>, policy: PolicyData = readers, request: Partial<RequestData> = {}) {
  const access = accessTo(policy, { session: null, ...facts });
  const [ofAccess, ofDecision] = [access.validUntil, access.decide(ask("read", request)).validUntil];
  return [ofAccess, ofDecision].map((at) => (at === null ? null : at - NOW));
}
const both = (ms: number | null) => [ms, ms];
const readRule = (rule: object) => ruled({ for: "read", ...rule } as StatementData);

describe("S26 an answer stays as it is", () => {
  it("for ever, where nothing can change it", () => {
    expect(until({})).toEqual(both(null));
  });

  it.each<[string, Partial<AccessFacts>, number | null]>([
    ["until the principal begins", { principal: { ...principal, validFrom: NOW + 5 } }, 5],
    ["until the principal ends", { principal: { ...principal, validUntil: NOW + 5 } }, 5],
    ["until an assignment begins", { assignments: [rep({ validFrom: NOW + 5 })] }, 5],
    ["until an assignment ends", { assignments: [rep({ validUntil: NOW + 5 })] }, 5],
    [
      "until the first of several ends",
      { assignments: [rep({ validUntil: NOW + 9 }), rep({ id: "b", validUntil: NOW + 5 })] },
      5,
    ],
    [
      "until a direct grant ends",
      { assignments: [grantOf({ deal: [{ allow: "read" }] }, { validUntil: NOW + 5 })] },
      5,
    ],
    ["whenever an assignment ended", { assignments: [rep({ validUntil: NOW })] }, null],
    ["whenever an assignment began", { assignments: [rep({ validFrom: NOW })] }, null],
    ["whatever an eligible assignment does", { assignments: [rep({ state: "eligible", validUntil: NOW + 5 })] }, null],
    ["until the session ends", { session: { ...session, expiresAt: NOW + 5 } }, 5],
    ["until an authentication of the future counts", { session: { ...session, authenticatedAt: NOW + 5 } }, 5],
    ["until an activity of the future counts", { session: { ...session, lastActiveAt: NOW + 5 } }, 5],
    ["until a factor of the future counts", { session: { ...session, factors: [{ method: "otp", at: NOW + 5 }] } }, 5],
    ["until an approval of the future counts", { approvals: [{ ...approval, at: NOW + 5 }] }, 5],
    ["until an approval ends", { approvals: [{ ...approval, validUntil: NOW + 5 }] }, 5],
    ["however old the session is, where nothing asks", { session }, null],
  ])("%s", (_what, facts, expected) => {
    expect(until(facts)).toEqual(both(expected));
  });

  it("until its attenuation ends", () => {
    const access = accessTo(readers).attenuate({ allow: { deal: ["read"] }, until: NOW + 5 });
    expect([access.validUntil, access.decide(ask("read")).validUntil]).toEqual([NOW + 5, NOW + 5]);
  });

  it("until the human's facts change on whose behalf it is asked", () => {
    const onBehalfOf = {
      principal: { ...principal, id: "u2", validUntil: NOW + 5 },
      assignments: [rep()],
      session: null,
    };
    expect(until({ onBehalfOf })).toEqual(both(5));
  });
});

describe("S26 requirements bound an answer", () => {
  it.each<[string, object, number | null]>([
    ["by the age of the session", { require: { session: { maxAge: "2h" } } }, HOUR],
    ["by the idleness of the session", { require: { session: { maxIdle: "30m" } } }, 29 * MINUTE],
    ["by the age of a factor", { require: { mfa: { within: "2h", factors: 1 } } }, HOUR],
    ["not by a factor that has passed", { require: { mfa: { within: "1m", factors: 1 } } }, null],
    ["not by a factor that is not accepted", { require: { mfa: { within: "2h", methods: ["otp"] } } }, null],
    ["not by a factor that counts for ever", { require: { mfa: { factors: 1 } } }, null],
    ["by an approval's time", { require: { approval: { by: "rep", within: "2h" } } }, 2 * HOUR],
    [
      "by a schedule",
      { require: { schedule: { timeZone: "UTC", days: ["mon"], from: "08:00", until: "11:00" } } },
      HOUR,
    ],
  ])("%s", (_what, rule, expected) => {
    expect(until({ session, approvals: [approval] }, readRule(rule))).toEqual(both(expected));
  });

  it("of a rule that does not reach the principal do not", () => {
    expect(until({ session }, readRule({ require: { session: { maxAge: "2h" } }, who: { kind: "guest" } }))).toEqual(
      both(null),
    );
  });

  it("of a rule that may reach the principal do", () => {
    const rule = { require: { session: { maxAge: "2h" } }, who: { "attributes.department": "sales" } };
    expect(until({ session }, readRule(rule))).toEqual(both(HOUR));
  });

  it("of a role do as well", () => {
    expect(until({ session }, deals({ require: { session: { maxAge: "2h" } }, for: "read" }))).toEqual(both(HOUR));
  });
});

describe("S26 a comparison with now", () => {
  const open = { closedAt: { $lt: { $ref: "now" } } } as const;
  const on = (closedAt: unknown, statement: StatementData = { allow: "read", when: open }) =>
    until({}, deals(statement), { record: { closedAt } });

  it("adds the value, and the millisecond after it", () => {
    expect([on(NOW + 5), on(NOW), on(NOW - 1)]).toEqual([
      [1, 5],
      [1, 1],
      [1, null],
    ]);
  });

  it("adds them shifted", () => {
    const when = { closedAt: { $lt: { $ref: "now", plus: "-1m" } } } as const;
    expect([on(NOW, { allow: "read", when }), on(NOW - MINUTE, { allow: "read", when })]).toEqual([
      [1, MINUTE],
      [1, 1],
    ]);
  });

  it("adds them of a fraction of a millisecond as the whole one after", () => {
    expect(on(NOW + 4.5)).toEqual([1, 5]);
  });

  it("adds nothing of a value that is no instant", () => {
    expect([on(null), on("someday"), on(undefined)]).toEqual([
      [1, null],
      [1, null],
      [1, null],
    ]);
  });

  it("of another action bounds the access, and not the decision", () => {
    expect(on(NOW + 5, { allow: "export", when: open })).toEqual([1, null]);
  });

  it("of a statement on other fields does not bound a decision about a field", () => {
    const policy = deals({ allow: "read", fields: ["stage"] }, { allow: "read", fields: ["amount"], when: open });
    expect([
      until({}, policy, { record: { closedAt: NOW + 5 }, fields: ["stage"] })[1],
      until({}, policy, { record: { closedAt: NOW + 5 }, fields: ["amount"] })[1],
      until({}, policy, { record: { closedAt: NOW + 5 }, fields: ["stage", "amount"] })[1],
    ]).toEqual([null, 5, 5]);
  });

  it("in `to` looks at the record as it would become", () => {
    const access = accessTo(deals({ allow: "update", to: open }), { session: null });
    const decided = access.decide(ask("update", { record: { closedAt: NOW + 3 }, changes: { closedAt: NOW + 5 } }));
    expect([access.validUntil, decided.validUntil]).toEqual([NOW + 1, NOW + 5]);
  });

  it("in `to` adds nothing where the request does not say what it changes", () => {
    const access = accessTo(deals({ allow: "update" }, { forbid: "update", to: open }), { session: null });
    const decided = access.decide(ask("update", { record: { closedAt: NOW + 3 } }));
    expect([decided.outcome, decided.validUntil]).toEqual(["deny", null]);
  });

  it("with the principal's own attributes bounds by their value, with a record or without", () => {
    const policy = {
      ...ruled({ forbid: "read", who: { "attributes.since": { $gt: { $ref: "now" } } } }),
    };
    const model = { ...policy.model, principal: { attributes: [{ name: "since", type: "date" as const }] } };
    expect(until({ principal: { ...principal, attributes: { since: NOW + 5 } } }, { ...policy, model })).toEqual(
      both(5),
    );
  });

  it("within a list bounds by each of its instants", () => {
    const policy = deals({ allow: "read", when: { dates: { $has: { $ref: "now" } } } });
    const { deal } = policy.model.resources;
    const fields = [...deal!.fields, { name: "dates", type: "date" as const, array: true }];
    const model = { ...policy.model, resources: { ...policy.model.resources, deal: { ...deal!, fields } } };
    expect(until({}, { ...policy, model }, { record: { dates: [NOW + 9, NOW + 5, NOW - 5] } })).toEqual([1, 5]);
  });
});

describe("S26 the end of an answer", () => {
  it("is a number, whatever notation the facts are in", () => {
    const assignments = [rep({ validUntil: "2026-03-02T11:00:01+01:00" })];
    expect(until({ assignments })).toEqual(both(1000));
  });

  it("S23 is a whole millisecond where a window ends or begins at a fraction of one", () => {
    const ends = accessTo(readers, { assignments: [rep({ validUntil: NOW + 5.75 })] });
    const begins = accessTo(readers, { assignments: [rep({ validFrom: NOW + 5.75 })] });
    const answers = [ends, begins].map((access) => [
      (access.validUntil ?? 0) - NOW,
      ...[4, 5].map((ms) => access.at(NOW + ms).can("read", "deal", {})),
    ]);
    expect(answers).toEqual([
      [5, true, false],
      [5, false, true],
    ]);
  });

  it("is not that of an unusable fact", () => {
    expect(until({ assignments: [rep({ validUntil: "soon" })] })).toEqual(both(null));
  });

  it("is the same when it is asked for again", () => {
    const access = accessTo(readers, { assignments: [rep({ validUntil: NOW + 5 })] });
    expect([access.validUntil, access.validUntil]).toEqual([NOW + 5, NOW + 5]);
  });

  it("S12 survives factors that are no list", () => {
    const factors = [null, "pwd"] as never;
    expect([
      until({ session: { ...session, factors } }),
      until({ session: { ...session, factors: "pwd" as never } }),
    ]).toEqual([both(null), both(null)]);
  });

  it("holds: an access opened there answers by what has changed", () => {
    const policy = policyOf({ deal: [{ allow: "read" }] });
    const access = accessTo(policy, { assignments: [rep({ validUntil: NOW + 5 })] });
    const end = access.validUntil!;
    expect([access.at(end - 1).can("read", "deal", {}), access.at(end).can("read", "deal", {})]).toEqual([true, false]);
  });
});
