import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { compilePolicy } from "../../../src/compile/policy.js";
import type { AccessFacts, RequestData } from "../../../src/model/access-facts.js";
import { AccessDeniedError, InvalidRequestError } from "../../../src/model/errors.js";
import { openAccess } from "../../../src/project/access.js";
import {
  accessTo,
  ask,
  deal,
  deals,
  factsOf,
  NOW,
  policyOf,
  principal,
  rep,
  ruled,
  session,
} from "../fixtures/access.js";

const policy = deals({ allow: "*" });
const access = accessTo(policy);
const failing = (code: string, message: string) => expect.objectContaining({ code, message });

describe("step 1: a question that makes no sense throws", () => {
  const wrong = access as unknown as Record<string, (...args: unknown[]) => unknown>;

  it.each<[string, unknown[], string, string]>([
    ["can", ["read", "dael", deal], "unknown_type", "resource type `dael` is not defined"],
    ["can", ["raed", "deal", deal], "unknown_action", "action `raed` is not defined for `deal`"],
    ["can", ["read", "deal", deal, "amont"], "unknown_field", "field `amont` is not defined for `deal`"],
    ["can", ["read", "deal", deal, null], "unknown_field", "field (null) is not defined for `deal`"],
    ["can", ["read", "constructor", deal], "unknown_type", "resource type `constructor` is not defined"],
    ["can", ["constructor", "deal", deal], "unknown_action", "action `constructor` is not defined for `deal`"],
    ["can", ["read", "deal", deal, "__proto__"], "unknown_field", "field `__proto__` is not defined for `deal`"],
    ["can", ["read", undefined, deal], "unknown_type", "resource type (undefined) is not defined"],
    ["can", [undefined, "deal", deal], "unknown_action", "action (undefined) is not defined for `deal`"],
    ["can", ["read", "deal"], "invalid_record", "the record of type `deal` is missing; without one, ask `canSome`"],
    ["can", ["read", "deal", null], "invalid_record", "the record of type `deal` is not an object"],
    ["can", ["read", "deal", "d1"], "invalid_record", "the record of type `deal` is not an object"],
    ["can", ["read", "deal", [deal]], "invalid_record", "the record of type `deal` is not an object"],
    ["can", ["read", "deal", () => deal], "invalid_record", "the record of type `deal` is not an object"],
    ["outcome", ["read", "deal", 7], "invalid_record", "the record of type `deal` is not an object"],
    ["outcome", ["read", "deal", deal, "amont"], "unknown_field", "field `amont` is not defined for `deal`"],
    ["mask", ["dael", deal], "unknown_type", "resource type `dael` is not defined"],
    ["mask", ["deal", null], "invalid_record", "the record of type `deal` is not an object"],
    ["view", ["deal", deal, "amont"], "unknown_field", "field `amont` is not defined for `deal`"],
    ["view", ["deal", [], "amount"], "invalid_record", "the record of type `deal` is not an object"],
    ["fields", ["raed", "deal", deal], "unknown_action", "action `raed` is not defined for `deal`"],
    ["fields", ["read", "deal", null], "invalid_record", "the record of type `deal` is not an object"],
    ["needs", ["read", "dael"], "unknown_type", "resource type `dael` is not defined"],
    ["checker", ["raed", "deal"], "unknown_action", "action `raed` is not defined for `deal`"],
  ])("%s(%j)", (method, args, code, message) => {
    expect(() => wrong[method]!(...args)).toThrow(failing(code, message));
  });

  it.each<[string, Partial<RequestData> | null, string, string]>([
    ["no request", null, "invalid_request", "the request is not an object"],
    [
      "no record",
      { record: undefined as never },
      "invalid_record",
      "the record of type `deal` is missing; without one, ask `canSome`",
    ],
    ["an unknown type", { type: "dael" }, "unknown_type", "resource type `dael` is not defined"],
    ["an unknown action", { action: "raed" }, "unknown_action", "action `raed` is not defined for `deal`"],
    ["an unknown field", { fields: ["amont"] }, "unknown_field", "field `amont` is not defined for `deal`"],
    [
      "a change of an unknown field",
      { changes: { amont: 1 } },
      "unknown_field",
      "field `amont` is not defined for `deal`",
    ],
    [
      "fields that are no list",
      { fields: "amount" as never },
      "invalid_request",
      "`fields` is not a list of at most 10000",
    ],
    ["changes that are null", { changes: null as never }, "invalid_changes", "the changes are not a plain object"],
    ["changes that are a list", { changes: [] }, "invalid_changes", "the changes are not a plain object"],
    ["changes that are a text", { changes: "stage" as never }, "invalid_changes", "the changes are not a plain object"],
    [
      "changes where nothing changes",
      { action: "read", changes: {} },
      "invalid_changes",
      "action `read` of `deal` takes no changes",
    ],
    [
      "changes to a creation",
      { action: "create", changes: {} },
      "invalid_changes",
      "action `create` of `deal` takes no changes",
    ],
  ])("decide with %s", (_what, rest, code, message) => {
    const request = rest === null ? (null as unknown as RequestData) : ask("update", rest);
    expect(() => access.decide(request)).toThrow(failing(code, message));
    expect(() => access.explain(request)).toThrow(failing(code, message));
    expect(() => access.assert(request)).toThrow(failing(code, message));
  });

  it.each<[string, object]>([
    ["an instance of a class", instanceOf("open")],
    ["an object of a bare prototype", Object.create(Object.assign(Object.create(null), { stage: "open" }))],
    ["a revoked proxy", revokedProxy()],
    ["a proxy that does not list its keys", new Proxy({}, { ownKeys: throwing })],
  ])("a record to be created that is no plain object: %s", (_what, record) => {
    const thrown = expect.objectContaining({ code: "invalid_record" });
    expect(() => access.can("create", "deal", record)).toThrow(thrown);
    expect(() => access.decide({ action: "create", type: "deal", record })).toThrow(thrown);
  });

  it("does not mind records to be created without a prototype, or of another realm", () => {
    const bare = Object.assign(Object.create(null), { stage: "open" });
    expect([
      access.can("create", "deal", bare),
      access.can("create", "deal", runInNewContext("({ stage: 'open' })")),
    ]).toEqual([true, true]);
  });

  it("says what is wrong with a record to be created", () => {
    expect(() => access.can("create", "deal", new Map())).toThrow("the deal to be created is not a plain object");
  });

  it.each<[string, unknown]>([
    ["an instance of a class", instanceOf("won")],
    ["an object of a bare prototype", Object.create(Object.assign(Object.create(null), { stage: "won" }))],
    ["a map", new Map([["stage", "won"]])],
  ])("changes that are no plain object: %s", (_what, changes) => {
    expect(() => access.decide(ask("update", { changes: changes as object }))).toThrow(
      expect.objectContaining({ code: "invalid_changes" }),
    );
  });

  it("throws the library's own error", () => {
    expect(() => access.can("raed", "deal", deal)).toThrow(InvalidRequestError);
  });

  it("does not mind keys of an existing record that are no fields", () => {
    expect(access.can("read", "deal", { ...deal, color: "red" })).toBe(true);
  });
});

describe("facts that make no sense throw", () => {
  const message = {
    principal: "`principal` is not an object with an `id`",
    assignments: "`assignments` of principal `u1` is not a list of objects, each with an `id`",
    session: "`session` is neither an object nor `null`; say `null` for a job without one",
    approvals: "`approvals` is not a list of objects",
    now: "`now` names no instant; the library reads no clock",
  };

  it.each<[string, object, string, string]>([
    ["a principal that is missing", { principal: undefined }, "invalid_facts", message.principal],
    [
      "a principal that is missing, on behalf of somebody",
      { principal: undefined, onBehalfOf: { principal: { ...principal, id: "u2" }, assignments: [], session: null } },
      "invalid_facts",
      message.principal,
    ],
    ["a principal that is null", { principal: null }, "invalid_facts", message.principal],
    ["a principal that is a list", { principal: ["u1"] }, "invalid_facts", message.principal],
    ["a principal without an id", { principal: { ...principal, id: undefined } }, "invalid_facts", message.principal],
    ["a principal whose id is empty", { principal: { ...principal, id: "" } }, "invalid_facts", message.principal],
    ["a principal whose id is a number", { principal: { ...principal, id: 7 } }, "invalid_facts", message.principal],
    ["assignments that are missing", { assignments: undefined }, "invalid_facts", message.assignments],
    ["assignments that are no list", { assignments: rep() }, "invalid_facts", message.assignments],
    [
      "an assignment whose id is a number",
      { assignments: [{ ...rep(), id: 7 }] },
      "invalid_facts",
      message.assignments,
    ],
    ["an assignment without an id", { assignments: [{ role: "rep" }] }, "invalid_facts", message.assignments],
    [
      "a human who was looked up and not found",
      { onBehalfOf: undefined },
      "invalid_facts",
      "`onBehalfOf` is undefined; leave it out where there is nobody",
    ],
    ["an assignment that is null", { assignments: [rep(), null] }, "invalid_facts", message.assignments],
    ["an assignment that is a text", { assignments: ["rep"] }, "invalid_facts", message.assignments],
    ["a session that is not said", { session: undefined }, "invalid_facts", message.session],
    ["a session that is a text", { session: "s1" }, "invalid_facts", message.session],
    ["a session that is a list", { session: [session] }, "invalid_facts", message.session],
    ["approvals that are no list", { approvals: {} }, "invalid_facts", message.approvals],
    ["an approval that is null", { approvals: [null] }, "invalid_facts", message.approvals],
    ["no instant", { now: undefined }, "invalid_now", message.now],
    ["an instant that is none", { now: "now" }, "invalid_now", message.now],
    ["NaN", { now: Number.NaN }, "invalid_now", message.now],
    ["a date without a time", { now: "2026-03-02" }, "invalid_now", message.now],
    ["nobody on whose behalf it is", { onBehalfOf: null }, "invalid_facts", "the facts cannot be read"],
    ["a human without assignments", { onBehalfOf: { principal, session } }, "invalid_facts", message.assignments],
    [
      "a principal that throws",
      {
        get principal() {
          throw new Error("boom");
        },
      },
      "invalid_facts",
      "the facts cannot be read",
    ],
  ])("%s", (_what, facts, code, text) => {
    const input = Object.defineProperties({ ...factsOf() }, Object.getOwnPropertyDescriptors(facts)) as AccessFacts;
    expect(() => openWith(input)).toThrow(failing(code, text));
  });

  it.each([[null], [undefined], ["facts"]])("%j in place of facts", (facts) => {
    expect(() => openWith(facts as unknown as AccessFacts)).toThrow(
      failing("invalid_facts", "the facts are not an object"),
    );
  });

  it("at(…) without an instant", () => {
    expect(() => access.at("later")).toThrow(failing("invalid_now", message.now));
  });
});

describe("assert", () => {
  it("says nothing where it is allowed", () => {
    expect(access.assert(ask("read"))).toBeUndefined();
  });

  it("throws the decision of a denial", () => {
    const denied = accessTo(deals());
    const error = thrownBy(() => denied.assert(ask("delete")));
    expect([error, error.message, error.decision]).toEqual([
      expect.any(AccessDeniedError),
      "`delete` of `deal`: deny (no_grant)",
      denied.decide(ask("delete")),
    ]);
  });

  it("throws the decision of a challenge", () => {
    const challenged = accessTo(ruled({ require: { justification: true, mfa: {} }, for: "read" }));
    const error = thrownBy(() => challenged.assert(ask("read")));
    expect([error.message, error.decision.outcome]).toEqual([
      "`read` of `deal`: challenge (mfa, justification)",
      "challenge",
    ]);
  });
});

describe("a checker", () => {
  const some = accessTo(deals({ allow: "read", fields: ["stage"], when: { ownerId: "u1" } }));

  it("answers as `can` does, for every record", () => {
    const check = some.checker("read", "deal");
    expect([check(deal), check({ ownerId: "u2" }), check(deal, "stage"), check(deal, "amount")]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it("throws for a record or field that is none", () => {
    const check = some.checker("read", "deal");
    expect(() => check(null as unknown as object)).toThrow(
      failing("invalid_record", "the record of type `deal` is not an object"),
    );
    expect(() => check(deal, "amont")).toThrow(failing("unknown_field", "field `amont` is not defined for `deal`"));
  });
});

describe("an outcome", () => {
  it("is one of three words", () => {
    const mixed = accessTo(ruled({ forbid: "delete" }, { require: { justification: true }, for: "export" }));
    expect(["read", "delete", "export"].map((action) => mixed.outcome(action, "deal", deal))).toEqual([
      "allow",
      "deny",
      "challenge",
    ]);
  });
});

describe("at(…)", () => {
  it("asks the same facts at another instant", () => {
    const ending = accessTo(deals({ allow: "read" }), { assignments: [rep({ validUntil: NOW + 5 })] });
    expect([
      ending.at(NOW + 4).can("read", "deal", deal),
      ending.at(NOW + 5).can("read", "deal", deal),
      ending.can("read", "deal", deal),
    ]).toEqual([true, false, true]);
  });
});

describe("an access", () => {
  it("is not changed by facts that change after it was opened", () => {
    const assignments = [rep()];
    const opened = accessTo(policyOf({ deal: [{ allow: "read" }] }), { assignments });
    assignments.length = 0;
    expect(opened.can("read", "deal", deal)).toBe(true);
  });
});

function throwing(): never {
  throw new Error("boom");
}

function instanceOf(value: string): object {
  return new (class {
    stage = value;
  })();
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function openWith(facts: AccessFacts) {
  return openAccess(compilePolicy(policy), facts);
}

function thrownBy(run: () => void): AccessDeniedError {
  try {
    run();
  } catch (error) {
    return error as AccessDeniedError;
  }
  throw new Error("nothing was thrown");
}
