import { describe, expect, it } from "vitest";
import type { AccessFacts } from "../../../src/model/access-facts.js";
import type { Instant } from "../../../src/model/instant.js";
import type { PrincipalStatus } from "../../../src/model/principal.js";
import { accessTo, ask, deals, HOUR, MINUTE, NOW, principal, session } from "../fixtures/access.js";
import { verdict } from "../fixtures/reason.js";

const policy = deals({ allow: "*" });
const answer = (facts: Partial<AccessFacts>, action = "read") => verdict(accessTo(policy, facts), ask(action));
const asStatus = (status: PrincipalStatus, action?: string) => answer({ principal: { ...principal, status } }, action);
const revokedBefore = (sessionsValidFrom: unknown, rest: object = {}) => ({
  ...principal,
  ...rest,
  sessionsValidFrom: sessionsValidFrom as Instant,
});

describe("step 2: the principal", () => {
  it.each<PrincipalStatus>(["invited", "suspended", "deactivated"])("who is %s does nothing", (status) => {
    expect(asStatus(status)).toBe("principal_inactive");
  });

  it("whose status is unheard of does nothing", () => {
    expect(asStatus("retired" as PrincipalStatus)).toBe("principal_inactive");
  });

  it("who may only read keeps the read-only actions of the type", () => {
    expect([asStatus("read_only", "read"), asStatus("read_only", "export"), asStatus("read_only", "update")]).toEqual([
      "allow",
      "principal_inactive",
      "principal_inactive",
    ]);
  });

  it("S23 acts from the first millisecond of its window, and no more from its end", () => {
    const at = (validFrom?: Instant, validUntil?: Instant) =>
      answer({ principal: { ...principal, ...(validFrom && { validFrom }), ...(validUntil && { validUntil }) } });
    expect([at(NOW), at(NOW + 1), at(undefined, NOW + 1), at(undefined, NOW)]).toEqual([
      "allow",
      "principal_inactive",
      "allow",
      "principal_inactive",
    ]);
  });

  it.each([[null], ["tomorrow"], [Number.NaN], [{}]])("S12 with a window of %j does nothing", (validUntil) => {
    expect(answer({ principal: { ...principal, validUntil: validUntil as Instant } })).toBe("principal_inactive");
  });

  it("who may only read does nothing outside the window either", () => {
    expect(answer({ principal: { ...principal, status: "read_only", validUntil: NOW } })).toBe("principal_inactive");
  });
});

describe("step 3: the session", () => {
  it("authenticated before sessionsValidFrom is revoked, from that very millisecond on it counts", () => {
    const at = session.authenticatedAt as number;
    expect([answer({ principal: revokedBefore(at + 1) }), answer({ principal: revokedBefore(at) })]).toEqual([
      "session_revoked",
      "allow",
    ]);
  });

  it("that is missing is revoked, where sessions were ended at all", () => {
    expect([answer({ principal: revokedBefore(0), session: null }), answer({ session: null })]).toEqual([
      "session_revoked",
      "allow",
    ]);
  });

  it("that does not say when it was authenticated is revoked", () => {
    const { authenticatedAt: _left, ...rest } = session;
    expect(answer({ principal: revokedBefore(0), session: rest as typeof session })).toBe("session_revoked");
  });

  it("S24 authenticated in the future is revoked", () => {
    expect(answer({ principal: revokedBefore(0), session: { ...session, authenticatedAt: NOW + 1 } })).toBe(
      "session_revoked",
    );
  });

  it("may be missing for a service", () => {
    expect(answer({ principal: revokedBefore(0, { kind: "service" }), session: null })).toBe("allow");
  });

  it("of a service is revoked like any other", () => {
    expect(answer({ principal: revokedBefore(NOW, { kind: "service" }) })).toBe("session_revoked");
  });

  it("S12 is revoked for a service, too, where sessionsValidFrom names no instant", () => {
    expect(answer({ principal: revokedBefore("yesterday", { kind: "service" }), session: null })).toBe(
      "session_revoked",
    );
  });

  it("is asked about after the principal", () => {
    expect(answer({ principal: { ...revokedBefore(NOW), status: "suspended" } })).toBe("principal_inactive");
  });

  it("that is revoked stops somebody who may only read as well, after the question of what they may", () => {
    const facts = { principal: { ...revokedBefore(NOW), status: "read_only" as const } };
    expect([answer(facts, "read"), answer(facts, "update")]).toEqual(["session_revoked", "principal_inactive"]);
  });
});

describe("steps 2 and 3", () => {
  it("come before a forbid", () => {
    const access = accessTo(deals({ forbid: "read" }), { principal: { ...principal, status: "suspended" } });
    expect(verdict(access, ask("read"))).toBe("principal_inactive");
  });

  it("name no statement", () => {
    const access = accessTo(deals({ forbid: "read" }), { principal: { ...principal, status: "suspended" } });
    expect(access.decide(ask("read")).statements).toEqual([]);
  });
});

describe("a session past its end", () => {
  const until = (expiresAt: unknown, action?: string) =>
    answer({ session: { ...session, expiresAt: expiresAt as Instant } }, action);

  it("S23 asks to log in again from that very millisecond", () => {
    expect([until(NOW + 1), until(NOW)]).toEqual(["allow", "challenge"]);
  });

  it.each([[null], ["soon"], [Number.NaN]])("S12 is one whose end is %j", (expiresAt) => {
    expect(until(expiresAt)).toBe("challenge");
  });

  it("is one more unmet requirement, by a statement of its own", () => {
    const access = accessTo(policy, { session: { ...session, expiresAt: NOW } });
    const statement = { id: "session.expiresAt", why: "the session has ended" };
    expect(access.decide(ask("read"))).toMatchObject({
      outcome: "challenge",
      requirements: [{ kind: "reauthenticate", statement }],
      statements: [statement],
    });
  });

  it("binds somebody who may only read", () => {
    expect(
      answer({ principal: { ...principal, status: "read_only" }, session: { ...session, expiresAt: NOW - MINUTE } }),
    ).toBe("challenge");
  });

  it("cannot be had without a session", () => {
    expect(answer({ session: null })).toBe("allow");
  });

  it("S29 is not asked for where nothing is granted", () => {
    const access = accessTo(deals(), { session: { ...session, expiresAt: NOW - HOUR } });
    expect(verdict(access, ask("read"))).toBe("no_grant");
  });
});
