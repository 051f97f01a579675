import { createCastellan } from "castellan/service";
import { memoryStore, type PolicyStore } from "castellan/storage";
import { describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import type { AuthzenOptions } from "../../../../src/http/authzen/options.js";
import type { AuthzenService } from "../../../../src/http/authzen/service.js";
import { StoreError } from "../../../../src/storage/store-error.js";
import { crm, deals, does, lookingUp, onDeal, service, user } from "./deals.js";
import { castellanOver, post } from "./service.js";

const who = { subject: { type: "user" }, action: does("read"), resource: onDeal(1) };
const which = { subject: user("ada"), action: does("update"), resource: { type: "deal" } };
const what = { subject: user("ada"), resource: onDeal(1) };

function searcher(options: Partial<AuthzenOptions<string>> = {}, of: AuthzenService = service) {
  const handler = authzen(of, { ...lookingUp, ...options });
  return (kind: string, body: object) => post(handler, `/access/v1/search/${kind}`, body);
}

/** All pages of a search, as what each has. */
async function pages(search: ReturnType<typeof searcher>, kind: string, body: object, limit: number) {
  const found: string[][] = [];
  let token = "";
  do {
    const page = token === "" ? { limit } : { token };
    const { status, body: answer } = await search(kind, { ...body, page });
    expect(status).toBe(200);
    expect(answer.page.count).toBe(answer.results.length);
    found.push(answer.results.map((it: { id?: string; name?: string }) => it.id ?? it.name));
    token = answer.page.next_token;
  } while (token !== "" && found.length < 20);
  return found;
}

describe("a search", () => {
  it("finds whom, what and which a question would be answered with yes for", async () => {
    const search = searcher();
    expect((await search("subject", who)).body.results).toEqual([user("ada"), user("bob"), user("vera")]);
    const ids = (await search("resource", which)).body.results;
    expect(ids).toEqual(["1", "3", "5"].map((id) => ({ type: "deal", id })));
    expect((await search("action", what)).body.results).toEqual(["read", "update"].map((name) => ({ name })));
  });

  it("gives all of it, page by page", async () => {
    const search = searcher();
    for (const limit of [1, 2, 3, 4]) {
      expect((await pages(search, "subject", who, limit)).flat()).toEqual(["ada", "bob", "vera"]);
      expect((await pages(search, "resource", which, limit)).flat()).toEqual(["1", "3", "5"]);
      expect((await pages(search, "action", what, limit)).flat()).toEqual(["read", "update"]);
    }
  });

  it("has no more on a page than was asked for, nor than may be", async () => {
    const search = searcher({ limits: { maxResults: 2 } });
    expect(await pages(search, "subject", who, 1)).toEqual([["ada"], ["bob"], ["vera"], []]);
    expect(await pages(search, "subject", who, 99)).toEqual([["ada", "bob"], ["vera"]]);
    expect((await search("subject", who)).body.results).toHaveLength(2);
  });

  it("looks at no more for one page than may be, and goes on with the next", async () => {
    const people = Object.fromEntries(
      Array.from({ length: 10 }, (_, at) => [`p${at}`, { roles: at === 7 ? ["rep"] : [] }]),
    );
    const search = searcher({ limits: { maxScanned: 3 } }, await castellanOver(crm, people));
    expect(await pages(search, "subject", who, 5)).toEqual([[], [], ["p7"], []]);
  });

  it("asks for nothing and gets nothing, but can go on", async () => {
    const search = searcher();
    const { body } = await search("subject", { ...who, page: { limit: 0 } });
    expect(body.results).toEqual([]);
    expect(body.page.next_token).not.toBe("");
  });

  it("begins anew with the token of the last page", async () => {
    const { body } = await searcher()("subject", { ...who, page: { token: "" } });
    expect(body.results).toHaveLength(3);
  });

  it("finds nobody in what only a step-up would open", async () => {
    expect((await searcher()("subject", { ...who, action: does("export") })).body.results).toEqual([]);
  });

  it("counts what it is told of the resource, where the caller is believed", async () => {
    const { record: _, ...options } = lookingUp;
    const handler = authzen(service, { ...options, trustProperties: true });
    const body = { ...who, action: does("update"), resource: onDeal(77, { ownerId: "bob" }) };
    expect((await post(handler, "/access/v1/search/subject", body)).body.results).toEqual([user("bob")]);
  });
});

describe("a search for resources", () => {
  it("tells the host what to look for, and where to go on", async () => {
    const seen: unknown[] = [];
    const records: AuthzenOptions<string>["records"] = async function* ({
      filter,
      after,
      limit,
      type,
      action,
      tenant,
    }) {
      seen.push({
        after,
        limit,
        type,
        action,
        tenant,
        kept: [...deals.values()].filter((it) => filter.matches(it)).length,
      });
      for (const record of deals.values()) if (record.id > Number(after ?? 0)) yield record;
    };
    const search = searcher({ records, limits: { maxScanned: 2 } });
    expect(await pages(search, "resource", which, 9)).toEqual([["1"], ["3"], ["5"]]);
    const asked = { limit: 3, type: "deal", action: "update", tenant: "acme", kept: 3 };
    expect(seen).toEqual([null, "2", "4"].map((after) => ({ after, ...asked })));
  });

  it("fetches no more than it looks at", async () => {
    let given = 0;
    let isClosed = false;
    const records = function* () {
      try {
        for (;;) {
          given += 1;
          yield { id: given, ownerId: "ada" };
        }
      } finally {
        isClosed = true;
      }
    };
    await searcher({ records })("resource", { ...which, page: { limit: 4 } });
    expect([given, isClosed]).toEqual([5, true]);
  });

  it("does not find what cannot be named", async () => {
    const records = () => [{ ownerId: "ada" }, { id: null, ownerId: "ada" }, Object.create({ id: 1, ownerId: "ada" })];
    expect((await searcher({ records })("resource", which)).body.results).toEqual([]);
  });

  it("does not ask for records where there can be none", async () => {
    const records = () => {
      throw new Error("asked");
    };
    const search = searcher({ records });
    for (const subject of [user("zoe"), user("nobody"), { type: "group", id: "ada" }]) {
      expect((await search("resource", { ...which, subject })).body.results).toEqual([]);
    }
    expect((await search("resource", { ...which, action: does("fly") })).body.results).toEqual([]);
  });
});

describe("a page token", () => {
  const firstPage = async (search: ReturnType<typeof searcher>) =>
    (await search("subject", { ...who, page: { limit: 1 } })).body.page.next_token as string;

  it("says nothing to its reader", async () => {
    const token = await firstPage(searcher());
    expect(token).toMatch(/^[\w-]+$/);
    expect(Buffer.from(token, "base64url").toString("latin1")).not.toContain("ada");
  });

  it("is good for its search only", async () => {
    const search = searcher();
    const token = await firstPage(search);
    const others: [string, object][] = [
      ["subject", { ...who, action: does("export") }],
      ["subject", { ...who, action: does("read", { fields: ["id"] }) }],
      ["subject", { ...who, resource: onDeal(2) }],
      ["subject", { ...who, context: { sid: "s1" } }],
      ["subject", { ...who, subject: { type: "identity" } }],
      ["action", what],
    ];
    for (const [kind, body] of others) expect((await search(kind, { ...body, page: { token } })).status).toBe(400);
    expect((await search("subject", { ...who, page: { token, limit: 2 } })).status).toBe(400);
    expect((await search("subject", { ...who, page: { token, limit: 1 } })).status).toBe(200);
  });

  it("does not depend on the order of members, nor on what is ignored", async () => {
    const search = searcher();
    const token = await firstPage(search);
    const body = {
      page: { token },
      resource: { id: "1", unknown: true, properties: {}, type: "deal" },
      action: { properties: {}, name: "read" },
      subject: { id: "ignored", type: "user" },
      more: 1,
    };
    expect((await search("subject", body)).body.results).toEqual([user("bob")]);
  });

  it("is good for its tenant only", async () => {
    const tenant = (request: Request) => request.headers.get("x-request-id");
    const handler = authzen(service, { ...lookingUp, tenant });
    const ask = (id: string, page: object) =>
      post(handler, "/access/v1/search/subject", { ...who, page }, { "x-request-id": id });
    const token = (await ask("acme", { limit: 1 })).body.page.next_token;
    expect((await ask("acme", { token })).status).toBe(200);
    expect((await ask("other", { token })).status).toBe(400);
  });

  it("is good wherever the secret is the same, and nowhere else", async () => {
    const pageSecret = "a secret that is shared by everyone";
    const token = await firstPage(searcher({ pageSecret }));
    const elsewhere = (options: Partial<AuthzenOptions<string>>) =>
      searcher(options)("subject", { ...who, page: { token } });
    expect((await elsewhere({ pageSecret })).body.results).toEqual([user("bob")]);
    expect((await elsewhere({ pageSecret: `${pageSecret}!` })).status).toBe(400);
    expect((await elsewhere({})).status).toBe(400);
  });

  it("is refused when it was changed in whichever place", async () => {
    const search = searcher();
    const token = await firstPage(search);
    for (let at = 0; at < token.length; at += 1) {
      const changed = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
      const bytesAreEqual = Buffer.from(changed, "base64url").equals(Buffer.from(token, "base64url"));
      const { status } = await search("subject", { ...who, page: { token: changed } });
      expect(status).toBe(bytesAreEqual ? 200 : 400);
    }
  });

  it.each(["?", "====", "AAAA", "A".repeat(40), "A".repeat(20_000), "ä"])(
    "is refused when it is none: %.10s",
    async (token) => {
      expect((await searcher()("subject", { ...who, page: { token } })).status).toBe(400);
    },
  );

  it.each([
    ["page", 1],
    ["page", null],
    ["page", { limit: -1 }],
    ["page", { limit: 1.5 }],
    ["page", { limit: "1" }],
    ["page", { limit: 1e300 }],
    ["page", { token: 1 }],
    ["page", { properties: [] }],
  ])("is refused with a %s that is none: %j", async (_, page) => {
    expect((await searcher()("subject", { ...who, page })).status).toBe(400);
  });
});

describe("a search without its store", () => {
  it("is no empty page, whether accesses or people cannot be had", async () => {
    const store = memoryStore();
    let isDown = false;
    const reached = () => {
      if (isDown) throw new StoreError("unavailable", "connect ECONNREFUSED 10.0.0.7");
      return store;
    };
    const unreliable: PolicyStore = {
      read: async (...args) => reached().read(...args),
      commit: async (...args) => reached().commit(...args),
      scan: async function* (...args) {
        yield* reached().scan(...args);
      },
      events: async function* (...args) {
        yield* reached().events(...args);
      },
    };
    const castellan = createCastellan({ policy: crm, store: unreliable, freshFor: 0 });
    const { token } = await castellan
      .tenant("acme")
      .asSystem("seed")
      .invite({ id: "ada", assignments: [{ role: "rep" }] });
    await castellan.tenant("acme").acceptInvite(token);
    const search = searcher({}, castellan);
    const all = [
      ["subject", who],
      ["resource", which],
      ["action", what],
    ] as const;
    for (const [kind, body] of all) expect((await search(kind, body)).body.results).not.toEqual([]);
    isDown = true;
    for (const [kind, body] of all) {
      const answered = await search(kind, body);
      expect([answered.status, answered.headers.get("retry-after")]).toEqual([503, "1"]);
      expect(JSON.stringify(answered.body)).not.toContain("10.0.0.7");
    }
    const { body } = await post(authzen(castellan, lookingUp), "/access/v1/evaluation", {
      ...what,
      action: does("read"),
    });
    expect(body).toEqual({ decision: false, context: { reason: "indeterminate" } });
    isDown = false;
    for (const [kind, body] of all) expect((await search(kind, body)).body.results).not.toEqual([]);
  });
});
