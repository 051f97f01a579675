import { describe, expect, it } from "vitest";
import { accessTo, ask, policyOf, principal, rep, ruled, session } from "../../fixtures/access.js";
import { verdict } from "../../fixtures/reason.js";
import { unmet } from "../../fixtures/requirement.js";

const mfa = { id: "m", require: { mfa: {} }, for: "read" } as const;
const reason = { id: "j", require: { justification: true }, for: "read" } as const;
const device = { id: "d", require: { device: { managed: true } }, for: "read" } as const;

describe("several requirements", () => {
  it("S27 add up: all that reach must hold", () => {
    const access = accessTo(ruled(mfa, reason), {
      session: { ...session, factors: [...session.factors, { method: "otp", at: 0 }] },
    });
    expect([verdict(access, ask("read")), verdict(access, ask("read", { justification: "because" }))]).toEqual([
      "challenge",
      "allow",
    ]);
  });

  it("S29 are asked for all at once", () => {
    expect(unmet(accessTo(ruled(mfa, reason)), ask("read")).map(({ kind }) => kind)).toEqual(["justification", "mfa"]);
  });

  it("S29 are a denial with one that cannot be cured", () => {
    expect(verdict(accessTo(ruled(mfa, device)), ask("read"))).toBe("requirement_unmet");
  });

  it("S43 of which one cannot be cured are all named by the denial", () => {
    expect(accessTo(ruled(mfa, device, reason)).decide(ask("read", { justification: "because" })).statements).toEqual([
      { id: "d" },
      { id: "m" },
    ]);
  });

  it("S29 in one statement are each asked for, in a fixed order", () => {
    const statement = {
      require: { justification: true, approval: { by: "rep" }, session: { maxAge: "1s" }, mfa: {} },
      for: "read",
    } as const;
    expect(unmet(accessTo(ruled(statement)), ask("read")).map(({ kind }) => kind)).toEqual([
      "mfa",
      "reauthenticate",
      "approval",
      "justification",
    ]);
  });

  it("of one statement are not asked for where they are met", () => {
    const statement = { require: { justification: true, session: { maxAge: "12h" } }, for: "read" } as const;
    expect(unmet(accessTo(ruled(statement)), ask("read")).map(({ kind }) => kind)).toEqual(["justification"]);
  });

  it("of one statement with an approval or a reason that is there are asked for without it", () => {
    const statement = { require: { approval: { by: "rep" }, justification: true }, for: "read" } as const;
    const approvals = [{ id: "p", by: "u2", principal: "u1", action: "read", type: "deal", recordId: "d1", at: 0 }];
    expect([
      unmet(accessTo(ruled(statement), { approvals }), ask("read")).map(({ kind }) => kind),
      unmet(accessTo(ruled(statement)), ask("read", { justification: "because" })).map(({ kind }) => kind),
    ]).toEqual([["justification"], ["approval"]]);
  });

  it("one of which is met already are asked for without it", () => {
    expect(
      unmet(accessTo(ruled(mfa, reason)), ask("read", { justification: "because" })).map(({ kind }) => kind),
    ).toEqual(["mfa"]);
  });

  it("S29 are not asked for where a forbid holds, or nothing is granted", () => {
    const forbidden = accessTo(ruled(mfa, { forbid: "read" }));
    const notGranted = accessTo(policyOf({}, { rules: { deal: [mfa] } }));
    expect([verdict(forbidden, ask("read")), verdict(notGranted, ask("read"))]).toEqual(["forbidden", "no_grant"]);
  });

  it("S27 bind whichever grant allowed it", () => {
    const policy = policyOf(
      { deal: [{ allow: "read" }] },
      { roles: { careful: { title: "Careful", statements: { deal: [reason] } } } },
    );
    const assignments = [rep(), { id: "a2", role: "careful" }];
    expect(accessTo(policy, { assignments }).decide(ask("read"))).toMatchObject({
      outcome: "challenge",
      statements: [{ id: "j", role: "careful", assignment: "a2" }],
    });
  });

  it("S27 bind somebody who may only read", () => {
    const access = accessTo(ruled(reason), { principal: { ...principal, status: "read_only" } });
    expect(verdict(access, ask("read"))).toBe("challenge");
  });

  it("S27 reach where their condition is unknown, and not where it is false", () => {
    const access = accessTo(ruled({ ...reason, when: { amount: { $gt: 50 } } }));
    expect([100, 10, null].map((amount) => verdict(access, ask("read", { record: { amount } })))).toEqual([
      "challenge",
      "allow",
      "challenge",
    ]);
  });

  it("S1 reach those whom `who` tells, or may tell", () => {
    const rules = ruled({ ...reason, who: { "attributes.level": { $lt: 5 } } });
    const at = (attributes: Record<string, unknown>) =>
      verdict(accessTo(rules, { principal: { ...principal, attributes } }), ask("read"));
    expect([at({ level: 3 }), at({ level: 7 }), at({})]).toEqual(["challenge", "allow", "challenge"]);
  });

  it("that were met once are met when they are asked again", () => {
    const access = accessTo(ruled({ require: { session: { maxAge: "12h" } }, for: "read" }));
    expect([access.can("read", "deal", {}), access.can("read", "deal", {})]).toEqual([true, true]);
  });

  it("that a request met are asked for anew by the next one", () => {
    const access = accessTo(ruled(reason, { require: { session: { maxAge: "12h" } }, for: "read" }));
    const given = ask("read", { justification: "because" });
    const answers = [given, ask("read"), given, ask("read")].map((request) => verdict(access, request));
    expect([
      answers,
      access.can("read", "deal", {}),
      access.can("read", "deal", {}),
      access.checker("read", "deal")({}),
    ]).toEqual([["allow", "challenge", "allow", "challenge"], false, false, false]);
  });

  it("S30 that an approval of one record met are asked for anew for another", () => {
    const access = accessTo(ruled({ require: { approval: { by: "rep" } }, for: "read" }), {
      approvals: [{ id: "p", by: "u2", principal: "u1", action: "read", type: "deal", recordId: "d1", at: 0 }],
    });
    const check = access.checker("read", "deal");
    const other = { id: "d2" };
    expect([
      access.can("read", "deal", { id: "d1" }),
      access.can("read", "deal", other),
      check({ id: "d1" }),
      check(other),
      verdict(access, ask("read", { record: { id: "d1" } })),
      verdict(access, ask("read", { record: other })),
    ]).toEqual([true, false, true, false, "allow", "challenge"]);
  });

  it("beside a forbid do not hide it, once they are known to be met", () => {
    const access = accessTo(
      ruled({ require: { session: { maxAge: "12h" } }, for: "read" }, { forbid: "read", when: { stage: "won" } }),
    );
    const can = (stage: string) => access.can("read", "deal", { stage });
    expect([can("open"), can("won"), can("open"), can("won")]).toEqual([true, false, true, false]);
  });

  it("of which one is not met stay unmet, however often they are asked, and however many there are", () => {
    for (const unmetOne of [0, 7, 29, 30, 31, 32, 39]) {
      const many = Array.from({ length: 40 }, (_one, index) => ({
        id: `m${index}`,
        require: { session: { maxAge: index === unmetOne ? 1 : 1_000_000_000 + index } },
        for: "read",
      }));
      const access = accessTo(ruled(...many));
      const asked = [1, 2, 3].map(() => access.can("read", "deal", {}));
      expect([asked, access.decide(ask("read")).statements]).toEqual([[false, false, false], [{ id: `m${unmetOne}` }]]);
    }
  });

  it("S43 that do not reach are not named beside one that does", () => {
    const access = accessTo(ruled(reason, { ...mfa, when: { stage: "won" } }));
    expect(access.decide(ask("read")).statements).toEqual([{ id: "j" }]);
  });

  it("of which there are more than fit a word are each asked", () => {
    const many = Array.from({ length: 70 }, (_one, index) => ({
      id: `m${index}`,
      require: { session: { maxAge: index === 64 ? 1 : 1_000_000_000 + index } },
      for: "read",
    }));
    const access = accessTo(ruled(...many));
    expect([access.can("read", "deal", {}), access.decide(ask("read")).statements]).toEqual([false, [{ id: "m64" }]]);
  });

  it("of which the thirty-first differs from the first are told apart", () => {
    const many = Array.from({ length: 40 }, (_one, index) => ({
      id: `m${index}`,
      require: { session: { maxAge: index === 32 ? 1 : 1_000_000_000 + index } },
      for: "read",
    }));
    const access = accessTo(ruled(...many));
    access.can("read", "deal", {});
    expect(access.decide(ask("read")).statements).toEqual([{ id: "m32" }]);
  });
});
