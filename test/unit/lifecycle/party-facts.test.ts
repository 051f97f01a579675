import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partyFacts } from "../../../src/lifecycle/party-facts.js";
import type { ExternalIdentity, HeldAssignment, Muting } from "../../../src/model/principal-state.js";
import type { Session } from "../../../src/model/session.js";
import { SEED } from "../../seed.js";
import { firm } from "./firm.js";

const NOW = 1_000_000;
const rep: HeldAssignment = { id: "a1", role: "rep", scope: { region: ["DE"] } };
const factor = (method: string, at = 500) => ({ method, at });
const session: Session = {
  id: "s1",
  authenticatedAt: 500,
  factors: [factor("pwd"), factor("hwk")],
  device: { id: "d1", managed: true, compliant: true },
};

function facts(
  identity: Partial<ExternalIdentity> = {},
  given: Session | null = session,
  assignments: readonly HeldAssignment[] = [rep],
  kind: "employee" | "service" = "employee",
) {
  const principal = { id: "u1", kind, status: "active" } as const;
  const state = { principal, assignments, approvals: [], requests: [], revision: 1 };
  return partyFacts({ ...state, identity: { provider: "idp", ...identity } }, given);
}

const mayRead = (given: ReturnType<typeof facts>, now = NOW) =>
  firm.access({ ...given, now } as never).can("read", "deal", { id: "d", region: "DE" } as never);

const marks = (...sessions: object[]) =>
  ({ sessions: sessions.map((one) => ({ id: "s1", provider: "idp", ...one })) }) as never;
const devices = (...all: object[]) => ({ devices: all.map((one) => ({ id: "d1", provider: "idp", ...one })) }) as never;
const methods = (given: ReturnType<typeof facts>) => given.session?.factors.map(({ method }) => method);

describe("what is kept on somebody", () => {
  it("becomes facts as it is, where nothing was said of it", () => {
    const principal = { id: "u1", kind: "employee", status: "active" } as const;
    const approvals = [{ id: "x", by: "u2", principal: "u1", action: "read", type: "deal", at: 0 }];
    const state = { principal, assignments: [rep], approvals, requests: [], revision: 1 };
    expect(partyFacts(state, session)).toEqual({ principal, assignments: [rep], approvals, session });
    expect(partyFacts(state, session).assignments).toBe(state.assignments);
  });

  it("leaves out what is muted, until it is unmuted", () => {
    const muted = { at: 0, by: "kim", reason: "leave" };
    expect(facts({}, session, [rep, { ...rep, id: "a2", muted }]).assignments).toEqual([rep]);
  });

  it.each([
    [undefined, 200, 200],
    [100, 200, 200],
    [300, 200, 300],
    ["1970-01-01T00:00:00.100Z", 200, 200],
    ["no instant", 200, "no instant"],
  ])("lets what is muted from %s until %d count from %s on", (validFrom, until, from) => {
    const muted = { at: 0, by: "kim", reason: "leave", until };
    const [assignment] = facts({}, session, [
      { ...rep, muted, ...(validFrom === undefined ? {} : { validFrom }) },
    ]).assignments;
    expect(assignment?.validFrom).toBe(from);
  });
});

describe("what identity providers said", () => {
  it("of a revoked session ends it, whoever has it", () => {
    const revoked = marks({ saidAt: 600, revoked: true });
    expect(mayRead(facts({}))).toBe(true);
    expect(mayRead(facts(revoked))).toBe(false);
    expect(mayRead(facts(revoked, { ...session, authenticatedAt: NOW }))).toBe(false);
    expect(mayRead(facts(revoked, { ...session, authenticatedAt: undefined as never }, [rep], "service"))).toBe(false);
    expect(mayRead(facts(revoked, { ...session, id: "s2" }))).toBe(true);
  });

  it("of every session counts for each", () => {
    expect(mayRead(facts(marks({ id: "*", saidAt: 600, revoked: true })))).toBe(false);
    expect(methods(facts(marks({ id: "*", saidAt: 600, assurance: "none" })))).toEqual([]);
  });

  it.each([
    ["none", []],
    ["single_factor", ["pwd"]],
    ["multi_factor", ["pwd"]],
    ["phishing_resistant", ["pwd", "hwk"]],
  ])("of an assurance of %s leaves what does not exceed it", (assurance, left) => {
    expect(methods(facts(marks({ saidAt: 600, assurance })))).toEqual(left);
    // at that very instant it was before
    expect(methods(facts(marks({ saidAt: 500, assurance })))).toEqual(left);
  });

  it("of an assurance leaves factors that came after it", () => {
    const later = { ...session, factors: [...session.factors, factor("otp", 601), factor("hwk", 602)] };
    expect(methods(facts(marks({ saidAt: 600, assurance: "none" }), later))).toEqual(["otp", "hwk"]);
    expect(methods(facts(marks({ saidAt: 499, assurance: "none" })))).toEqual(["pwd", "hwk"]);
  });

  it.each([
    [
      ["otp", "sms"],
      ["otp", "sms"],
    ],
    [["mfa"], []],
    [["hwk"], []],
    [["fpt", "otp"], ["otp"]],
    [["fpt", "made-up"], ["fpt"]],
    [["geo"], []],
  ])("of a single factor leaves of %j what proves one thing: %j", (given, left) => {
    const one = { ...session, factors: given.map((method) => factor(method)) };
    const lowered = methods(facts(marks({ saidAt: 600, assurance: "single_factor" }), one));
    expect(lowered?.filter((method) => method !== "made-up")).toEqual(left);
  });

  it("of a device that fails counts, unless the session is newer", () => {
    const device = { id: "d1", managed: true, compliant: false };
    expect(facts(devices({ saidAt: 600, compliant: false })).session?.device).toEqual(device);
    expect(facts(devices({ saidAt: 500, compliant: false })).session?.device).toEqual(device);
    expect(facts(devices({ saidAt: 499, compliant: false })).session).toEqual(session);
    expect(facts(devices({ id: "*", saidAt: 600, compliant: false })).session?.device).toEqual(device);
    expect(facts(devices({ id: "d2", saidAt: 600, compliant: false })).session).toEqual(session);
    expect(
      facts(devices({ saidAt: 600, compliant: false }, { provider: "mdm", saidAt: 700, compliant: true })).session
        ?.device,
    ).toEqual(device);
  });

  it("of a device never makes it compliant", () => {
    const unknown = { ...session, device: { id: "d1" } };
    expect(facts(devices({ saidAt: 600, compliant: true }), unknown).session).toEqual(unknown);
  });

  it.each([null, "text", 7])("says nothing of %j, which is no session", (given) => {
    expect(facts(marks({ saidAt: 600, revoked: true }), given as never).session).toBe(given);
  });
});

const instant = fc.integer({ min: 0, max: 40 });
const muting: fc.Arbitrary<Muting> = fc.record(
  { at: fc.constant(0), by: fc.constant("kim"), reason: fc.constant("x"), until: instant },
  { requiredKeys: ["at", "by", "reason"] },
);
const assignment: fc.Arbitrary<HeldAssignment> = fc
  .record({ validFrom: instant, validUntil: instant, muted: muting }, { requiredKeys: [] })
  .map((rest) => ({ ...rep, ...rest }));
const identity = fc.record({
  sessions: fc.array(
    fc.record(
      {
        id: fc.constantFrom("s1", "s2", "*"),
        provider: fc.constant("idp"),
        saidAt: instant,
        revoked: fc.boolean(),
        assurance: fc.constantFrom("none", "single_factor", "multi_factor", "phishing_resistant"),
      },
      { requiredKeys: ["id", "provider", "saidAt"] },
    ),
    { maxLength: 3 },
  ),
}) as fc.Arbitrary<Partial<ExternalIdentity>>;
const anySession = fc.record({
  id: fc.constant("s1"),
  authenticatedAt: instant,
  factors: fc.array(fc.record({ method: fc.constantFrom("pwd", "otp", "hwk", "mfa", "fpt"), at: instant }), {
    maxLength: 3,
  }),
});

describe("facts of what is kept", () => {
  it("keep the time law: until `validUntil` of an access, a new one answers alike", () => {
    fc.assert(
      fc.property(
        fc.array(assignment, { maxLength: 3 }),
        identity,
        anySession,
        instant,
        instant,
        (all, said, given, now, wait) => {
          const distinct = all.map((one, index) => ({ ...one, id: `a${index}` }));
          const access = firm.access({ ...facts(said, given, distinct), now } as never);
          const then = now + wait;
          fc.pre(access.validUntil === null || then < access.validUntil);
          expect(mayRead(facts(said, given, distinct), then)).toBe(
            access.can("read", "deal", { id: "d", region: "DE" } as never),
          );
        },
      ),
      { seed: SEED, numRuns: 1_000 },
    );
  });

  it("never give more than what is kept would without what was said and set aside", () => {
    fc.assert(
      fc.property(fc.array(assignment, { maxLength: 3 }), identity, anySession, instant, (all, said, given, now) => {
        const distinct = all.map((one, index) => ({ ...one, id: `a${index}` }));
        const bare = distinct.map(({ muted: _, ...one }) => one);
        if (mayRead(facts(said, given, distinct), now)) expect(mayRead(facts({}, given, bare), now)).toBe(true);
        expect(facts(said, given).session?.factors.every((one) => given.factors.includes(one as never))).toBe(true);
      }),
      { seed: SEED, numRuns: 1_000 },
    );
  });
});
