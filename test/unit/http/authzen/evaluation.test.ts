import { describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import type { AuthzenOptions } from "../../../../src/http/authzen/options.js";
import { crm, deals, does, lookingUp, onDeal, people, service, user } from "./deals.js";
import { castellanOver, knowsToken, NOW, post } from "./service.js";

const session = {
  id: "s1",
  authenticatedAt: NOW - 1_000,
  factors: [
    { method: "pwd", at: NOW - 1_000 },
    { method: "otp", at: NOW - 1_000 },
  ],
};

async function ask(body: object, options: Partial<AuthzenOptions<string>> = {}) {
  const { record: _, ...rest } = lookingUp;
  const base = options.trustProperties === undefined && !("record" in options) ? lookingUp : rest;
  const { status, body: answer } = await post(authzen(service, { ...base, ...options }), "/access/v1/evaluation", body);
  return status === 200 ? answer : status;
}

const reads = { subject: user("ada"), action: does("read"), resource: onDeal(1) };
const exports = { ...reads, action: does("export") };

describe("a decision", () => {
  it("is a plain yes where nothing is to be said beside", async () => {
    expect(await ask(reads)).toEqual({ decision: true });
  });

  it("says which fields a yes is about, where it is not about all of them", async () => {
    expect(await ask({ ...reads, subject: user("vera") })).toEqual({
      decision: true,
      context: { fields: ["id", "stage"] },
    });
    const update = { ...reads, action: does("update") };
    expect(await ask(update, { detail: "none" })).toEqual({ decision: true, context: { fields: ["stage", "amount"] } });
    expect(await ask({ ...reads, action: does("update", { changes: { amount: 7 } }) })).toEqual({ decision: true });
    expect(await ask({ ...reads, action: does("update", { changes: {}, fields: ["amount"] }) })).toEqual({
      decision: true,
    });
  });

  it("is no with a reason", async () => {
    expect(await ask({ ...reads, subject: user("zoe") })).toEqual({ decision: false, context: { reason: "no_grant" } });
  });

  it("is no with what would meet its requirements, and not with the statements that demand it", async () => {
    const context = {
      reason: "challenge",
      requirements: [{ kind: "mfa", factors: 2, phishingResistant: false, withinMs: 900_000 }],
    };
    expect(await ask(exports, { session: () => ({ ...session, factors: [] }) })).toEqual({ decision: false, context });
  });

  it("tells nothing but yes and no where that is asked for", async () => {
    expect(await ask({ ...reads, subject: user("zoe") }, { detail: "none" })).toEqual({ decision: false });
    expect(await ask(exports, { detail: "none", session: () => ({ ...session, factors: [] }) })).toEqual({
      decision: false,
    });
  });

  it("tells which statements decided where that is asked for", async () => {
    const { context } = await ask({ ...reads, action: does("delete") }, { detail: "statements" });
    const statement = { id: "why", role: "rep", assignment: expect.any(String), why: "deletions are looked at" };
    expect(context).toEqual({
      reason: "challenge",
      requirements: [{ kind: "justification", statement }],
      statements: [statement],
    });
    expect((await ask(reads, { detail: "statements" })).context.statements).toEqual([
      { id: "rep.deal#0", role: "rep", assignment: expect.any(String) },
    ]);
  });

  it("rests on the session that the host gives, by what the caller says", async () => {
    const options = {
      session: ({ context }: { context: object }) => ("sid" in context && context.sid === "s1" ? session : null),
    };
    expect((await ask({ ...exports, context: { sid: "s1" } }, options)).decision).toBe(true);
    expect((await ask({ ...exports, context: { sid: "s2" } }, options)).decision).toBe(false);
  });

  it("is never more for an agent than for the human behind it", async () => {
    const onBehalfOf = ({ context }: { context: { [key: string]: unknown } }) => String(context.for);
    expect((await ask({ ...reads, context: { for: "bob" } }, { onBehalfOf })).decision).toBe(true);
    expect((await ask({ ...reads, context: { for: "zoe" } }, { onBehalfOf })).decision).toBe(false);
    expect((await ask({ ...reads, context: { for: "nobody" } }, { onBehalfOf })).decision).toBe(false);
    expect(await ask(reads, { onBehalfOf: () => undefined as never })).toBe(500);
    expect((await ask(reads, { onBehalfOf: () => null })).decision).toBe(true);
    const human = { principalId: "bob", session };
    expect((await ask(exports, { session: () => session, onBehalfOf: () => human })).decision).toBe(true);
    expect((await ask(exports, { session: () => session, onBehalfOf: () => "bob" })).decision).toBe(false);
  });
});

describe("what nobody knows", () => {
  it.each([
    ["a subject", { ...reads, subject: user("mallory") }, "principal_inactive", undefined],
    ["a subject whose id no store takes", { ...reads, subject: user("x".repeat(257)) }, "no_grant", "subject"],
    ["a subject without an id to speak of", { ...reads, subject: user("") }, "no_grant", "subject"],
    ["a type of subjects", { ...reads, subject: { type: "group", id: "ada" } }, "no_grant", "subject"],
    ["a record", { ...reads, resource: onDeal(99) }, "no_grant", "resource"],
    ["a type of records", { ...reads, resource: { type: "lead", id: "1" } }, "invalid_request", "resource_type"],
    [
      "a type called __proto__",
      { ...reads, resource: { type: "__proto__", id: "1" } },
      "invalid_request",
      "resource_type",
    ],
    ["an action", { ...reads, action: does("approve") }, "invalid_request", "action"],
    ["an action called constructor", { ...reads, action: does("constructor") }, "invalid_request", "action"],
    ["a field", { ...reads, action: does("update", { changes: { margin: 1 } }) }, "invalid_request", undefined],
    [
      "changes by reading",
      { ...reads, action: does("read", { changes: { amount: 1 } }) },
      "invalid_request",
      undefined,
    ],
  ])("is no mistake of the request, and no yes: %s", async (_, body, reason, unknown) => {
    expect(await ask(body)).toEqual({ decision: false, context: { reason } });
    const { context } = await ask(body, { detail: "statements" });
    expect(context.unknown).toBe(unknown);
  });
});

describe("the record", () => {
  const deletes = { subject: user("ada"), action: does("delete", { justification: "a duplicate" }) };
  const told = { ownerId: "ada", stage: "open", amount: 1 };

  it("is looked up, whatever the caller says of it", async () => {
    expect((await ask({ ...deletes, resource: onDeal(1) })).decision).toBe(true);
    expect((await ask({ ...deletes, resource: onDeal(2, told) })).decision).toBe(false);
  });

  it("is what the caller says, where the caller is believed", async () => {
    const options = { trustProperties: true };
    expect((await ask({ ...deletes, resource: onDeal(77, told) }, options)).decision).toBe(true);
    expect((await ask({ ...deletes, resource: onDeal(77, { ...told, ownerId: "bob" }) }, options)).decision).toBe(
      false,
    );
    expect((await ask({ ...deletes, resource: onDeal(77) }, options)).decision).toBe(false);
  });

  it("is not known where nobody looks it up and nobody is believed", async () => {
    const { record: _, ...silent } = lookingUp;
    const handler = authzen(service, silent);
    const { body } = await post(handler, "/access/v1/evaluation", { ...deletes, resource: onDeal(1, told) });
    expect(body.decision).toBe(false);
    expect((await post(handler, "/access/v1/evaluation", reads)).body.decision).toBe(true);
  });

  it("is a new one where something is created: every field of it is asked for, its id too", async () => {
    const creates = (properties: object) => ({
      ...deletes,
      action: does("create"),
      resource: onDeal("new", properties),
    });
    const withoutId = { record: ({ properties }: { properties: object }) => properties };
    expect((await ask(creates({ ownerId: "ada", amount: 1 }), withoutId)).decision).toBe(true);
    expect((await ask(creates({ ownerId: "ada", stage: "won" }), withoutId)).decision).toBe(false);
    expect((await ask(creates({ ownerId: "ada", secret: 1 }), withoutId)).context.reason).toBe("invalid_request");
    expect((await ask(creates({ ownerId: "ada", amount: 1 }), { trustProperties: true })).decision).toBe(false);
  });

  it("has the id of the resource, not one among its properties, as a number where the schema has one", async () => {
    const policy = crm.extend({
      roles: { first: { title: "First", statements: { deal: [{ allow: "export", when: { id: 1 } }] } } },
    });
    const handler = authzen(await castellanOver(policy, { ...people, one: { roles: ["first"] } }), {
      authenticate: knowsToken,
      // the tenant's own policy is asked where no other is named
      tenant: "acme",
      trustProperties: true,
      session: () => session,
    });
    const decide = async (id: string, properties = {}) => {
      const body = { subject: user("one"), action: does("export"), resource: onDeal(id, properties) };
      return (await post(handler, "/access/v1/evaluation", body)).body.decision;
    };
    expect(await decide("1")).toBe(true);
    expect(await decide("2", { id: 1 })).toBe(false);
    for (const other of ["01", "1.0", "1e0", " 1", "+1", "0x1"]) expect(await decide(other)).toBe(false);
  });

  it("changes no prototype", async () => {
    const body = `{"subject":{"type":"user","id":"zoe"},"action":{"name":"delete"},"resource":{"type":"deal","id":"1",
      "properties":{"__proto__":{"ownerId":"zoe"}}}}`;
    const handler = authzen(service, { authenticate: knowsToken, policy: crm, tenant: "acme", trustProperties: true });
    const { body: answer } = await post(handler, "/access/v1/evaluation", body);
    expect(answer.decision).toBe(false);
  });

  it("is not asked for where the action means nothing", async () => {
    let asked = 0;
    const record = ({ id }: { id: string }) => {
      asked += 1;
      return deals.get(id) ?? null;
    };
    await ask({ ...reads, action: does("approve") }, { record });
    expect(asked).toBe(0);
    await ask(reads, { record });
    expect(asked).toBe(1);
  });
});

describe("an action", () => {
  it("asks for what its properties name", async () => {
    const updates = (properties: object) => ask({ ...reads, action: does("update", properties) });
    expect((await updates({ changes: { stage: "won" } })).decision).toBe(true);
    expect((await updates({ changes: { stage: "won", ownerId: "bob" } })).decision).toBe(false);
    expect((await updates({ fields: ["ownerId"] })).decision).toBe(false);
    expect(await ask({ ...reads, action: does("delete") })).toMatchObject({ decision: false });
    expect((await ask({ ...reads, action: does("delete", { justification: "old" }) })).decision).toBe(true);
    expect((await ask({ ...reads, action: does("delete"), context: { justification: "old" } })).decision).toBe(true);
    expect((await ask({ ...reads, action: does("delete"), context: { justification: ["old"] } })).decision).toBe(false);
  });

  it.each([
    ["changes", "all of them"],
    ["changes", null],
    ["changes", []],
    ["fields", "amount"],
    ["fields", [1]],
    ["justification", 7],
  ])("is refused where its %s cannot be meant: %j", async (name, value) => {
    expect(await ask({ ...reads, action: does("update", { [name]: value }) })).toBe(400);
  });

  it("means what the host says", async () => {
    const question = ({ name }: { name: string }) => (name === "can_view" ? { action: "read" } : null);
    expect((await ask({ ...reads, action: does("can_view") }, { question })).decision).toBe(true);
    expect((await ask(reads, { question })).decision).toBe(false);
    expect((await ask(reads, { question: () => undefined as never })).decision).toBe(false);
  });
});

describe("a request that breaks the specification", () => {
  it.each([
    ["null", null],
    ["an array", []],
    ["a text", "text"],
    ["subject null", { ...reads, subject: null }],
    ["subject an array", { ...reads, subject: [] }],
    ["subject.id a number", { ...reads, subject: { type: "user", id: 1 } }],
    ["subject.type null", { ...reads, subject: { type: null, id: "ada" } }],
    ["subject.properties an array", { ...reads, subject: { ...user("ada"), properties: [] } }],
    ["resource.properties null", { ...reads, resource: { ...onDeal(1), properties: null } }],
    ["action.properties a text", { ...reads, action: { name: "read", properties: "x" } }],
    ["context an array", { ...reads, context: [] }],
    ["a subject twice", `{"subject":{"type":"user","id":"zoe"},${JSON.stringify(reads).slice(1)}`],
  ])("is 400, with a problem that says where: %s", async (_, body) => {
    const {
      status,
      headers,
      body: problem,
    } = await post(
      authzen(service, lookingUp),
      "/access/v1/evaluation",
      typeof body === "string" && body !== "text" ? body : JSON.stringify(body),
    );
    expect([status, headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    expect(problem.detail).toMatch(/\w+/);
    expect(problem.decision).toBeUndefined();
  });
});

describe("members that a polluted prototype has", () => {
  const pollute = async (name: string, value: unknown, run: () => Promise<void>) => {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
    try {
      await run();
    } finally {
      Reflect.deleteProperty(Object.prototype, name);
    }
  };

  it("are not there", async () => {
    await pollute("subject", user("ada"), async () => {
      expect(await ask({ action: does("read"), resource: onDeal(1) })).toBe(400);
    });
    await pollute("justification", "because", async () => {
      expect((await ask({ ...reads, action: { name: "delete" } })).decision).toBe(false);
    });
    await pollute("decision", true, async () => {
      expect((await ask({ ...reads, subject: user("zoe") })).decision).toBe(false);
    });
  });
});
