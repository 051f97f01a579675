import { describe, expect, it } from "vitest";
import type { SessionRequirement } from "../../../../src/model/requirement-data.js";
import { ask, HOUR, MINUTE, NOW, session } from "../../fixtures/access.js";
import { accessRequiring, readRequiring, unmet } from "../../fixtures/requirement.js";

const by = (limits: SessionRequirement, facts: object) =>
  readRequiring({ session: limits }, { session: { ...session, ...facts } });

describe("a session", () => {
  it("S27 is young until the very millisecond at which it reaches its age", () => {
    expect([
      by({ maxAge: "1h" }, { authenticatedAt: NOW - HOUR + 1 }),
      by({ maxAge: "1h" }, { authenticatedAt: NOW - HOUR }),
    ]).toEqual(["allow", "challenge"]);
  });

  it("S27 is in use until the very millisecond at which it lay idle for long enough", () => {
    expect([
      by({ maxIdle: "30m" }, { lastActiveAt: NOW - 30 * MINUTE + 1 }),
      by({ maxIdle: "30m" }, { lastActiveAt: NOW - 30 * MINUTE }),
    ]).toEqual(["allow", "challenge"]);
  });

  it("must be both, where both is said", () => {
    const limits = { maxAge: "1h", maxIdle: "30m" } as const;
    expect([
      by(limits, { authenticatedAt: NOW, lastActiveAt: NOW }),
      by(limits, { authenticatedAt: NOW - HOUR, lastActiveAt: NOW }),
      by(limits, { authenticatedAt: NOW, lastActiveAt: NOW - HOUR }),
    ]).toEqual(["allow", "challenge", "challenge"]);
  });

  it("S12 whose last activity is not known is idle", () => {
    expect([
      by({ maxIdle: "30m" }, { lastActiveAt: undefined }),
      by({ maxIdle: "30m" }, { lastActiveAt: "now" }),
    ]).toEqual(["challenge", "challenge"]);
  });

  it("whose last activity is not asked about need not say", () => {
    expect(by({ maxAge: "2h" }, { lastActiveAt: undefined })).toBe("allow");
  });

  it("must be authenticated even where only its activity is asked about", () => {
    expect(by({ maxIdle: "30m" }, { authenticatedAt: undefined })).toBe("challenge");
  });

  it("S24 does not count what is dated after now", () => {
    expect([
      by({ maxAge: "1h" }, { authenticatedAt: NOW + 1 }),
      by({ maxIdle: "30m" }, { lastActiveAt: NOW + 1 }),
    ]).toEqual(["challenge", "challenge"]);
  });

  it("S28 that is missing cannot be cured", () => {
    expect(readRequiring({ session: { maxAge: "1h" } }, { session: null })).toBe("requirement_unmet");
  });

  it("says what it asks for", () => {
    const access = accessRequiring({ session: { maxAge: "1m", maxIdle: "30s" } });
    expect(unmet(access, ask("read"))).toEqual([
      { kind: "reauthenticate", statement: { id: "r" }, maxAgeMs: MINUTE, maxIdleMs: 30_000 },
    ]);
  });

  it.each([
    [{ maxAge: "1m" }, { maxAgeMs: MINUTE }],
    [{ maxIdle: "30s" }, { maxIdleMs: 30_000 }],
  ] as const)("says only what is stated: %j", (limits, said) => {
    expect(unmet(accessRequiring({ session: limits }), ask("read"))).toStrictEqual([
      { kind: "reauthenticate", statement: { id: "r" }, ...said },
    ]);
  });
});
