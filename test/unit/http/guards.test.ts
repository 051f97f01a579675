import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { NextRequest } from "next/server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { deals } from "../../../examples/guards/crm.js";
import { app as expressApp } from "../../../examples/guards/express.js";
import { app as fastifyApp } from "../../../examples/guards/fastify.js";
import { app as honoApp } from "../../../examples/guards/hono.js";
import { createApp as createNestApp } from "../../../examples/guards/nest.js";
import * as next from "../../../examples/guards/next.js";

type Ask = (path: string, init?: RequestInit) => Promise<Response>;

interface Started {
  readonly ask: Ask;
  readonly close: () => unknown;
}

const asking =
  (url: string): Ask =>
  (path, init) =>
    fetch(url + path, init);

function listening(server: Server): Promise<Started> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", () => {
      const { port } = server.address() as AddressInfo;
      resolve({ ask: asking(`http://127.0.0.1:${port}`), close: () => server.close() });
    });
  });
}

/** What Next does: finds the handler by the file that it stands in. */
const askNext: Ask = async (path, init) => {
  const request = new NextRequest(`http://127.0.0.1${path}`, init as ConstructorParameters<typeof NextRequest>[1]);
  const [, , id = "", last] = path.split("/");
  const context = { params: Promise.resolve({ id: decodeURIComponent(id) }) };
  if (id === "") return next.list(request);
  if (last === "export") return next.exportDeal(request, context);
  return request.method === "PATCH" ? next.update(request, context) : next.read(request, context);
};

const frameworks: Readonly<Record<string, () => Promise<Started>>> = {
  Express: () => listening(expressApp.listen(0, "127.0.0.1")),
  Fastify: async () => ({
    ask: asking(await fastifyApp.listen({ port: 0, host: "127.0.0.1" })),
    close: () => fastifyApp.close(),
  }),
  Hono: () => listening(serve({ fetch: honoApp.fetch, port: 0, hostname: "127.0.0.1" }) as Server),
  Next: async () => ({ ask: askNext, close: () => undefined }),
  Nest: async () => {
    const app = await createNestApp();
    await app.listen(0, "127.0.0.1");
    return { ask: asking(await app.getUrl()), close: () => app.close() };
  },
};

describe.each(Object.keys(frameworks))("the guard for %s", (name) => {
  let started: Started;
  const kept = structuredClone([...deals]);
  beforeAll(async () => {
    started = await frameworks[name]!();
  });
  afterAll(() => started.close());
  afterEach(() => {
    for (const [id, deal] of structuredClone(kept)) deals.set(id, deal);
  });

  /** Status and body. */
  async function ask(who: string | null, method: string, path: string, body?: unknown) {
    const headers: Record<string, string> = {
      ...(who !== null && { authorization: `Bearer ${who}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    };
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    const response = await started.ask(path, { method, headers, ...(body !== undefined && { body: sent }) });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }
  const status = async (...args: Parameters<typeof ask>) => (await ask(...args)).status;

  it("lets nobody in who is not signed in", async () => {
    for (const path of ["/deals", "/deals/d1", "/deals/none"]) {
      const { status, headers } = await ask(null, "GET", path);
      expect([status, headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    }
    expect(await status("mallory", "PATCH", "/deals/d1", { amount: 1 })).toBe(401);
    expect(await status(null, "POST", "/deals/d1/export")).toBe(401);
  });

  it("lists what may be read, and of each no more than that", async () => {
    const rep = await ask("ada", "GET", "/deals");
    expect(rep.body.map(({ id }: { id: string }) => id)).toEqual(["d1", "d2"]);
    expect(rep.body[1]).toEqual(deals.get("d2"));
    expect((await ask("sam", "GET", "/deals")).body).toEqual([
      { id: "d1", stage: "open", phone: expect.stringMatching(/^\D*4567$/) },
      { id: "d2", stage: "open", phone: expect.stringMatching(/^\D*4321$/) },
    ]);
  });

  it("shows one deal as it shows it in a list", async () => {
    const [first] = (await ask("sam", "GET", "/deals")).body;
    expect((await ask("sam", "GET", "/deals/d1")).body).toEqual(first);
  });

  it("says the same of a deal that may not be seen as of one that is not there", async () => {
    for (const [method, tail, body] of [
      ["GET", "", undefined],
      ["PATCH", "", { amount: 1 }],
      ["POST", "/export", undefined],
    ] as const) {
      const invisible = await ask("ada", method, `/deals/d3${tail}`, body);
      const missing = await ask("ada", method, `/deals/d4${tail}`, body);
      expect([invisible.status, invisible.body]).toEqual([404, missing.body]);
      expect(missing.status).toBe(404);
    }
    expect(deals.get("d3")).toEqual(kept[2]![1]);
    expect(await status("ada", "GET", "/deals/__proto__")).toBe(404);
  });

  it("writes what may be written, and answers with what may be seen of it", async () => {
    const { status, body } = await ask("ada", "PATCH", "/deals/d1", { amount: 150, stage: "lost" });
    expect([status, body]).toEqual([200, { ...kept[0]![1], amount: 150, stage: "lost" }]);
    expect(deals.get("d1")).toEqual(body);
    const supported = await ask("sam", "PATCH", "/deals/d2", { stage: "lost" });
    expect(deals.get("d2")).toEqual({ ...kept[1]![1], stage: "lost" });
    expect(supported.body).toEqual({ id: "d2", stage: "lost", phone: expect.stringMatching(/^\D*4321$/) });
  });

  it.each([
    ["a deal of somebody else, which is seen", "d2", { amount: 1 }, 403],
    ["a field that is not for them", "d1", { ownerId: "sam" }, 403],
    ["one field that is for them together with one that is not", "d1", { amount: 1, region: "FR" }, 403],
    ["what is never written", "d1", { id: "d9" }, 403],
    ["a win, without a second pair of eyes", "d1", { stage: "won" }, 403],
    ["a value that no deal has", "d1", { amount: "lots" }, 400],
    ["a field that no deal has", "d1", { margin: 1 }, 400],
    ["a prototype", "d1", `{"__proto__":{"amount":1}}`, 400],
    ["a list", "d1", [], 400],
    ["what is no JSON", "d1", "{", 400],
  ])("writes nothing of %s", async (_, id, changes, expected) => {
    expect(await status("ada", "PATCH", `/deals/${id}`, changes)).toBe(expected);
    expect([...deals]).toEqual(kept);
  });

  it("says whose approval is missing", async () => {
    const { body } = await ask("ada", "PATCH", "/deals/d1", { stage: "won" });
    expect(body).toMatchObject({ code: "approval_required", requirements: [{ kind: "approval", by: "rep" }] });
  });

  it("asks for a second factor, and exports with it", async () => {
    const first = await ask("ada", "POST", "/deals/d2/export");
    expect(first.status).toBe(401);
    expect(first.headers.get("www-authenticate")).toContain(`error="insufficient_user_authentication"`);
    expect(first.headers.get("www-authenticate")).toContain(`max_age="900"`);
    expect(first.headers.get("content-type")).toContain("application/problem+json");
    const second = await ask("ada+otp", "POST", "/deals/d2/export");
    expect([second.status, second.body]).toEqual([200, deals.get("d2")]);
    expect(await status("sam+otp", "POST", "/deals/d2/export")).toBe(403);
  });
});
