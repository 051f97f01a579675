import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { type ChallengeOptions, toChallengeResponse } from "../../../../src/http/challenge/to-challenge-response.js";
import type {
  AllowDecision,
  ChallengeDecision,
  Decision,
  DenyReason,
  UnmetRequirement,
} from "../../../../src/model/decision.js";
import { defineModel } from "../../../../src/policy/define-model.js";
import { definePolicy } from "../../../../src/policy/define-policy.js";
import { resource } from "../../../../src/policy/resource.js";

const statement = { id: "rules.deal#0", role: "rep", assignment: "a17", why: "exports are sensitive" };
const facts = { statements: [statement], errors: [], validUntil: null };

const mfa = { kind: "mfa", statement, factors: 2, phishingResistant: false } as const;
const login = { kind: "reauthenticate", statement } as const;
const approval = { kind: "approval", statement, by: "manager", count: 2, given: 1, once: true } as const;
const justification = { kind: "justification", statement } as const;

const challenge = (...requirements: UnmetRequirement[]): ChallengeDecision => ({
  outcome: "challenge",
  requirements,
  ...facts,
});
const deny = (reason: DenyReason): Decision => ({ outcome: "deny", reason, ...facts });

const acrValues = [
  { value: "urn:crm:mfa", factors: 2, methods: ["pwd", "otp"] },
  { value: "phr", factors: 2, phishingResistant: true, methods: ["hwk"] },
  { value: "urn:crm:pwd" },
];

/** Read by the grammar of RFC 9110, section 11.6.1, with the quoted strings of RFC 6750. */
function parameters(response: Response): Record<string, string> {
  const header = response.headers.get("www-authenticate") ?? "";
  const [, scheme = "", rest = ""] = /^(\w+) (.*)$/.exec(header) ?? [];
  const grammar = /(?:^|, )([a-z_]+)="([\x20\x21\x23-\x5b\x5d-\x7e]*)"/gy;
  const read: Record<string, string> = { scheme };
  let end = 0;
  for (let match = grammar.exec(rest); match !== null; match = grammar.exec(rest)) {
    read[match[1] ?? ""] = match[2] ?? "";
    end = grammar.lastIndex;
  }
  expect(end).toBe(rest.length);
  return read;
}

const told = async (decision: Decision, options?: ChallengeOptions) => {
  const response = toChallengeResponse(decision, options) as Response;
  const body = (await response.clone().json()) as Record<string, unknown>;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(body.status).toBe(response.status);
  return { status: response.status, header: response.headers.get("www-authenticate"), body, response };
};

describe("a challenge that a login meets", () => {
  it("is told as RFC 9470 has it", async () => {
    const { status, header, body } = await told(challenge({ ...mfa, withinMs: 900_000 }), { acrValues });
    expect(status).toBe(401);
    expect(header).toBe(
      'Bearer error="insufficient_user_authentication", error_description="verify yourself with a further factor", acr_values="urn:crm:mfa phr", max_age="900"',
    );
    expect(body).toEqual({
      type: "about:blank",
      title: "Unauthorized",
      status: 401,
      code: "insufficient_user_authentication",
      detail: "verify yourself with a further factor",
      requirements: [{ kind: "mfa", factors: 2, phishingResistant: false, withinMs: 900_000 }],
    });
  });

  it.each<[string, UnmetRequirement[], string | undefined]>([
    ["enough factors", [mfa], "urn:crm:mfa phr"],
    ["one factor", [{ ...mfa, factors: 1 }], "urn:crm:mfa phr urn:crm:pwd"],
    ["none that can be phished", [{ ...mfa, phishingResistant: true }], "phr"],
    ["these methods", [{ ...mfa, methods: ["pwd", "otp", "sms"] }], "urn:crm:mfa"],
    [
      "both of two requirements",
      [
        { ...mfa, methods: ["hwk", "otp"] },
        { ...mfa, phishingResistant: true },
      ],
      "phr",
    ],
    ["one requirement and the other", [mfa, { ...mfa, phishingResistant: true }], "phr"],
    ["no other methods than these", [{ ...mfa, methods: ["otp"] }], undefined],
    ["what no login here proves", [{ ...mfa, factors: 3 }], undefined],
    ["methods of which none is known", [{ ...mfa, methods: ["iris"] }], undefined],
    ["a fresh login, however made", [login], undefined],
  ])("names the acr values that prove %s", async (_, requirements, values) => {
    const { response } = await told(challenge(...requirements), { acrValues });
    expect(parameters(response).acr_values).toBe(values);
  });

  it("names none that is not known to prove it", async () => {
    const anything = [
      { value: "mfa", factors: 2, methods: [] },
      { value: "x", factors: 2 },
    ];
    const { response } = await told(challenge({ ...mfa, methods: ["otp"] }), { acrValues: anything });
    expect(parameters(response)).not.toHaveProperty("acr_values");
    expect(parameters((await told(challenge(mfa))).response)).not.toHaveProperty("acr_values");
  });

  it.each<[string, UnmetRequirement[], string | undefined]>([
    ["as the factor asks", [{ ...mfa, withinMs: 60_000 }], "60"],
    [
      "as the strictest asks",
      [
        { ...mfa, withinMs: 60_000 },
        { ...login, maxAgeMs: 30_000, maxIdleMs: 90_000 },
      ],
      "30",
    ],
    ["as the idle time asks", [{ ...login, maxIdleMs: 1_800_000 }], "1800"],
    ["from now on, where the session has ended", [login, { ...mfa, withinMs: 60_000 }], "0"],
    ["in whole seconds, never more than asked", [{ ...login, maxAgeMs: 1_999 }], "1"],
    ["now, where less than a second is asked", [{ ...login, maxAgeMs: 10 }], "0"],
    ["of any age, where none is asked", [mfa], undefined],
  ])("lets the login be %s", async (_, requirements, age) => {
    expect(parameters((await told(challenge(...requirements))).response).max_age).toBe(age);
  });

  it("with other requirements beside it: all at once in the body", async () => {
    const { status, header, body } = await told(challenge(approval, justification, mfa, login));
    expect(status).toBe(401);
    expect(header).toContain('error="insufficient_user_authentication"');
    expect(body.detail).toBe("log in again, verify yourself with a further factor, ask for an approval, give a reason");
    expect(body.requirements).toEqual([
      { kind: "approval", by: "manager", count: 2, given: 1, once: true },
      { kind: "justification" },
      { kind: "mfa", factors: 2, phishingResistant: false },
      { kind: "reauthenticate" },
    ]);
  });

  it("may be of another scheme, in a realm", async () => {
    const { response } = await told(challenge(login), { scheme: "DPoP", realm: "crm" });
    expect(parameters(response)).toEqual({
      scheme: "DPoP",
      realm: "crm",
      error: "insufficient_user_authentication",
      error_description: "log in again",
      max_age: "0",
    });
  });

  it.each<ChallengeOptions>([
    { realm: 'x", error="none' },
    { realm: "x\r\nset-cookie: a=b" },
    { realm: "back\\slash" },
    { realm: "ümlaut" },
    { acrValues: [{ value: 'a"' }] },
    { acrValues: [{ value: "a b" }] },
    { acrValues: [{ value: "" }] },
    { acrValues: [{ value: "a\n", factors: 0 }] },
  ])("lets nothing break out of its header: %j", (options) => {
    expect(() => toChallengeResponse(challenge(mfa), options)).toThrow(
      expect.objectContaining({ code: "invalid_challenge_options" }),
    );
  });

  it("law: whatever the settings, there is one challenge that reads by the grammar, or an error", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii" }), fc.string({ unit: "binary-ascii" }), (realm, value) => {
        let response: Response;
        try {
          response = toChallengeResponse(challenge(mfa), { realm, acrValues: [{ value, factors: 2 }] });
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid_challenge_options" });
          return;
        }
        expect(parameters(response)).toMatchObject({ scheme: "Bearer", realm, acr_values: value });
      }),
      { numRuns: 500 },
    );
  });
});

describe("a challenge that no login meets", () => {
  it("asks for approval, as a problem for programs", async () => {
    const { status, header, body } = await told(challenge(approval, justification));
    expect([status, header, body.code]).toEqual([403, null, "approval_required"]);
    expect(body.requirements).toEqual([
      { kind: "approval", by: "manager", count: 2, given: 1, once: true },
      { kind: "justification" },
    ]);
  });

  it("asks for a reason", async () => {
    const { status, header, body } = await told(challenge(justification));
    expect([status, header, body.code]).toEqual([403, null, "justification_required"]);
  });
});

describe("a denial", () => {
  it.each<[DenyReason, number, string | null]>([
    ["forbidden", 403, null],
    ["no_grant", 403, null],
    ["requirement_unmet", 403, null],
    // no login helps an account that is not active: a client that tried would try for ever
    ["principal_inactive", 403, null],
    ["session_revoked", 401, 'Bearer error="invalid_token", error_description="this session was ended, log in again"'],
    ["invalid_request", 400, null],
    ["indeterminate", 503, null],
  ])("%s is %d", async (reason, status, header) => {
    const it = await told(deny(reason));
    expect([it.status, it.header]).toEqual([status, header]);
    expect(it.body).toMatchObject({ code: "access_denied", reason });
  });

  it("can be told as if there were nothing", async () => {
    for (const reason of ["forbidden", "no_grant"] as const) {
      const { body } = await told(deny(reason), { conceal: true, tell: "statements" });
      expect(body).toEqual({
        type: "about:blank",
        title: "Not Found",
        status: 404,
        code: "not_found",
        detail: "there is nothing here",
      });
    }
    for (const reason of ["session_revoked", "principal_inactive", "requirement_unmet"] as const) {
      expect((await told(deny(reason), { conceal: true })).body.reason).toBe(reason);
    }
  });
});

describe("a response", () => {
  const all = [...(["forbidden", "no_grant", "session_revoked"] as const).map(deny), challenge(mfa, approval, login)];

  it("tells neither statements nor assignments nor errors, unless asked", async () => {
    for (const decision of all) {
      const error = { code: "not_loaded", message: "`margin` was not loaded", path: "margin" } as const;
      const { response } = await told({ ...decision, errors: [error] } as Decision);
      const text = JSON.stringify([await response.text(), ...response.headers]);
      expect(text).not.toMatch(/rules\.deal|a17|sensitive|margin/);
    }
  });

  it("tells statements if asked, and never assignments", async () => {
    const { body } = await told(challenge(mfa), { tell: "statements" });
    const plain = { id: "rules.deal#0", role: "rep", why: "exports are sensitive" };
    expect(body.statements).toEqual([plain]);
    expect(body.requirements).toEqual([{ kind: "mfa", factors: 2, phishingResistant: false, statement: plain }]);
    expect((await told(deny("forbidden"), { tell: "statements" })).body.statements).toEqual([plain]);
    const all = await told(challenge({ ...login, maxAgeMs: 5, maxIdleMs: 6 }, justification), { tell: "statements" });
    expect(all.body.requirements).toEqual([
      { kind: "reauthenticate", maxAgeMs: 5, maxIdleMs: 6, statement: plain },
      { kind: "justification", statement: plain },
    ]);
  });

  it("is none for a yes, which the types know", () => {
    const yes: Decision = { outcome: "allow", ...facts };
    expect(toChallengeResponse(yes)).toBeNull();
    expectTypeOf(toChallengeResponse(challenge(mfa))).toEqualTypeOf<Response>();
    expectTypeOf(toChallengeResponse(yes as Decision)).toEqualTypeOf<Response | null>();
    expectTypeOf(toChallengeResponse(yes as AllowDecision)).toEqualTypeOf<Response | null>();
  });

  it("fits what a policy decides", async () => {
    const deal = resource({ fields: [{ name: "id", type: "string" }], actions: ["export"] });
    const policy = definePolicy(defineModel({ resources: { deal } }), {
      id: "crm",
      version: 1,
      roles: { rep: { title: "Rep", statements: { deal: [{ allow: "export" }] } } },
      rules: { deal: [{ id: "fresh", require: { mfa: { within: "15m" }, justification: true }, for: "export" }] },
    });
    const now = Date.parse("2026-03-02T09:00:00Z");
    const principal = { id: "u1", kind: "employee", status: "active" } as const;
    const session = { id: "s1", authenticatedAt: now - 1000, factors: [{ method: "pwd", at: now - 1000 }] };
    const access = policy.access({ principal, assignments: [{ id: "a1", role: "rep" }], session, now });
    const decision = access.decide({ action: "export", type: "deal", record: { id: "d1" } });
    const { response, body } = await told(decision, { acrValues });
    expect(parameters(response)).toMatchObject({ acr_values: "urn:crm:mfa phr", max_age: "900" });
    expect(body.requirements).toEqual([
      { kind: "mfa", factors: 2, phishingResistant: false, withinMs: 900_000 },
      { kind: "justification" },
    ]);
  });
});
