import { describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import type { AuthzenOptions } from "../../../../src/http/authzen/options.js";
import { isCastellanError } from "../../../../src/index.js";
import { StoreError } from "../../../../src/storage/store-error.js";
import { does, lookingUp, onDeal, service, user } from "./deals.js";
import { post } from "./service.js";

const PATH = "/access/v1/evaluation";
const reads = { subject: user("ada"), action: does("read"), resource: onDeal(1) };
const handlerWith = (options: Partial<AuthzenOptions<string>> = {}) => authzen(service, { ...lookingUp, ...options });
const get = (handler: (request: Request) => Promise<Response>, path: string, method = "GET") =>
  handler(new Request(`https://pdp.example${path}`, { method }));

describe("who may ask", () => {
  it.each([
    ["null", null],
    ["nothing", undefined],
    ["false", false],
    ["true", true],
    ["an empty text", ""],
    ["a number", 1],
  ])("is nobody whom the host does not name: %s", async (_, caller) => {
    const authenticate = () => caller as never;
    const { status, headers, body } = await post(handlerWith({ authenticate }), PATH, reads);
    expect([status, headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(body.decision).toBeUndefined();
  });

  it("is told by the host how to come back", async () => {
    const refusal = () => new Response("null", { status: 401, headers: { "www-authenticate": "Basic" } });
    const { status, headers } = await post(handlerWith({ authenticate: refusal }), PATH, reads, {
      "x-request-id": "7",
    });
    expect([status, headers.get("www-authenticate"), headers.get("x-request-id")]).toEqual([401, "Basic", "7"]);
  });

  it("is nobody who comes as the response of another realm", async () => {
    const foreign = { status: 401, statusText: "", headers: {}, body: null, [Symbol.toStringTag]: "Response" };
    const { status, body } = await post(handlerWith({ authenticate: () => foreign as never }), PATH, reads, {
      "x-request-id": "7",
    });
    expect([status, body]).toEqual([401, null]);
  });

  it("is asked before anything is read, looked up or said", async () => {
    const request = new Request(`https://pdp.example${PATH}`, { method: "POST", body: "?" });
    const response = await handlerWith({ authenticate: () => null })(request);
    expect([response.status, request.bodyUsed]).toEqual([401, false]);
  });

  it("is not let in by a host that fails", async () => {
    const failing = () => {
      throw new Error("the key server does not answer");
    };
    expect((await post(handlerWith({ authenticate: failing }), PATH, reads)).status).toBe(500);
  });

  it("asks about the tenant that the host names for the caller, or about none", async () => {
    const seen: unknown[] = [];
    const options = (tenant: string | null) => ({
      tenant: (_: Request, caller: string) => {
        seen.push(caller);
        return tenant;
      },
      record: (_: unknown, asked: { tenant: string; caller: string }) => {
        seen.push(asked.tenant, asked.caller);
        return null;
      },
    });
    expect((await post(handlerWith(options("acme")), PATH, reads)).status).toBe(200);
    expect(seen).toEqual(["gateway", "acme", "gateway"]);
    expect((await post(handlerWith(options(null)), PATH, reads)).status).toBe(403);
    for (const nobody of ["", "x".repeat(257), "a\u0000"]) {
      expect((await post(handlerWith(options(nobody)), PATH, reads)).status).toBe(403);
    }
  });
});

describe("a path", () => {
  it.each([
    "/",
    "/access/v1",
    "/access/v1/evaluation/",
    "/access/v2/evaluation",
    "/ACCESS/v1/evaluation",
    "//access/v1/evaluation",
  ])("is found nowhere else: %s", async (path) => {
    expect((await post(handlerWith(), path, reads)).status).toBe(404);
  });

  it.each(["GET", "PUT", "DELETE", "OPTIONS", "HEAD"])("is posted to, and not asked for by %s", async (method) => {
    const response = await get(handlerWith(), PATH, method);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
  });

  it("lies below that of the decision point, or where the host says", async () => {
    const handler = handlerWith({ url: "https://pdp.example/tenants/acme/" });
    expect((await post(handler, `/tenants/acme${PATH}`, reads)).body.decision).toBe(true);
    expect((await post(handler, PATH, reads)).status).toBe(404);
    const mounted = handlerWith({ url: "https://pdp.example/tenants/acme", basePath: "" });
    expect((await post(mounted, PATH, reads)).body.decision).toBe(true);
  });

  it("is offered only for searches that are", async () => {
    const { records: _, ...options } = lookingUp;
    const search = (of: AuthzenOptions<string>, kind: string) =>
      post(authzen(service, of), `/access/v1/search/${kind}`, reads).then(({ status }) => status);
    expect(await search(options, "resource")).toBe(404);
    expect(await search(options, "subject")).toBe(200);
    expect(await search({ ...options, searches: ["action"] }, "subject")).toBe(404);
    expect(await search({ ...options, searches: ["action"] }, "action")).toBe(200);
  });
});

describe("metadata", () => {
  const metadata = async (options: Partial<AuthzenOptions<string>>, path = "") => {
    const response = await get(handlerWith(options), `/.well-known/authzen-configuration${path}`);
    return response.status === 200 ? response.json() : response.status;
  };

  it("is not published without a name to publish it under", async () => {
    expect(await metadata({})).toBe(404);
  });

  it("names only what is offered, at the path of a tenant if it has one", async () => {
    const url = "https://pdp.example/tenant1";
    expect(await metadata({ url })).toBe(404);
    expect(await metadata({ url, searches: ["action"] }, "/tenant1")).toEqual({
      policy_decision_point: url,
      access_evaluation_endpoint: `${url}/access/v1/evaluation`,
      access_evaluations_endpoint: `${url}/access/v1/evaluations`,
      search_action_endpoint: `${url}/access/v1/search/action`,
    });
  });

  it("does not follow the name under which it was asked for", async () => {
    const handler = handlerWith({ url: "https://pdp.example" });
    const response = await handler(new Request("https://evil.example/.well-known/authzen-configuration"));
    expect(await response.json()).toMatchObject({ policy_decision_point: "https://pdp.example" });
  });

  it("is read, and nothing else", async () => {
    const handler = handlerWith({ url: "https://pdp.example" });
    expect((await get(handler, "/.well-known/authzen-configuration", "HEAD")).status).toBe(200);
    expect((await get(handler, "/.well-known/authzen-configuration", "POST")).status).toBe(405);
  });
});

describe("options that cannot be meant", () => {
  it("are refused where there are none at all, since nobody would be authenticated", () => {
    expect(() => authzen(service, undefined as never)).toThrow("`authenticate` is missing");
  });

  it.each<[string, object]>([
    ["nobody to authenticate", { authenticate: undefined }],
    ["a policy that is none", { policy: {} }],
    ["two who know the record", { trustProperties: true }],
    ["a secret that is none", { pageSecret: "secret" }],
    ["an identifier without TLS", { url: "http://pdp.example" }],
    ["an identifier with a query", { url: "https://pdp.example?tenant=1" }],
    ["an identifier with a password", { url: "https://a:b@pdp.example" }],
    ["an identifier that is none", { url: "pdp.example" }],
    ["a limit of nothing", { limits: { maxBytes: 0 } }],
    ["a limit without end", { limits: { maxEvaluations: Number.POSITIVE_INFINITY } }],
    ["a search for resources without any", { records: undefined, searches: ["resource"] }],
  ])("are refused at once: %s", (_, options) => {
    const { records, ...rest } = lookingUp;
    const given = { ...rest, ...("records" in options ? {} : { records }), ...options };
    expect(() => authzen(service, given as AuthzenOptions<string>)).toThrow(
      expect.toSatisfy((error: unknown) => isCastellanError(error) && error.code === "invalid_options"),
    );
  });

  it("do not include a decision point on this machine", () => {
    expect(() => handlerWith({ url: "http://localhost:8080" })).not.toThrow();
  });
});

describe("a failure", () => {
  const failingWith = (error: unknown, onError?: (error: unknown) => void) =>
    post(
      handlerWith({
        record: () => {
          throw error;
        },
        ...(onError && { onError }),
      }),
      PATH,
      reads,
    );

  it("is told to the host, and no word of it to the caller", async () => {
    const heard: unknown[] = [];
    const error = new Error("password=hunter2");
    const { status, body } = await failingWith(error, (it) => heard.push(it));
    expect([status, heard]).toEqual([500, [error]]);
    expect(JSON.stringify(body)).not.toContain("hunter2");
    expect(body.decision).toBeUndefined();
  });

  it("is a failure even where nobody wants to hear of it", async () => {
    const { status } = await failingWith(null, () => {
      throw new Error("the log is full");
    });
    expect(status).toBe(500);
  });

  it("has the id of its request, whatever went wrong", async () => {
    const failing = () => {
      throw new Error("no");
    };
    const headers = { "x-request-id": "r-17" };
    for (const [handler, body] of [
      [handlerWith(), { ...reads, subject: "ada" }],
      [handlerWith({ record: failing }), reads],
      [handlerWith({ authenticate: failing }), reads],
    ] as const) {
      const { status, headers: answered } = await post(handler, PATH, body, headers);
      expect([400, 500]).toContain(status);
      expect(answered.get("x-request-id")).toBe("r-17");
    }
  });

  it("is to be tried again where the store cannot be reached", async () => {
    const { status, headers, body } = await failingWith(new StoreError("unavailable", "10.0.0.7 is down"));
    expect([status, headers.get("retry-after")]).toEqual([503, "1"]);
    expect(JSON.stringify(body)).not.toContain("10.0.0.7");
  });

  it("is one of the application where the store is broken", async () => {
    expect((await failingWith(new StoreError("corrupt", "row 17"))).status).toBe(500);
  });

  it("is 413 for what is too large, and 400 for what is not asked in JSON", async () => {
    const handler = handlerWith({ limits: { maxBytes: 10 } });
    expect((await post(handler, PATH, reads)).status).toBe(413);
    expect((await post(handler, PATH, "{}", { "content-type": "text/plain" })).status).toBe(400);
  });
});
