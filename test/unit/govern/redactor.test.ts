import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { REDACTED, redactor } from "../../../src/govern/redactor.js";
import { isSecretKey } from "../../../src/govern/secret-key.js";
import { defineModel } from "../../../src/policy/define-model.js";
import { definePolicy } from "../../../src/policy/define-policy.js";
import { resource } from "../../../src/policy/resource.js";
import { draft } from "./chains.js";

const field = (name: string) => ({ name, type: "string" }) as const;
const deal = resource({
  fields: ["id", "stage", "margin", "notes"].map(field),
  actions: ["read", "update"],
  sensitive: ["margin", "notes"],
});
const contact = resource({ fields: ["id", "iban"].map(field), actions: ["read"], sensitive: ["iban"] });
const task = resource({ fields: ["id"].map(field), actions: ["read"] });
const model = defineModel({ resources: { deal, contact, task } });
const policy = definePolicy(model, { id: "crm", version: 1, roles: {} }).toJSON();
const redact = redactor(policy);

const details = (value: object, record?: { type: string }) =>
  redact.draft(draft({ details: value as never, ...(record === undefined ? {} : { record }) })).data.details;

describe("what a policy calls sensitive is not told", () => {
  it("of a record's values", () => {
    expect(redact.record("deal", { id: "d1", stage: "won", margin: 1, notes: null })).toEqual({
      id: "d1",
      stage: "won",
      margin: REDACTED,
      notes: REDACTED,
    });
  });

  it("of lists of records, and of what lies deeper in them", () => {
    expect(redact.record("deal", [{ stage: { margin: [1], more: [{ notes: 2, x: 3 }] } }])).toEqual([
      { stage: { margin: REDACTED, more: [{ notes: REDACTED, x: 3 }] } },
    ]);
  });

  it("of a record of a type that the policy does not know: nothing is told", () => {
    for (const type of ["quote", "__proto__", "constructor", "toString"]) {
      expect(redact.record(type, { id: 1, stage: { deep: 1 } })).toEqual({ id: REDACTED, stage: REDACTED });
      expect(redact.record(type, "text")).toEqual(REDACTED);
      expect(redact.record(type, [{ a: 1 }, 2])).toEqual([{ a: REDACTED }, REDACTED]);
    }
  });

  it("before, after and in the details of an event on a record", () => {
    const values = { margin: 1, stage: "won", iban: "DE1" };
    const told = { margin: REDACTED, stage: "won", iban: "DE1" };
    const event = draft({ record: { type: "deal", id: "d1" }, before: values, after: [values], details: { values } });
    const { data } = redact.draft(event);
    expect([data.before, data.after, data.details]).toEqual([told, [told], { values: told }]);
    expect(data.record).toEqual({ type: "deal", id: "d1" });
  });

  it("in what somebody asked for, or had approved", () => {
    const wanted = { kind: "action", action: "update", type: "deal", changes: { margin: 1, stage: "won" } };
    const seen = { id: "a1", type: "contact", recordId: "c1", seen: { iban: "DE1", id: "c1" } };
    expect(details({ requests: [{ id: "r1", wanted }], approvals: [seen] })).toEqual({
      requests: [{ id: "r1", wanted: { ...wanted, changes: { margin: REDACTED, stage: "won" } } }],
      approvals: [{ ...seen, seen: { iban: REDACTED, id: "c1" } }],
    });
  });

  it("by the type that stands nearest", () => {
    const wanted = { type: "contact", changes: { margin: 1, iban: 2 } };
    expect(redact.data({ type: "deal", wanted })).toEqual({
      type: "deal",
      wanted: { type: "contact", changes: { margin: 1, iban: REDACTED } },
    });
    expect(redact.data({ type: 7, changes: { margin: 1 } })).toEqual({ type: 7, changes: { margin: REDACTED } });
  });

  it("and names of fields are told", () => {
    const named = { type: "deal", changes: ["margin", "stage"], seen: 3 };
    expect(redact.data(named)).toEqual(named);
  });

  it("where the type is not named: what is sensitive in any", () => {
    expect(details({ changes: { margin: 1, iban: 2, id: 3 } })).toEqual({
      changes: { margin: REDACTED, iban: REDACTED, id: 3 },
    });
  });

  it("where the type of an event is not known: what is sensitive in any, and no record's values", () => {
    expect(details({ margin: 1, iban: 2, at: 3, changes: { at: 4 } }, { type: "quote" })).toEqual({
      margin: REDACTED,
      iban: REDACTED,
      at: 3,
      changes: { at: REDACTED },
    });
  });

  it("but records are named, unless that is sensitive", () => {
    const secretive = resource({ fields: [field("id")], actions: ["read"], sensitive: ["id"] });
    const other = definePolicy(defineModel({ resources: { secretive } }), { id: "x", version: 1, roles: {} }).toJSON();
    expect(details({ record: { type: "deal", id: "d1" } })).toEqual({ record: { type: "deal", id: "d1" } });
    const named = { type: "quote", record: { type: "deal", id: "d1" } };
    expect(redact.data({ record: { type: "contact", margin: 1 } })).toEqual({
      record: { type: "contact", margin: REDACTED },
    });
    expect(redact.data(named)).toEqual(named);
    expect(redactor(other).data({ record: { type: "secretive", id: 1 } })).toEqual({
      record: { type: "secretive", id: REDACTED },
    });
  });

  it("but for fields that the host lets it tell", () => {
    const open = redactor(policy, { tell: { deal: ["margin"], constructor: ["notes"] } });
    expect(open.record("deal", { margin: 1, notes: 2 })).toEqual({ margin: 1, notes: REDACTED });
  });

  it("of principals, the attributes that are listed, wherever a key has their name", () => {
    const strict = redactor(policy, { attributes: ["salary", "stage"] });
    const principal = { id: "u1", attributes: { salary: 1, team: "a", more: { salary: 2 } } };
    expect(strict.data({ principal, salary: 3 })).toEqual({
      principal: { id: "u1", attributes: { salary: REDACTED, team: "a", more: { salary: REDACTED } } },
      salary: REDACTED,
    });
    const changed = draft({ before: { salary: 1 }, after: { salary: 2, team: "b" }, details: { was: { salary: 1 } } });
    const { before, after, details: told } = strict.draft(changed).data;
    expect([before, after, told]).toEqual([
      { salary: REDACTED },
      { salary: REDACTED, team: "b" },
      { was: { salary: REDACTED } },
    ]);
    // a record has fields of its own, of which the policy says what is told
    expect(strict.record("deal", { stage: "won" })).toEqual({ stage: "won" });
    expect(strict.data({ type: "deal", changes: { stage: "won" } })).toEqual({
      type: "deal",
      changes: { stage: "won" },
    });
  });

  it("under further keys, everywhere", () => {
    const strict = redactor(policy, { keys: ["userName", "stage"] });
    expect(strict.data({ profile: { userName: "ada" } })).toEqual({ profile: { userName: REDACTED } });
    expect(strict.record("deal", { stage: "won" })).toEqual({ stage: REDACTED });
  });

  it("and the rest of an event is as it was", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const event = draft({ after: value as never, reason: "margin", record: { type: "task" } });
        fc.pre(
          !/"[^"]*(pass|pwd|jwt|otp|pin|secret|token|key|cookie|bearer|auth|cred|record|seen|changes)/i.test(
            JSON.stringify(value),
          ),
        );
        expect(redact.draft(event)).toEqual(JSON.parse(JSON.stringify(event)));
      }),
    );
    const bare = draft();
    expect(redact.draft(bare)).toEqual(bare);
  });
});

describe("credentials are never told", () => {
  const secrets = [
    "password",
    "PASSWORD",
    "newPassword",
    "pwd",
    "pass",
    "token",
    "tokenHash",
    "token_hash",
    "accessToken",
    "access-token",
    "accesstoken",
    "refreshTokens",
    "OAuthToken",
    "clientSecret",
    "client_secret",
    "apiKey",
    "API-Key",
    "apikey",
    "privateKey",
    "Authorization",
    "Set-Cookie",
    "credentials",
    "recoveryCodes",
    "totp",
    "pin",
    "token2",
  ];
  const names = [
    "secretary",
    "secretaryId",
    "key",
    "stage",
    "pinned",
    "pinnedAt",
    "author",
    "authorId",
    "shipping",
    "tokenized",
    "id",
    "passenger",
    "compass",
    "",
  ];

  it.each(secrets)("under `%s`, at any depth, whatever the options", (key) => {
    const open = redactor(policy, { tell: { deal: [key] } });
    expect(isSecretKey(key)).toBe(true);
    expect(open.data([{ a: { [key]: { value: "x" } } }])).toEqual([{ a: { [key]: REDACTED } }]);
    expect(open.record("task", { [key]: "x" })).toEqual({ [key]: REDACTED });
  });

  it.each(names)("and `%s` is none", (key) => {
    expect(isSecretKey(key)).toBe(false);
  });

  it("law: no marked value is ever in what is told", () => {
    const mark = "4711-never-told";
    const hidden = fc.constantFrom(...secrets, "margin", "notes").map((key) => ({ [key]: mark }));
    const nested = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { depthSize: "medium" },
        hidden,
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("seen", "record", "type", "attributes")), tie("any"), {
          maxKeys: 4,
        }),
      ),
    })).any;
    fc.assert(
      fc.property(nested, nested, (before, after) => {
        const event = draft({ record: { type: "deal" }, before: before as never, details: { after: after as never } });
        expect(JSON.stringify(redact.draft(event))).not.toContain(mark);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a redactor takes whatever comes", () => {
  it("dates, bigints, circles, and keys named like parts of every object", () => {
    const circle: Record<string, unknown> = { at: new Date(0), n: 1n };
    circle.self = circle;
    expect(JSON.stringify(redact.data(circle))).toContain('"at":"1970-01-01T00:00:00.000Z"');
    const hostile = JSON.parse('{"__proto__":{"password":"x","a":1},"constructor":1}');
    const told = redact.data(hostile) as Record<string, unknown>;
    expect(JSON.stringify(told)).toBe('{"__proto__":{"password":{"redacted":true},"a":1},"constructor":1}');
    expect(Object.getPrototypeOf(told)).toBe(Object.prototype);
  });
});
