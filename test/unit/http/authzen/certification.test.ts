import { describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import type { AuthzenOptions } from "../../../../src/http/authzen/options.js";
import { defineModel, definePolicy, resource } from "../../../../src/index.js";
import { castellanOver, knowsToken, post } from "./service.js";

// The certification scenario of the AuthZEN working group for policy decision points, "Authorization API 1.0 - Certification
// Scenario": its fixture as a policy, and its checks by their numbers.

const record = resource({
  fields: [
    { name: "id", type: "string" },
    { name: "status", type: "enum", values: ["active", "archived"] },
  ],
  actions: ["read", "write", "delete", "trash"],
});
const policy = definePolicy(defineModel({ resources: { record } }), {
  id: "certification",
  version: 1,
  roles: {
    reader: { title: "Reader", statements: { record: [{ allow: "read" }] } },
    author: {
      title: "Author",
      extends: ["reader"],
      statements: { record: [{ allow: "write", when: { status: "active" } }, { allow: "trash" }] },
    },
    admin: {
      title: "Keeper of the archive",
      extends: ["reader"],
      statements: { record: [{ allow: "write", when: { status: "archived" } }] },
    },
  },
});
const records: Readonly<Record<string, { readonly id: string; readonly status: "active" | "archived" }>> = {
  "record-1": { id: "record-1", status: "active" },
  "record-2": { id: "record-2", status: "archived" },
};

const common: AuthzenOptions<string> = {
  authenticate: knowsToken,
  policy,
  tenant: "acme",
  url: "https://pdp.example",
  records: ({ after }) => Object.values(records).filter(({ id }) => id > (after ?? "")),
  question: ({ name, properties }) => ({ action: name === "delete" && properties.soft === true ? "trash" : name }),
  actionNames: () => ["read", "write", "delete"],
};
const service = await castellanOver(policy, { alice: { roles: ["author"] }, bob: { roles: ["admin"] } });

const alice = { type: "user", id: "alice" };
const bob = { type: "user", id: "bob" };
const first = { type: "record", id: "record-1" };
const second = { type: "record", id: "record-2" };
const active = { ...first, properties: { status: "active" } };
const archived = { ...second, properties: { status: "archived" } };
const read = { name: "read" };
const write = { name: "write" };

describe.each<[string, AuthzenOptions<string>]>([
  ["that looks records up", { ...common, record: ({ id }) => records[id] ?? null }],
  [
    "that looks records up, and believes what it is told beside",
    { ...common, record: ({ id, properties }) => ({ ...records[id], ...properties, id }) },
  ],
])("a decision point %s", (_, options) => {
  const handler = authzen(service, options);
  const evaluate = (body: unknown, headers?: Record<string, string>) =>
    post(handler, "/access/v1/evaluation", body, headers);
  const evaluateAll = (body: unknown) => post(handler, "/access/v1/evaluations", body);
  const search = (kind: string, body: unknown) => post(handler, `/access/v1/search/${kind}`, body);
  const decisions = async (body: unknown) => {
    const answered = await evaluateAll(body);
    expect(answered.status).toBe(200);
    return answered.body.evaluations.map((it: { decision: boolean }) => it.decision);
  };

  describe("passes Basic Core and Properties", () => {
    it.each([
      ["1.4-1 alice reads", { subject: alice, action: read, resource: first }, true],
      ["1.4-2 alice writes", { subject: alice, action: write, resource: first }, true],
      ["1.4-3 bob reads", { subject: bob, action: read, resource: first }, true],
      ["1.4-4 bob does not write", { subject: bob, action: write, resource: first }, false],
      ["2.2.4 nobody else writes what is archived", { subject: alice, action: write, resource: archived }, false],
      [
        "2.2.5 an admin does",
        { subject: { ...bob, properties: { role: "admin" } }, action: write, resource: archived },
        true,
      ],
      [
        "2.2.6 soft deletes",
        { subject: alice, action: { name: "delete", properties: { soft: true } }, resource: first },
        true,
      ],
      [
        "2.2.7 no hard deletes",
        { subject: alice, action: { name: "delete", properties: { soft: false } }, resource: first },
        false,
      ],
      [
        "2.2.3 with a context",
        {
          subject: alice,
          action: read,
          resource: first,
          context: { time: "2025-06-27T18:03-07:00", ip: "192.168.1.1" },
        },
        true,
      ],
      [
        "2.2.8 with more properties",
        {
          subject: { ...alice, properties: { department: "Sales", role: "manager" } },
          action: { ...read, properties: { method: "GET" } },
          resource: { ...first, properties: { status: "active", owner: "bob" } },
        },
        true,
      ],
      [
        "2.2.9 with unknown members",
        { subject: alice, action: read, resource: first, foo: "bar", futureField: { nested: true } },
        true,
      ],
    ])("%s", async (_, body, expected) => {
      const { status, headers, body: answer } = await evaluate(body);
      expect(status).toBe(200);
      expect(headers.get("content-type")).toBe("application/json");
      expect(answer.decision).toBe(expected);
      expect(["undefined", "object"]).toContain(typeof answer.context);
    });

    const whole = { subject: alice, action: read, resource: first };
    it.each([
      ["2.4.1 no subject", { ...whole, subject: undefined }],
      ["2.4.1 no action", { ...whole, action: undefined }],
      ["2.4.1 no resource", { ...whole, resource: undefined }],
      ["2.4.2 no subject.type", { ...whole, subject: { id: "alice" } }],
      ["2.4.2 no subject.id", { ...whole, subject: { type: "user" } }],
      ["2.4.2 no action.name", { ...whole, action: {} }],
      ["2.4.2 no resource.type", { ...whole, resource: { id: "record-1" } }],
      ["2.4.2 no resource.id", { ...whole, resource: { type: "record" } }],
      ["2.4.4 no JSON", `{ "subject": `],
      ["2.4.5 nothing", ""],
      ["2.4.6 subject is a string", { ...whole, subject: "alice" }],
      ["2.4.6 action.name is a number", { ...whole, action: { name: 123 } }],
    ])("refuses as 400: %s", async (_, body) => {
      expect((await evaluate(body)).status).toBe(400);
    });

    it("2.4.3 refuses as 400 what is not application/json", async () => {
      expect((await evaluate(whole, { "content-type": "text/plain" })).status).toBe(400);
    });

    it("2.5 gives X-Request-ID back, and does without", async () => {
      const id = "bfe9eb29-ab87-4ca3-be83-a1d5d8305716";
      expect((await evaluate(whole, { "X-Request-ID": id })).headers.get("X-Request-ID")).toBe(id);
      expect((await evaluate("", { "X-Request-ID": id })).headers.get("X-Request-ID")).toBe(id);
      expect((await evaluate(whole)).status).toBe(200);
    });

    it("2.6 says the same each time", async () => {
      const answers = await Promise.all(Array.from({ length: 5 }, () => evaluate(whole)));
      expect(new Set(answers.map(({ body }) => body.decision))).toEqual(new Set([true]));
    });
  });

  describe("passes Batch Core and Properties", () => {
    it.each([
      [
        "3.2.1 several, with defaults",
        { subject: alice, action: read, evaluations: [{ resource: first }, { resource: second }] },
        [true, true],
      ],
      [
        "3.2.2 in order",
        { subject: bob, resource: first, evaluations: [{ action: read }, { action: write }] },
        [true, false],
      ],
      [
        "3.2.3 with properties of resources",
        { subject: alice, action: write, evaluations: [{ resource: active }, { resource: archived }] },
        [true, false],
      ],
      [
        "3.2.4 with properties of subjects",
        {
          action: write,
          resource: archived,
          evaluations: [{ subject: alice }, { subject: { ...bob, properties: { role: "admin" } } }],
        },
        [false, true],
      ],
      [
        "3.2.5 without defaults",
        {
          evaluations: [
            { subject: alice, action: read, resource: first },
            { subject: bob, action: write, resource: first },
          ],
        },
        [true, false],
      ],
      [
        "3.2.6 with a context that is overridden",
        {
          subject: alice,
          action: read,
          context: { time: "2025-06-27T18:03-07:00" },
          evaluations: [{ resource: first }, { resource: second, context: { source: "batch-override" } }],
        },
        [true, true],
      ],
      [
        "3.2.7 with a default for a part of an entity",
        {
          subject: alice,
          action: write,
          resource: { type: "record" },
          evaluations: [{ resource: { id: "record-1", properties: { status: "active" } } }, { resource: archived }],
        },
        [true, false],
      ],
      [
        "3.4.1 with one that cannot be read",
        { subject: alice, action: read, evaluations: [{ resource: first }, {}] },
        [true, false],
      ],
    ])("%s", async (_, body, expected) => {
      expect(await decisions(body)).toEqual(expected);
    });

    it.each([
      ["3.4.2 without evaluations", {}],
      ["3.4.3 with none", { evaluations: [] }],
    ])("%s", async (_, rest) => {
      const { status, body } = await evaluateAll({ subject: alice, action: read, resource: first, ...rest });
      expect([status, body.decision]).toEqual([200, true]);
    });
  });

  describe("passes Search Core and Properties", () => {
    it.each([
      ["4.2.1 who reads", "subject", { subject: { type: "user" }, action: read, resource: first }, [alice, bob]],
      [
        "4.2.2 who reads, with a context",
        "subject",
        { subject: { type: "user" }, action: read, resource: first, context: { ip: "192.168.1.1" } },
        [alice, bob],
      ],
      [
        "4.2.4 who writes what is archived",
        "subject",
        { subject: { type: "user" }, action: write, resource: archived },
        [bob],
      ],
      [
        "4.3.1 what alice reads",
        "resource",
        { subject: alice, action: read, resource: { type: "record" } },
        [first, second],
      ],
      [
        "4.3.3 what bob writes",
        "resource",
        { subject: { ...bob, properties: { role: "admin" } }, action: write, resource: { type: "record" } },
        [second],
      ],
      ["4.4.1 what alice may do", "action", { subject: alice, resource: first }, [read, write]],
      ["4.4.2 the same with a context", "action", { subject: alice, resource: first, context: {} }, [read, write]],
      [
        "4.4.3 what bob may do",
        "action",
        { subject: { ...bob, properties: { role: "admin" } }, resource: archived },
        [read, write],
      ],
      ["4.6.1 nobody knows the subject", "action", { subject: { ...alice, id: "nobody" }, resource: first }, []],
      [
        "4.6.2 nobody knows the type of subjects",
        "subject",
        { subject: { type: "spaceship" }, action: read, resource: first },
        [],
      ],
      [
        "4.6.2 nobody knows the type of resources",
        "resource",
        { subject: alice, action: read, resource: { type: "spaceship" } },
        [],
      ],
      [
        "4.2.3 an id in place of a search is ignored",
        "subject",
        { subject: { type: "user", id: "zoe" }, action: read, resource: first },
        [alice, bob],
      ],
    ])("%s", async (_, kind, body, expected) => {
      const { status, headers, body: answer } = await search(kind, body);
      expect([status, headers.get("content-type")]).toEqual([200, "application/json"]);
      expect(answer.results).toEqual(expected);
    });

    it("4.5 gives page after page, and says where the last one is", async () => {
      const asked = { subject: { type: "user" }, action: read, resource: first };
      const one = await search("subject", { ...asked, page: { limit: 1 } });
      expect(one.body.results).toEqual([alice]);
      expect(one.body.page).toEqual({ next_token: expect.stringMatching(/./), count: 1 });
      const two = await search("subject", { ...asked, page: { token: one.body.page.next_token } });
      expect(two.body).toEqual({ page: { next_token: "", count: 1 }, results: [bob] });
    });

    it.each([
      ["4.7.1 no action", "subject", { subject: { type: "user" }, resource: first }],
      ["4.7.1 no subject", "resource", { action: read, resource: { type: "record" } }],
      ["4.7.1 no resource", "action", { subject: alice }],
      ["4.7.2 no resource.id", "subject", { subject: { type: "user" }, action: read, resource: { type: "record" } }],
      ["4.7.2 no subject.id", "resource", { subject: { type: "user" }, action: read, resource: { type: "record" } }],
    ])("refuses as 400: %s", async (_, kind, body) => {
      expect((await search(kind, body)).status).toBe(400);
    });
  });

  it("6 passes Discovery", async () => {
    const response = await handler(new Request("https://pdp.example/.well-known/authzen-configuration"));
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await response.json()).toEqual({
      policy_decision_point: "https://pdp.example",
      access_evaluation_endpoint: "https://pdp.example/access/v1/evaluation",
      access_evaluations_endpoint: "https://pdp.example/access/v1/evaluations",
      search_subject_endpoint: "https://pdp.example/access/v1/search/subject",
      search_resource_endpoint: "https://pdp.example/access/v1/search/resource",
      search_action_endpoint: "https://pdp.example/access/v1/search/action",
    });
  });
});
