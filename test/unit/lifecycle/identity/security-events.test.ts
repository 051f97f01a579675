import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSecurityEvent, type SecurityEventSource } from "../../../../src/lifecycle/identity/read-security-event.js";
import type { SecurityEvent } from "../../../../src/lifecycle/identity/security-event.js";
import { EVERY, MOST_MARKS } from "../../../../src/lifecycle/identity/security-marks.js";
import { held } from "../firm.js";
import { DAY, HOUR, NOW, World } from "../world.js";

const CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
const RISC = "https://schemas.openid.net/secevent/risc/event-type/";
const issuer = "https://idp.example/123456789/";
const source: SecurityEventSource = { provider: "okta", issuer, audience: "https://sp.example/caep" };
const user = { format: "iss_sub", iss: issuer, sub: "jane" };
const SECOND = 1_615_304_991;

const token = (type: string, event: object, rest: object = {}) => ({
  iss: issuer,
  jti: "24c63fb56e5a2d77a6b512616ca9fa24",
  iat: 1_615_305_159,
  aud: "https://sp.example/caep",
  sub_id: user,
  events: { [type]: event },
  ...rest,
});
const eventsIn = (claims: unknown, from = source) => {
  const reading = readSecurityEvent(claims, from);
  if (!reading.ok) throw new Error(reading.code);
  return reading.events;
};
const codeOf = (claims: unknown, from = source) => {
  const reading = readSecurityEvent(claims, from);
  return reading.ok ? "ok" : reading.code;
};
const about = { principalId: "okta:jane", id: "24c63fb56e5a2d77a6b512616ca9fa24", provider: "okta" };

describe("a security event token", () => {
  it("tells of one session that was revoked", () => {
    const sub_id = { format: "complex", user, session: { format: "opaque", id: "dMTlD|1600802906337.16" } };
    expect(eventsIn(token(`${CAEP}session-revoked`, { event_timestamp: SECOND }, { sub_id }))).toEqual([
      { ...about, kind: "session_revoked", sessionId: "dMTlD|1600802906337.16", at: SECOND * 1_000 + 999 },
    ]);
  });

  it("tells of all sessions, also in the form of earlier drafts, with milliseconds", () => {
    const event = { subject: user, event_timestamp: SECOND * 1_000 + 643 };
    expect(eventsIn(token(`${CAEP}session-revoked`, event, { sub_id: undefined }))).toEqual([
      { ...about, kind: "session_revoked", at: SECOND * 1_000 + 643 },
    ]);
  });

  it("tells of a device", () => {
    const sub_id = { format: "complex", user, device: { format: "iss_sub", iss: issuer, sub: "d-7" } };
    const event = (current_status: string) =>
      token(`${CAEP}device-compliance-change`, { current_status, previous_status: "compliant" }, { sub_id });
    const at = 1_615_305_159_999;
    expect(eventsIn(event("not-compliant"))).toEqual([
      { ...about, kind: "device_compliance", deviceId: "d-7", compliant: false, at },
    ]);
    expect(eventsIn(event("compliant"))).toMatchObject([{ compliant: true }]);
    expect(eventsIn(event("COMPLIANT"))).toMatchObject([{ compliant: false }]);
    expect(codeOf(token(`${CAEP}device-compliance-change`, { current_status: "compliant" }))).toBe("invalid_request");
  });

  it.each([
    [{ namespace: "NIST-AAL", current_level: "nist-aal1", change_direction: "decrease" }, "single_factor"],
    [{ namespace: "NIST-AAL", current_level: "nist-aal2", change_direction: "increase" }, "multi_factor"],
    [{ namespace: "NIST-AAL", current_level: "nist-aal3" }, "phishing_resistant"],
    [{ namespace: "acme", current_level: "gold" }, "multi_factor"],
    [{ namespace: "acme", current_level: "tin" }, "none"],
    [{ current_level: "constructor" }, "none"],
    [{}, "none"],
  ])("tells of an assurance level: %j", (event, level) => {
    const from = { ...source, levels: { gold: "multi_factor" } } as const;
    expect(eventsIn(token(`${CAEP}assurance-level-change`, event), from)).toMatchObject([
      { kind: "assurance_level", level },
    ]);
  });

  it.each([
    [{ namespace: "acme", current_level: "platinum", change_direction: "increase" }],
    [{ namespace: "NIST-IAL", current_level: "nist-ial1", change_direction: "decrease" }],
  ])("has no use for %j", (event) => {
    expect(readSecurityEvent(token(`${CAEP}assurance-level-change`, event), source)).toMatchObject({
      ok: true,
      events: [],
      ignored: [`${CAEP}assurance-level-change`],
    });
  });

  it.each([
    [`${CAEP}credential-change`, { change_type: "revoke", credential_type: "fido2-roaming" }, "credential_compromised"],
    [`${CAEP}credential-change`, {}, "credential_compromised"],
    [`${RISC}credential-compromise`, {}, "credential_compromised"],
    [`${RISC}account-disabled`, { reason: "hijacking" }, "account_disabled"],
    [`${RISC}account-purged`, {}, "account_disabled"],
    [`${RISC}sessions-revoked`, {}, "session_revoked"],
  ])("tells by %s %j of %s", (type, event, kind) => {
    expect(eventsIn(token(type, event))).toMatchObject([{ kind }]);
  });

  it("ignores what it does not know, and what gives something", () => {
    const reading = readSecurityEvent(token(`${CAEP}credential-change`, { change_type: "create" }), source);
    expect(reading).toMatchObject({ ok: true, events: [] });
    expect(readSecurityEvent(token("constructor", {}), source)).toMatchObject({ ok: true, events: [] });
  });

  it.each([
    ["another issuer", token(`${RISC}account-disabled`, {}, { iss: "https://evil.example" }), "invalid_issuer"],
    ["another audience", token(`${RISC}account-disabled`, {}, { aud: ["x"] }), "invalid_audience"],
    ["no id", token(`${RISC}account-disabled`, {}, { jti: 7 }), "invalid_request"],
    ["no events", token("", {}, { events: [] }), "invalid_request"],
    ["no time", token(`${RISC}account-disabled`, {}, { iat: "now" }), "invalid_request"],
    ["no subject", token(`${RISC}account-disabled`, {}, { sub_id: undefined }), "invalid_request"],
    ["a stranger", token(`${RISC}account-disabled`, {}, { sub_id: { ...user, iss: "x" } }), "unknown_subject"],
    [
      "somebody by e-mail, without a mapping",
      token(`${RISC}account-disabled`, {}, { sub_id: { format: "email", email: "a@b.c" } }),
      "unknown_subject",
    ],
    ["nothing", null, "invalid_issuer"],
  ])("is refused: %s", (_, claims, code) => {
    expect(codeOf(claims)).toBe(code);
  });

  it("names somebody by an alias, if all aliases are theirs", () => {
    const people: Readonly<Record<string, string>> = { "jane@acme.example": "u7", "jim@acme.example": "u8" };
    const from: SecurityEventSource = {
      ...source,
      principalId: (subject) => (subject.format === "email" ? people[subject.email] : undefined),
    };
    const aliases = (...emails: string[]) => ({
      format: "aliases",
      identifiers: [user, ...emails.map((email) => ({ format: "email", email }))],
    });
    const type = `${RISC}account-disabled`;
    expect(eventsIn(token(type, {}, { sub_id: aliases("jane@acme.example") }), from)).toMatchObject([
      { principalId: "u7" },
    ]);
    expect(codeOf(token(type, {}, { sub_id: aliases("jane@acme.example", "jim@acme.example") }), from)).toBe(
      "unknown_subject",
    );
  });

  it("may be anything", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (sub_id, event) => {
        const reading = readSecurityEvent(token(`${CAEP}session-revoked`, event as object, { sub_id }), source);
        if (reading.ok) for (const one of reading.events) expect(one.principalId).not.toBe("");
      }),
    );
    const trap = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: () => {
          throw new Error("no");
        },
      },
    );
    expect(codeOf(trap)).toBe("invalid_request");
  });
});

type Told<Event = SecurityEvent> = Event extends SecurityEvent
  ? Omit<Event, "principalId" | "id" | "provider" | "at">
  : never;

function world(): World {
  const w = new World();
  w.put("boss", [held("b1", "admin")]);
  w.put("ada", [held("a1", "rep")], { identity: { provider: "okta" } });
  return w;
}
const AGO = NOW - HOUR;
const hear = (w: World, told: Told, at = AGO, provider = "okta", principalId = "ada") =>
  w.do(undefined, "applySecurityEvent", { event: { ...told, principalId, id: "e1", provider, at } as SecurityEvent });

describe("a session", () => {
  it("that is revoked stays so", () => {
    const w = world();
    hear(w, { kind: "session_revoked", sessionId: "s1" });
    hear(w, { kind: "assurance_level", sessionId: "s1", level: "phishing_resistant" }, AGO + 5);
    expect(w.state("ada").identity?.sessions).toEqual([{ id: "s1", provider: "okta", saidAt: AGO + 5, revoked: true }]);
  });

  it("ends with all others, and those that begin later go on", () => {
    const w = world();
    hear(w, { kind: "session_revoked" });
    expect(w.state("ada").principal.sessionsValidFrom).toBe(AGO + 1);
    hear(w, { kind: "credential_compromised" }, AGO - 7);
    expect(w.state("ada").principal.sessionsValidFrom).toBe(AGO + 1);
    hear(w, { kind: "credential_compromised" }, AGO + 7);
    expect(w.state("ada").principal.sessionsValidFrom).toBe(AGO + 8);
  });

  it("has the assurance that was said last, and of two at one instant the lower", () => {
    const w = world();
    const assurance = () => w.state("ada").identity?.sessions?.[0]?.assurance;
    hear(w, { kind: "assurance_level", sessionId: "s1", level: "single_factor" }, AGO + 5);
    hear(w, { kind: "assurance_level", sessionId: "s1", level: "phishing_resistant" }, AGO + 4);
    hear(w, { kind: "assurance_level", sessionId: "s1", level: "multi_factor" }, AGO + 5);
    expect(assurance()).toBe("single_factor");
    hear(w, { kind: "assurance_level", sessionId: "s1", level: "multi_factor" }, AGO + 6);
    expect(assurance()).toBe("multi_factor");
  });

  it("is meant with all others where none is named", () => {
    const w = world();
    hear(w, { kind: "assurance_level", level: "single_factor" });
    expect(w.state("ada").identity?.sessions).toEqual([
      { id: EVERY, provider: "okta", saidAt: AGO, assurance: "single_factor" },
    ]);
  });

  it("is not let back in when there are more marks than are kept", () => {
    const w = world();
    hear(w, { kind: "assurance_level", sessionId: "low", level: "single_factor" }, AGO - 3);
    for (let at = 0; at < MOST_MARKS + 10; at++) {
      hear(w, { kind: "session_revoked", sessionId: `s${at}` }, AGO + at);
    }
    const { principal, identity } = w.state("ada");
    const marks = identity?.sessions ?? [];
    expect(marks.length).toBeLessThanOrEqual(MOST_MARKS);
    for (let at = 0; at < MOST_MARKS + 10; at++) {
      const isMarked = marks.some(({ id, revoked }) => id === `s${at}` && revoked === true);
      expect(isMarked || Number(principal.sessionsValidFrom) > AGO + at).toBe(true);
    }
    // the low one is gone: what it held back is now held back of all
    expect(marks.find(({ id }) => id === EVERY)).toMatchObject({ assurance: "single_factor" });
  });
});

describe("a device", () => {
  const compliant = (w: World) => w.state("ada").identity?.devices?.map((mark) => mark.compliant);

  it("is as it was said last, and of two at one instant not compliant", () => {
    const w = world();
    hear(w, { kind: "device_compliance", deviceId: "d1", compliant: false }, AGO + 5);
    hear(w, { kind: "device_compliance", deviceId: "d1", compliant: true }, AGO + 4);
    hear(w, { kind: "device_compliance", deviceId: "d1", compliant: true }, AGO + 5);
    expect(compliant(w)).toEqual([false]);
    hear(w, { kind: "device_compliance", deviceId: "d1", compliant: true }, AGO + 6);
    expect(compliant(w)).toEqual([true]);
  });

  it("is not made compliant by another provider", () => {
    const w = world();
    hear(w, { kind: "device_compliance", deviceId: "d1", compliant: false }, AGO);
    hear(w, { kind: "device_compliance", deviceId: "d1", compliant: true }, AGO + 1, "edr");
    expect(w.state("ada").identity?.devices).toEqual([
      { id: "d1", provider: "edr", saidAt: AGO + 1, compliant: true },
      { id: "d1", provider: "okta", saidAt: AGO, compliant: false },
    ]);
  });

  it("is not trusted again when there are more than are kept", () => {
    const w = world();
    for (let at = 0; at < MOST_MARKS + 10; at++) {
      hear(w, { kind: "device_compliance", deviceId: `d${at}`, compliant: at % 50 === 0 }, AGO + at);
    }
    expect(w.state("ada").identity?.devices).toHaveLength(MOST_MARKS);
    for (let at = 0; at < 20; at++) hear(w, { kind: "device_compliance", deviceId: `x${at}`, compliant: false });
    const devices = w.state("ada").identity?.devices ?? [];
    expect(devices).toHaveLength(MOST_MARKS);
    expect(devices[0]).toMatchObject({ id: EVERY, compliant: false });
    hear(w, { kind: "device_compliance", deviceId: EVERY, compliant: true }, NOW);
    expect(w.state("ada").identity?.devices?.[0]).toMatchObject({ id: EVERY, compliant: false });
  });
});

describe("an account that is disabled elsewhere", () => {
  it("is deactivated by its own provider, and comes back by newer news", () => {
    const w = world();
    hear(w, { kind: "account_disabled" });
    expect(w.state("ada")).toMatchObject({ principal: { status: "deactivated" }, assignments: [] });
    const back = { principalId: "ada", provider: "okta", active: true, saidAt: AGO } as const;
    w.do(undefined, "applyIdentity", back);
    expect(w.state("ada").principal.status).toBe("deactivated");
    w.do(undefined, "applyIdentity", { ...back, saidAt: AGO + 1 });
    expect(w.state("ada").principal.status).toBe("active");
  });

  it("is suspended by another one, until a person looks at it", () => {
    const w = world();
    hear(w, { kind: "account_disabled" }, AGO, "edr");
    expect(w.state("ada").principal).toMatchObject({ status: "suspended", sessionsValidFrom: NOW });
    w.do(undefined, "applyIdentity", { principalId: "ada", provider: "okta", active: true, saidAt: NOW });
    expect(w.state("ada").principal.status).toBe("suspended");
    w.do("boss", "reactivate", { principalId: "ada" });
    hear(w, { kind: "account_disabled" }, AGO, "edr");
    expect(w.state("ada").principal.status).toBe("active");
  });

  it("no longer counts for others, nor has anything open, once another provider suspends it", () => {
    const w = world();
    const seen = { id: "d1" };
    const wanted = { kind: "action", action: "update", type: "deal", recordId: "d1", seen, approvals: [] } as const;
    const asked = { wanted, status: "open", reason: "x", at: NOW, expiresAt: NOW + DAY, needed: 2 } as const;
    const vote = { by: "ada", at: NOW, verdict: "approve" } as const;
    const approval = { by: "ada", principal: "max", action: "update", type: "deal", recordId: "d1", at: NOW } as const;
    w.put("max", [], { approvals: [{ ...approval, id: "a" }], requests: [{ ...asked, id: "r", votes: [vote] }] });
    w.put("ada", w.state("ada").assignments, { ...w.state("ada"), requests: [{ ...asked, id: "own", votes: [] }] });
    const data = { actor: { id: "ada", kind: "principal" }, action: "approve", outcome: "done", principalIds: ["max"] };
    const place = { sequence: 1, revision: 1, hash: "0".repeat(64), time: new Date(NOW).toISOString() };
    w.events.push({ type: "castellan.request.approved", ...place, subject: "max", data } as never);
    const { events } = hear(w, { kind: "account_disabled" }, AGO, "edr");
    expect(w.state("max")).toMatchObject({ approvals: [], requests: [{ id: "r", votes: [] }] });
    expect(w.state("ada").requests).toMatchObject([{ id: "own", status: "withdrawn" }]);
    expect(events.map(({ type }) => type)).toEqual([
      "castellan.approval.voided",
      "castellan.security.account_disabled",
    ]);
  });

  it("is logged out where it is the last administrator's", () => {
    const w = world();
    w.put("boss", [held("b1", "admin")], { identity: { provider: "okta" } });
    expect(hear(w, { kind: "account_disabled" }, AGO, "edr", "boss").result).toEqual({ status: "partly_applied" });
    expect(w.state("boss").principal).toMatchObject({ status: "active", sessionsValidFrom: NOW });
  });
});

describe("a security event", () => {
  it("changes nothing when it is heard again", () => {
    const w = world();
    const list = [
      { kind: "session_revoked", sessionId: "s1" },
      { kind: "session_revoked" },
      { kind: "credential_compromised" },
      { kind: "device_compliance", deviceId: "d1", compliant: false },
      { kind: "account_disabled" },
    ] as const;
    for (const [index, told] of list.entries()) {
      expect(hear(w, told, AGO + index).events).not.toEqual([]);
      expect(hear(w, told, AGO + index)).toMatchObject({ events: [], result: { status: "nothing_new" } });
    }
  });

  it("is heeded where it takes away, and refused where it gives, when it comes from the future", () => {
    const w = world();
    hear(w, { kind: "session_revoked" }, NOW + DAY);
    expect(w.state("ada").principal.sessionsValidFrom).toBe(NOW + 1);
    const event = { kind: "device_compliance", deviceId: "d1", compliant: true } as const;
    const input = { event: { ...event, principalId: "ada", id: "e", provider: "okta", at: NOW + DAY } };
    expect(w.refused(undefined, "applySecurityEvent", input)).toBe("invalid_command");
  });

  it("is refused about nobody, and where it makes no sense", () => {
    const w = world();
    const event = { kind: "session_revoked", principalId: "nobody", id: "e", provider: "okta", at: AGO } as const;
    expect(w.refused(undefined, "applySecurityEvent", { event })).toBe("unknown_principal");
    for (const wrong of [null, {}, { ...event, kind: "promote" }, { ...event, at: "x" }, { ...event, admin: true }]) {
      expect(w.refused(undefined, "applySecurityEvent", { event: wrong as never })).toBe("invalid_command");
    }
  });
});
