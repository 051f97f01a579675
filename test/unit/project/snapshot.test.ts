import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../src/model/access-facts.js";
import type { Approval } from "../../../src/model/approval.js";
import type { PolicyData } from "../../../src/model/policy-data.js";
import type { StatementData } from "../../../src/model/statement-data.js";
import { accessTo, deals, grantOf, HOUR, MINUTE, NOW, policyOf, principal, rep, ruled } from "../fixtures/access.js";

/** The text of a snapshot: what somebody sees who looks into it. */
function textOf(policy: PolicyData, facts: Partial<AccessFacts> = {}): string {
  return JSON.stringify(accessTo(policy, facts).snapshot());
}

const others = {
  boss: { title: "Boss of bosses", statements: { deal: [{ id: "boss-only", allow: "export" }] as StatementData[] } },
};

describe("S39 a snapshot", () => {
  it("is plain JSON that says when it was taken, and how long all answers stay as they are", () => {
    const snapshot = accessTo(deals({ allow: "read" }), { assignments: [rep({ validUntil: NOW + HOUR })] }).snapshot();
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    expect(snapshot).toMatchObject({ castellan: 1, now: NOW, validUntil: NOW + HOUR });
  });

  it("names no role and no statement that the principal does not hold", () => {
    const text = textOf(policyOf({ deal: [{ allow: "read" }] }, { roles: others }));
    expect(text).toContain("rep.deal#0");
    expect(text).not.toMatch(/boss/i);
  });

  it("leaves out rules for others, and says nothing of what they ask", () => {
    const policy = ruled(
      { id: "guests-only", forbid: "export", when: { phone: "secret" }, who: { kind: "guest" } },
      { id: "everybody", forbid: "delete", who: { kind: "employee" } },
    );
    const text = textOf(policy);
    expect(text).toContain("everybody");
    expect(text).not.toMatch(/guests-only|secret|guest/);
  });

  it("holds no fact about the session or the principal that no statement compares with a record", () => {
    const text = textOf(ruled({ require: { mfa: { within: "15m" }, session: { maxIdle: "30m" } }, for: "export" }), {
      principal: { ...principal, id: "secret-principal", attributes: { department: "secret-department", level: 3 } },
      session: {
        id: "secret-session",
        authenticatedAt: NOW - HOUR,
        lastActiveAt: NOW,
        factors: [{ method: "otp", at: NOW - MINUTE }],
        device: { id: "secret-device", managed: true },
        network: { ip: "192.0.2.77", country: "DE" },
      },
    });
    expect(text).not.toMatch(/secret|192\.0\.2\.77|otp/);
  });

  it("fills in the fact that a statement does compare", () => {
    expect(textOf(deals({ allow: "read", when: { ownerId: { $ref: "principal.id" } } }))).toContain('["u1"]');
  });

  it("lists of a dimension what the own scope covers, and nothing beside it", () => {
    const text = textOf(deals({ allow: "read" }), { assignments: [rep({ scope: { region: ["DACH"] } })] });
    expect(text).toContain('["DACH","DE","AT"]');
    expect(text).not.toMatch(/EMEA|FR|AMER|US/);
  });

  it("holds assignments that begin later, but none that is over or waits to be activated", () => {
    const policy = policyOf({ deal: [{ allow: "read" }] }, { roles: others });
    const text = textOf(policy, {
      assignments: [
        rep({ id: "to-come", validFrom: NOW + HOUR }),
        rep({ id: "is-over", validUntil: NOW }),
        rep({ id: "is-eligible", role: "boss", state: "eligible" }),
      ],
    });
    expect(text).toContain("to-come");
    expect(text).not.toMatch(/is-over|is-eligible|boss-only/);
  });

  it("holds of approvals those of the principal's own requests, without what was approved or by whom", () => {
    const policy = ruled({ require: { approval: { by: "rep" } }, for: "update", to: { stage: "won" } });
    const approval = { action: "update", type: "deal", recordId: "d1", changes: { phone: "+49 secret" }, at: NOW };
    const text = textOf(policy, {
      approvals: [
        { ...approval, id: "p1", by: "the-approver", principal: "u1" },
        { ...approval, id: "p2", by: "another-approver", principal: "u2", recordId: "not-mine" },
      ],
    });
    expect(text).toContain('"d1"');
    expect(text).not.toMatch(/secret|approver|not-mine|p1|p2/);
  });

  it("names an approver only where the requirement asks who it is", () => {
    const policy = ruled({ require: { approval: { by: "rep", distinctFrom: ["ownerId"] } }, for: "delete" });
    const approval = { action: "delete", type: "deal", recordId: "d1", at: NOW, id: "p1", by: "u9", principal: "u1" };
    expect(textOf(policy, { approvals: [approval] })).toContain('"u9"');
  });

  it("writes what is said twice once", () => {
    const many = Array.from({ length: 20 }, (_, index) => rep({ id: "a1", validUntil: NOW + HOUR + (index % 2) }));
    const few = textOf(deals({ allow: "read" }), { assignments: many.slice(0, 2) });
    const more = textOf(deals({ allow: "read" }), { assignments: many });
    expect(more.length - few.length).toBeLessThan(200);
  });

  it("is refused where the facts throw while they are read", () => {
    const approval = Object.defineProperty({ id: "p" }, "by", {
      enumerable: true,
      get: () => {
        throw new Error("trap");
      },
    }) as Approval;
    const policy = ruled({ require: { approval: { by: "rep" } }, for: "delete" });
    const access = accessTo(policy, { approvals: [approval] });
    expect(() => access.snapshot()).toThrow(expect.objectContaining({ code: "invalid_facts" }));
  });

  it("says of a direct grant that cannot be read what remains of it", () => {
    const text = textOf(policyOf({}), { assignments: [grantOf({ deal: [{ forbid: "fly" }] })] });
    expect(text).toContain("grant.invalid");
    expect(text).toContain("invalid_grant");
  });
});
