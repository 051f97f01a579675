import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { acceptBearer } from "../../../../src/http/scim/accept-bearer.js";
import type { ScimOptions, ScimService } from "../../../../src/http/scim/options.js";
import { scim } from "../../../../src/http/scim/scim.js";
import { defineScimMapping } from "../../../../src/lifecycle/identity/scim-mapping.js";
import { createCastellan } from "../../../../src/service/create-castellan.js";
import { memoryStore } from "../../../../src/storage/memory/memory-store.js";
import { firm } from "../../lifecycle/firm.js";

const TOKEN = "a-long-secret-of-this-tenant";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

const mapping = defineScimMapping(firm, {
  provider: "okta",
  groups: [
    { group: "Sales", role: "rep", scope: { region: ["DE"] } },
    { group: "Billers", role: "biller" },
    { group: "Payers", role: "payer" },
    { group: "Admins", role: "admin" },
  ],
  attributes: { department: [ENTERPRISE, "department"] },
});

function server(options: Partial<ScimOptions> = {}) {
  const castellan = createCastellan({ policy: firm, store: memoryStore() });
  const tenant = castellan.tenant("acme");
  const handle = scim(castellan, { tenant: "acme", mapping, authenticate: acceptBearer([TOKEN]), ...options });
  const ask = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const request = new Request(`https://crm.example/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/scim+json", ...headers },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const response = await handle(request);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  const patch = (path: string, ...Operations: object[]) => ask("PATCH", path, { schemas: [PATCH_OP], Operations });
  const rolesOf = async (id: string) => (await tenant.read(id))?.assignments.map(({ role }) => role).sort();
  return { castellan, tenant, handle, ask, patch, rolesOf };
}

const ada = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
  userName: "ada@acme.example",
  externalId: "00u1",
  name: { givenName: "Ada", familyName: "Lovelace" },
  emails: [{ primary: true, value: "ada@acme.example", type: "work" }],
  displayName: "Ada Lovelace",
  locale: "en-US",
  groups: [],
  password: "1mz050nq",
  active: true,
  [ENTERPRISE]: { department: "Sales", employeeNumber: "701984" },
  favouriteTea: { kind: "oolong" },
};
const path = `/Users/${encodeURIComponent("okta:00u1")}`;

describe("provisioning as Okta does it", () => {
  it("looks for a user, creates them, and finds them", async () => {
    const { ask, tenant } = server();
    const none = await ask("GET", "/Users?filter=userName%20eq%20%22ada%40acme.example%22&startIndex=1&count=100");
    expect(none.body).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
    const created = await ask("POST", "/Users", ada);
    expect(created.status).toBe(201);
    expect(created.headers.get("content-type")).toBe("application/scim+json");
    expect(created.headers.get("location")).toBe(`https://crm.example/scim/v2${path}`);
    const { password: _, groups: __, schemas: ___, ...kept } = ada;
    expect(created.body).toMatchObject({ ...kept, id: "okta:00u1", groups: [], meta: { resourceType: "User" } });
    expect(JSON.stringify(created.body)).not.toContain("1mz050nq");
    expect(JSON.stringify(await tenant.read("okta:00u1"))).not.toContain("1mz050nq");
    expect((await tenant.read("okta:00u1"))?.principal).toMatchObject({
      kind: "employee",
      status: "active",
      attributes: { department: "Sales" },
    });
    const found = await ask("GET", "/Users?filter=userName%20eq%20%22ADA%40acme.example%22");
    expect(found.body).toMatchObject({ totalResults: 1, Resources: [{ id: "okta:00u1" }] });
    const again = await ask("POST", "/Users", ada);
    expect(again).toMatchObject({ status: 409, body: { status: "409", scimType: "uniqueness" } });
    const other = await ask("POST", "/Users", { ...ada, externalId: "00u2", userName: "Ada@Acme.example" });
    expect(other).toMatchObject({ status: 409, body: { scimType: "uniqueness" } });
  });

  it("pushes a group with its members, and takes members out again", async () => {
    const { ask, patch, rolesOf } = server();
    await ask("POST", "/Users", ada);
    const created = await ask("POST", "/Groups", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:Group"],
      displayName: "Sales",
      members: [{ value: "okta:00u1", display: "ada@acme.example" }],
    });
    expect(created).toMatchObject({ status: 201, body: { displayName: "Sales", members: [{ value: "okta:00u1" }] } });
    expect(await rolesOf("okta:00u1")).toEqual(["rep"]);
    const group = `/Groups/${created.body.id}`;
    expect((await ask("GET", path)).body.groups).toEqual([
      { value: created.body.id, display: "Sales", type: "direct" },
    ]);
    const gone = await patch(group, { op: "remove", path: 'members[value eq "okta:00u1"]' });
    expect(gone.status).toBe(204);
    expect(await rolesOf("okta:00u1")).toEqual([]);
    await patch(group, { op: "add", path: "members", value: [{ value: "okta:00u1" }] });
    expect(await rolesOf("okta:00u1")).toEqual(["rep"]);
    // Okta renames with the id in the value
    await patch(group, { op: "replace", value: { id: created.body.id, displayName: "Billers" } });
    expect(await rolesOf("okta:00u1")).toEqual(["biller"]);
    await patch(group, { op: "replace", path: "members", value: [] });
    expect(await rolesOf("okta:00u1")).toEqual([]);
    expect((await ask("GET", group)).body).toMatchObject({ displayName: "Billers", members: [] });
  });

  it("replaces a user, deactivates them by a value without a path, and activates them again", async () => {
    const { ask, patch, tenant, rolesOf } = server();
    await ask("POST", "/Users", ada);
    await ask("POST", "/Groups", { displayName: "Sales", members: [{ value: "okta:00u1" }] });
    const { favouriteTea: _, [ENTERPRISE]: __, ...less } = ada;
    const replaced = await ask("PUT", path, { ...less, displayName: "Ada L." });
    expect(replaced.body).toMatchObject({ displayName: "Ada L." });
    expect(replaced.body.favouriteTea).toBeUndefined();
    expect((await tenant.read("okta:00u1"))?.principal.attributes).toEqual({});
    expect(await rolesOf("okta:00u1")).toEqual(["rep"]);
    const off = await patch(path, { op: "replace", value: { active: false } });
    expect(off).toMatchObject({ status: 200, body: { active: false } });
    const state = await tenant.read("okta:00u1");
    expect(state).toMatchObject({ principal: { status: "deactivated" }, assignments: [] });
    expect(state?.principal.sessionsValidFrom).toBeTypeOf("number");
    const on = await patch(path, { op: "replace", value: { active: true } });
    expect(on.body).toMatchObject({ active: true, groups: [{ display: "Sales" }] });
    expect(await rolesOf("okta:00u1")).toEqual(["rep"]);
  });
});

describe("provisioning as Entra does it", () => {
  it("writes operations with capitals, texts for truth values, and paths with filters", async () => {
    const { ask, patch } = server();
    await ask("POST", "/Users", { ...ada, active: "True" });
    const done = await patch(
      path,
      { op: "Replace", path: "active", value: "False" },
      { op: "Add", path: 'phoneNumbers[type eq "work"].value', value: "+49 30 1" },
      { op: "Replace", path: 'emails[type eq "work"].value', value: "al@acme.example" },
      { op: "Add", path: "name.givenName", value: "Augusta" },
      { op: "Add", path: `${ENTERPRISE}:department`, value: "Finance" },
      { op: "Replace", value: { "name.familyName": "King", [`${ENTERPRISE}:employeeNumber`]: "7", title: "Countess" } },
    );
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      active: false,
      phoneNumbers: [{ type: "work", value: "+49 30 1" }],
      emails: [{ primary: true, value: "al@acme.example", type: "work" }],
      name: { givenName: "Augusta", familyName: "King" },
      title: "Countess",
      [ENTERPRISE]: { department: "Finance", employeeNumber: "7" },
    });
  });

  it("asks for a group without its members, adds and removes them by value", async () => {
    const { ask, patch, rolesOf } = server();
    await ask("POST", "/Users", ada);
    await ask("POST", "/Users", { userName: "bob", externalId: "00u2" });
    const group = await ask("POST", "/Groups", { displayName: "Sales", externalId: "8aa1a0c0", members: [] });
    expect(group.body.members).toEqual([]);
    const found = await ask("GET", "/Groups?excludedAttributes=members&filter=displayName%20eq%20%22sales%22");
    expect(found.body.Resources).toEqual([expect.objectContaining({ externalId: "8aa1a0c0" })]);
    expect(found.body.Resources[0].members).toBeUndefined();
    const at = `/Groups/${group.body.id}`;
    await patch(at, { op: "Add", path: "members", value: [{ value: "okta:00u1" }, { value: "okta:00u2" }] });
    expect(await rolesOf("okta:00u2")).toEqual(["rep"]);
    // it names all members in the path, and means these
    await patch(at, { op: "Remove", path: "members", value: [{ value: "okta:00u1" }] });
    expect([await rolesOf("okta:00u1"), await rolesOf("okta:00u2")]).toEqual([[], ["rep"]]);
    await patch(at, { op: "Remove", path: "members" });
    expect(await rolesOf("okta:00u2")).toEqual([]);
  });

  it("deletes a user: their access and what was known of them go, and they may come again", async () => {
    const { ask, tenant } = server();
    await ask("POST", "/Users", ada);
    await ask("POST", "/Groups", { displayName: "Sales", members: [{ value: "okta:00u1" }] });
    expect((await ask("DELETE", path)).status).toBe(204);
    const state = await tenant.read("okta:00u1");
    expect(state).toMatchObject({ principal: { status: "deactivated" }, assignments: [] });
    expect(JSON.stringify(state)).not.toContain("Lovelace");
    for (const [method, body] of [["GET"], ["DELETE"], ["PUT", ada]] as const) {
      expect((await ask(method, path, body)).status).toBe(404);
    }
    expect((await ask("GET", "/Users")).body.totalResults).toBe(0);
    expect(await ask("POST", "/Users", ada)).toMatchObject({ status: 201, body: { active: true, groups: [] } });
  });
});

describe("what a provisioned user may do", () => {
  it("is what the policy lets them: duties stay apart, and what was taken away is gone", async () => {
    const { ask, tenant, rolesOf } = server();
    await ask("POST", "/Users", ada);
    const members = [{ value: "okta:00u1" }];
    const billers = await ask("POST", "/Groups", { displayName: "Billers", members });
    await ask("POST", "/Groups", { displayName: "Payers", members });
    expect(await rolesOf("okta:00u1")).toEqual(["biller"]);
    const types: string[] = [];
    for await (const event of tenant.audit({ principalId: "okta:00u1" })) types.push(event.type);
    expect(types).toContain("castellan.identity.refused");
    await ask("DELETE", `/Groups/${billers.body.id}`);
    expect(await rolesOf("okta:00u1")).toEqual(["payer"]);
    expect((await ask("GET", `/Groups/${billers.body.id}`)).status).toBe(404);
  });

  it("does not end with the last administrator, which the client is told", async () => {
    const { ask, patch, tenant } = server();
    await ask("POST", "/Users", ada);
    await ask("POST", "/Groups", { displayName: "Admins", members: [{ value: "okta:00u1" }] });
    expect(await patch(path, { op: "replace", path: "active", value: false })).toMatchObject({ status: 409 });
    expect((await ask("DELETE", path)).status).toBe(409);
    expect((await tenant.read("okta:00u1"))?.principal).toMatchObject({
      status: "active",
      sessionsValidFrom: expect.anything(),
    });
  });

  it("is nothing while they are deactivated, whatever groups they are put into", async () => {
    const { ask, patch, tenant, rolesOf } = server();
    await ask("POST", "/Users", { ...ada, active: false });
    await ask("POST", "/Groups", { displayName: "Sales", members: [{ value: "okta:00u1" }] });
    expect(await tenant.read("okta:00u1")).toMatchObject({ principal: { status: "deactivated" }, assignments: [] });
    await patch(path, { op: "replace", path: "active", value: true });
    expect(await rolesOf("okta:00u1")).toEqual(["rep"]);
  });

  it("is what was said last, also of two things said in one millisecond", async () => {
    const { ask, patch, rolesOf } = server({ now: () => 1_000 });
    await ask("POST", "/Users", ada);
    const { body } = await ask("POST", "/Groups", { displayName: "Sales", members: [{ value: "okta:00u1" }] });
    expect(await rolesOf("okta:00u1")).toEqual(["rep"]);
    await patch(`/Groups/${body.id}`, { op: "remove", path: "members" });
    expect(await rolesOf("okta:00u1")).toEqual([]);
    await patch(`/Groups/${body.id}`, { op: "add", path: "members", value: [{ value: "okta:00u1" }] });
    expect(await rolesOf("okta:00u1")).toEqual(["rep"]);
  });

  it("is what all said who spoke at once, each of them having read the same before", async () => {
    const { castellan, ask, rolesOf } = server();
    await ask("POST", "/Users", ada);
    const groups = await Promise.all(
      ["Sales", "Billers"].map((displayName) => ask("POST", "/Groups", { displayName })),
    );
    // what is read is old before anything is made of it
    const tenant = castellan.tenant("acme");
    const late: ScimService = {
      tenant: () => ({
        people: () => tenant.people(),
        asSystem: (name) => tenant.asSystem(name),
        read: async (id) => {
          const state = await tenant.read(id);
          await new Promise((resolve) => setTimeout(resolve, 2));
          return state;
        },
      }),
    };
    const handle = scim(late, { tenant: "acme", mapping, authenticate: () => true });
    const Operations = [{ op: "add", path: "members", value: [{ value: "okta:00u1" }] }];
    const statuses = await Promise.all(
      groups.map(async ({ body }) => {
        const init = {
          method: "PATCH",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ schemas: [PATCH_OP], Operations }),
        };
        return (await handle(new Request(`https://crm.example/scim/v2/Groups/${body.id}`, init))).status;
      }),
    );
    expect(statuses).toEqual([204, 204]);
    expect(await rolesOf("okta:00u1")).toEqual(["biller", "rep"]);
  });

  it("ends where a group's members race", async () => {
    const { ask, patch, rolesOf } = server();
    await ask("POST", "/Users", ada);
    const members = [{ value: "okta:00u1" }];
    const groups = await Promise.all(
      ["Sales", "Billers", "Other"].map((displayName) => ask("POST", "/Groups", { displayName, members })),
    );
    expect(await rolesOf("okta:00u1")).toEqual(["biller", "rep"]);
    await Promise.all(groups.map(({ body }) => patch(`/Groups/${body.id}`, { op: "remove", path: "members" })));
    expect(await rolesOf("okta:00u1")).toEqual([]);
  });
});

describe("whom a client sees", () => {
  it("is whom it provisions: nobody else is found, changed or deleted", async () => {
    const { ask, tenant, patch } = server();
    await tenant.asSystem("seed").applyIdentity("boss", { provider: "other", saidAt: 1, userName: "boss" });
    for (const [method, body] of [["GET"], ["DELETE"], ["PUT", ada]] as const) {
      expect((await ask(method, "/Users/boss", body)).status).toBe(404);
    }
    expect((await ask("GET", "/Users")).body.totalResults).toBe(0);
    await ask("POST", "/Groups", { displayName: "Sales" });
    expect((await ask("GET", `/Users/${encodeURIComponent("scim:okta")}`)).status).toBe(404);
    expect(
      (await patch(`/Users/${encodeURIComponent("scim:okta")}`, { op: "replace", path: "active", value: true })).status,
    ).toBe(404);
  });

  it("cannot take a name that is kept for others", async () => {
    const bare = defineScimMapping(firm, { provider: "okta", idPrefix: "", groups: [] });
    const { ask, tenant } = server({ mapping: bare });
    await tenant.asSystem("seed").applyIdentity("boss", { provider: "other", saidAt: 1 });
    expect((await ask("POST", "/Users", { userName: "x", externalId: "scim:okta" })).status).toBe(409);
    expect((await ask("POST", "/Users", { userName: "x", externalId: "boss" })).status).toBe(409);
    expect((await tenant.read("boss"))?.identity?.provider).toBe("other");
    await tenant.asSystem("seed").invite({ id: "guest", assignments: [{ role: "admin" }] });
    expect((await ask("POST", "/Users", { userName: "y", externalId: "guest" })).status).toBe(409);
    expect((await tenant.read("guest"))?.identity).toBeUndefined();
  });

  it("is nobody without a token, whatever is asked", async () => {
    const { ask, handle } = server();
    for (const authorization of [
      "",
      "Bearer",
      "Bearer wrong-but-long-enough-token",
      `Basic ${TOKEN}`,
      `Bearer ${TOKEN}x`,
    ]) {
      const refused = await ask("GET", "/ServiceProviderConfig", undefined, { authorization });
      expect(refused).toMatchObject({ status: 401, body: { status: "401" } });
      expect(refused.headers.get("www-authenticate")).toBe("Bearer");
    }
    expect((await handle(new Request("https://crm.example/elsewhere"))).status).toBe(401);
    for (const authenticate of [
      () => {
        throw new Error("down");
      },
      () => "yes" as never,
      async () => undefined as never,
    ]) {
      expect((await server({ authenticate }).ask("GET", "/Users")).status).toBe(401);
    }
    expect(() => server({ authenticate: undefined as never })).toThrow("authenticate");
    expect(() => scim({} as ScimService, undefined as never)).toThrow("`authenticate` is a function");
    expect(() => acceptBearer([])).toThrow(RangeError);
    expect(() => acceptBearer(["short"])).toThrow(RangeError);
    expect(() => acceptBearer(TOKEN as unknown as string[])).toThrow("must be a list");
    expect(() => acceptBearer([undefined as unknown as string])).toThrow("must be a list");
    // no client could send it, so nobody would ever be let in
    expect(() => acceptBearer(["a-secret-with-a-$-in-it"])).toThrow("letters, digits or");
  });
});

describe("lists", () => {
  async function many() {
    const all = server({ maxResults: 3 });
    for (const name of ["a", "b", "c", "d", "e"]) {
      await all.ask("POST", "/Users", { userName: name, externalId: name, title: name < "c" ? "First" : "Second" });
    }
    return all;
  }
  const names = (body: { Resources: { userName: string }[] }) => body.Resources.map(({ userName }) => userName);

  it("are told page by page", async () => {
    const { ask } = await many();
    const first = (await ask("GET", "/Users?count=2")).body;
    expect([first.totalResults, first.itemsPerPage, names(first)]).toEqual([5, 2, ["a", "b"]]);
    expect(names((await ask("GET", "/Users?startIndex=5&count=2")).body)).toEqual(["e"]);
    expect(names((await ask("GET", "/Users?startIndex=0&count=99")).body)).toEqual(["a", "b", "c"]);
    expect((await ask("GET", "/Users?count=0")).body).toMatchObject({ totalResults: 5, Resources: [] });
    expect((await ask("GET", "/Users?count=-1")).body).toMatchObject({ totalResults: 5, Resources: [] });
    expect((await ask("GET", "/Users?count=two")).status).toBe(400);
  });

  it("are filtered", async () => {
    const { ask } = await many();
    const found = async (filter: string) =>
      names((await ask("GET", `/Users?filter=${encodeURIComponent(filter)}`)).body);
    expect(await found('title eq "first"')).toEqual(["a", "b"]);
    expect(await found('title eq "second" and not (userName eq "d")')).toEqual(["c", "e"]);
    expect(await found('externalId eq "d"')).toEqual(["d"]);
    expect(await found('externalId eq "D"')).toEqual([]);
    expect((await ask("GET", "/Users?filter=title%20zz%20%22x%22")).body).toMatchObject({ scimType: "invalidFilter" });
  });

  it("give what is asked for", async () => {
    const { ask } = await many();
    const [user] = (await ask("GET", "/Users?attributes=userName&count=1")).body.Resources;
    expect(Object.keys(user).sort()).toEqual(["id", "schemas", "userName"]);
    const [other] = (await ask("GET", "/Users?excludedAttributes=title,meta&count=1")).body.Resources;
    expect(other.title ?? other.meta).toBeUndefined();
  });

  it("may be found by an index of one's own, which is not believed", async () => {
    const { ask } = server({ lookUp: async (_, value) => (value === "boss" ? "okta:00u1" : undefined) });
    await ask("POST", "/Users", ada);
    expect((await ask("GET", '/Users?filter=userName eq "boss"')).body.totalResults).toBe(0);
  });
});

describe("versions", () => {
  it("change with the user, and are asked for", async () => {
    const { ask } = server();
    const created = await ask("POST", "/Users", ada);
    const etag = created.headers.get("etag") ?? "";
    expect(created.body.meta.version).toBe(etag);
    expect((await ask("GET", path, undefined, { "if-none-match": etag })).status).toBe(304);
    const replaced = await ask("PUT", path, ada, { "if-match": etag });
    expect(replaced.status).toBe(200);
    expect(replaced.headers.get("etag")).not.toBe(etag);
    expect((await ask("PUT", path, ada, { "if-match": etag })).status).toBe(412);
    expect((await ask("DELETE", path, undefined, { "if-match": etag })).status).toBe(412);
    expect((await ask("DELETE", path, undefined, { "if-match": "*" })).status).toBe(204);
  });
});

describe("requests that make no sense", () => {
  it.each([
    ["no user name", { externalId: "x" }, "invalidValue"],
    ["a user name that is no text", { userName: 7 }, "invalidValue"],
    ["a blank user name", { userName: " " }, "invalidValue"],
    ["an active that is neither", { userName: "x", active: "maybe" }, "invalidValue"],
    ["e-mails that are no list", { userName: "x", emails: "a@b" }, "invalidValue"],
    ["an extension that is no object", { userName: "x", [ENTERPRISE]: 7 }, "invalidValue"],
    ["a name twice", { userName: "x", title: "a", Title: "b" }, "invalidSyntax"],
    ["a list", [], "invalidSyntax"],
    ["broken JSON", "{", "invalidSyntax"],
    ["a polluted key", '{"userName":"x","__proto__":{"active":true}}', "invalidPath"],
    ["a polluted key below", '{"userName":"x","name":{"__proto__":{"a":1}}}', "invalidValue"],
    ["an external id that is too long", { userName: "x", externalId: "x".repeat(250) }, "invalidValue"],
  ])("are refused: a user with %s", async (_, body, scimType) => {
    const { ask, tenant } = server();
    expect(await ask("POST", "/Users", body)).toMatchObject({
      status: 400,
      body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "400", scimType },
    });
    for await (const state of tenant.people()) expect(state).toBeUndefined();
  });

  it.each([
    ["no schema", { Operations: [{ op: "add", path: "title", value: "x" }] }, "invalidSyntax"],
    ["no operations", { schemas: [PATCH_OP], Operations: [] }, "invalidSyntax"],
    ["too many", { schemas: [PATCH_OP], Operations: Array.from({ length: 201 }, () => ({})) }, "invalidSyntax"],
    ["an unknown operation", [{ op: "move", path: "title" }], "invalidSyntax"],
    ["a removal without a path", [{ op: "remove" }], "noTarget"],
    ["no value", [{ op: "replace", path: "title" }], "invalidValue"],
    ["a filter that finds nothing", [{ op: "replace", path: 'emails[type eq "home"].value', value: "x" }], "noTarget"],
    ["a broken filter", [{ op: "replace", path: "emails[type eq].value", value: "x" }], "invalidFilter"],
    ["a broken path", [{ op: "replace", path: "a.b.c", value: "x" }], "invalidPath"],
    ["a polluted path", [{ op: "add", path: "__proto__.active", value: true }], "invalidPath"],
    ["a constructor", [{ op: "add", path: "constructor.prototype", value: true }], "invalidPath"],
    ["groups, which are changed elsewhere", [{ op: "add", path: "groups", value: [{ value: "g" }] }], "mutability"],
    ["another external id", [{ op: "replace", path: "externalId", value: "00u9" }], "mutability"],
    ["no user name left", [{ op: "remove", path: "userName" }], "invalidValue"],
  ])("are refused: a patch with %s", async (_, given, scimType) => {
    const { ask } = server();
    await ask("POST", "/Users", ada);
    const body = Array.isArray(given) ? { schemas: [PATCH_OP], Operations: given } : given;
    expect(await ask("PATCH", path, body)).toMatchObject({ status: 400, body: { scimType } });
    expect((await ask("GET", path)).body).toMatchObject({ userName: ada.userName, externalId: "00u1" });
  });

  it("are refused: groups without a name, of a taken name, with strangers in them", async () => {
    const { ask, patch } = server();
    expect((await ask("POST", "/Groups", {})).body).toMatchObject({ scimType: "invalidValue" });
    expect((await ask("POST", "/Groups", { displayName: "A", members: [{ value: "nobody" }] })).status).toBe(400);
    expect((await ask("GET", "/Groups")).body.totalResults).toBe(0);
    const { body } = await ask("POST", "/Groups", { displayName: "A" });
    expect((await ask("POST", "/Groups", { displayName: "a" })).status).toBe(409);
    expect(
      (await patch(`/Groups/${body.id}`, { op: "add", path: "members", value: [{ value: "nobody" }] })).status,
    ).toBe(400);
    expect((await patch(`/Groups/${body.id}`, { op: "remove", path: 'members[value eq "nobody"]' })).status).toBe(204);
    expect((await patch(`/Groups/${body.id}`, { op: "replace", path: "colour", value: 1 })).body.scimType).toBe(
      "invalidPath",
    );
  });

  it("are refused by their size, type, method and path", async () => {
    const { ask } = server({ maxBytes: 500 });
    expect((await ask("POST", "/Users", { userName: "x".repeat(600) })).status).toBe(413);
    expect((await ask("POST", "/Users", "userName=x", { "content-type": "text/plain" })).status).toBe(415);
    expect((await ask("PUT", "/Users", ada)).status).toBe(405);
    expect((await ask("POST", "/Schemas", {})).status).toBe(405);
    for (const unknown of ["/Teapots", "/Users/a/b", "/Users/%E0%A4%A", "/", "/Schemas/x"]) {
      expect((await ask("GET", unknown)).status).toBe(404);
    }
    for (const unsupported of ["/Bulk", "/Me", "/.search", "/Users/.search"]) {
      expect((await ask("POST", unsupported, {})).status).toBe(501);
    }
  });

  it("may be anything, and never end in an error of the server, nor in access", async () => {
    const errors: unknown[] = [];
    const { ask, tenant } = server({ onError: (error) => errors.push(error) });
    await ask("POST", "/Users", ada);
    await ask("POST", "/Groups", { displayName: "Other", members: [{ value: "okta:00u1" }] });
    const key = fc.constantFrom(
      "userName",
      "active",
      "emails",
      "members",
      "displayName",
      "externalId",
      "Operations",
      "x",
      "name",
    );
    const operation = fc.record(
      {
        op: fc.constantFrom("add", "replace", "Remove", 7),
        path: fc.constantFrom(
          "members",
          "active",
          "emails",
          'emails[type eq "work"].value',
          "name.x",
          ENTERPRISE,
          "a[b",
        ),
        value: fc.oneof(fc.jsonValue(), fc.constant([{ value: "okta:00u1" }])),
      },
      { requiredKeys: ["op"] },
    );
    const body = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(key, fc.jsonValue()),
      fc.record({ schemas: fc.constant([PATCH_OP]), Operations: fc.array(operation, { maxLength: 3 }) }),
    );
    const target = fc.constantFrom("/Users", path, "/Groups", "/Groups/x", "/Users?filter=a", "/Schemas", "/Users/%00");
    await fc.assert(
      fc.asyncProperty(fc.constantFrom("GET", "POST", "PUT", "PATCH"), target, body, async (method, at, json) => {
        const { status } = await ask(method, at, method === "GET" ? undefined : json);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 400 },
    );
    expect(errors).toEqual([]);
    for await (const { assignments } of tenant.people()) expect(assignments).toEqual([]);
  });

  it("are told nothing of what went wrong inside", async () => {
    const errors: unknown[] = [];
    const broken = scim(
      {
        tenant: () => {
          throw new Error("secret");
        },
      },
      { tenant: "acme", mapping, authenticate: () => true, onError: (error) => errors.push(error) },
    );
    const response = await broken(new Request("https://crm.example/scim/v2/Users"));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(errors).toHaveLength(1);
  });
});

describe("what there is", () => {
  it("is told by the server itself", async () => {
    const { ask } = server({ baseUrl: "https://api.crm.example/scim/" });
    const config = (await ask("GET", "/ServiceProviderConfig")).body;
    expect(config).toMatchObject({
      patch: { supported: true },
      bulk: { supported: false },
      sort: { supported: false },
    });
    expect(config.meta.location).toBe("https://api.crm.example/scim/ServiceProviderConfig");
    expect((await ask("GET", "/ResourceTypes")).body.Resources.map((it: { endpoint: string }) => it.endpoint)).toEqual([
      "/Users",
      "/Groups",
    ]);
    expect((await ask("GET", "/ResourceTypes/User")).body.schema).toBe("urn:ietf:params:scim:schemas:core:2.0:User");
    const schema = (await ask("GET", "/Schemas/urn:ietf:params:scim:schemas:core:2.0:User")).body;
    expect(schema.attributes).toContainEqual(expect.objectContaining({ name: "password", returned: "never" }));
  });
});
