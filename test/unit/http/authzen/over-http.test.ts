import { type AddressInfo, connect } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authzen } from "../../../../src/http/authzen/authzen.js";
import { does, lookingUp, onDeal, service, user } from "./deals.js";

describe("a decision point behind a real server", () => {
  const pdp = authzen(service, {
    ...lookingUp,
    url: "https://pdp.example/pdp",
    basePath: "",
    limits: { maxBytes: 2_000 },
  });
  const app = new Hono().mount("/pdp", pdp).get("/.well-known/*", ({ req }) => pdp(req.raw));
  let server: ReturnType<typeof serve>;
  let url: string;
  const headers = { authorization: "Bearer pep", "content-type": "application/json", "x-request-id": "r-17" };
  const question = JSON.stringify({ subject: user("ada"), action: does("read"), resource: onDeal(1) });
  const ask = (init: RequestInit) => fetch(`${url}/pdp/access/v1/evaluation`, { method: "POST", headers, ...init });

  beforeAll(async () => {
    server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
    await new Promise((resolve) => server.once("listening", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it("answers below the path that it is mounted at", async () => {
    const response = await ask({ body: question });
    expect([response.status, response.headers.get("x-request-id")]).toEqual([200, "r-17"]);
    expect(await response.json()).toEqual({ decision: true });
  });

  it("tells where it is to be found", async () => {
    const response = await fetch(`${url}/.well-known/authzen-configuration/pdp`);
    expect(await response.json()).toMatchObject({
      policy_decision_point: "https://pdp.example/pdp",
      access_evaluation_endpoint: "https://pdp.example/pdp/access/v1/evaluation",
    });
    const head = await fetch(`${url}/.well-known/authzen-configuration/pdp`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("takes a body that comes in pieces", async () => {
    const pieces = new ReadableStream({
      start(controller) {
        for (const char of question) controller.enqueue(new TextEncoder().encode(char));
        controller.close();
      },
    });
    expect(await (await ask({ body: pieces, duplex: "half" })).json()).toEqual({ decision: true });
  });

  it("refuses a body that is too large, said or unsaid", async () => {
    expect((await ask({ body: " ".repeat(2_001) })).status).toBe(413);
    const endless = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(500));
      },
    });
    const answered = ask({ body: endless, duplex: "half" }).then(
      ({ status }) => status,
      // a client that still writes may find the connection closed before it reads
      () => 413,
    );
    expect(await answered).toBe(413);
  });

  it("goes on answering when somebody breaks off", async () => {
    const { port } = server.address() as AddressInfo;
    await new Promise<void>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        const head = "POST /pdp/access/v1/evaluation HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        socket.end(`${head}Authorization: Bearer pep\r\nContent-Length: 1000\r\n\r\n{"subject":`, resolve);
      });
      socket.once("error", reject);
    });
    expect((await ask({ body: question })).status).toBe(200);
  });
});
