import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { verifyAuditChain } from "../../../../src/govern/verify-audit-chain.js";
import { type HttpSinkOptions, httpSink } from "../../../../src/service/audit/http-sink.js";
import { chain } from "../../govern/chains.js";

interface Post {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A real server that answers as it is told, one answer after the other, the last one for ever. */
async function serving(...answers: readonly ((...args: Parameters<RequestListener>) => void)[]) {
  const posts: Post[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece) => {
      body += piece;
    });
    request.on("end", () => {
      const answer = answers[Math.min(posts.length, answers.length - 1)];
      posts.push({ headers: request.headers, body });
      answer?.(request, response);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { posts, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events` };
}

const status =
  (code: number, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(code, headers).end("for nobody to read");

const backoff = { firstMs: 1, longestMs: 2 };
const events = chain([3]);
const sink = (options: HttpSinkOptions) => httpSink({ backoff, ...options });

describe("a sink over HTTP", () => {
  it("posts events as a batch of CloudEvents, which verify on the other side", async () => {
    const { url, posts } = await serving(status(202));
    await sink({ url, headers: { authorization: "Bearer t" } }).write(events);
    expect(posts).toHaveLength(1);
    expect(posts[0]?.headers).toMatchObject({
      authorization: "Bearer t",
      "content-type": "application/cloudevents-batch+json; charset=utf-8",
    });
    expect(await verifyAuditChain(JSON.parse(posts[0]?.body ?? ""))).toMatchObject({ ok: true, checked: 3 });
  });

  it("can sign what it posts", async () => {
    const { url, posts } = await serving(status(200));
    const sign = (body: string) => createHmac("sha256", "key").update(body).digest("hex");
    await sink({ url, headers: (body) => ({ "x-signature": sign(body) }) }).write(events);
    expect(posts[0]?.headers["x-signature"]).toBe(sign(posts[0]?.body ?? ""));
  });

  it.each([408, 425, 429, 500, 502, 503, 504])("tries again after %d", async (code) => {
    const { url, posts } = await serving(status(code), status(code, { "retry-after": "0" }), status(200));
    await sink({ url }).write(events);
    expect(posts.map(({ body }) => body)).toEqual(Array(3).fill(JSON.stringify(events)));
  });

  it("tries again where the connection breaks, or no answer comes in time", async () => {
    const { url, posts } = await serving(
      (request) => request.socket.destroy(),
      () => undefined,
      status(200),
    );
    await sink({ url, timeoutMs: 500 }).write(events);
    expect(posts).toHaveLength(3);
  });

  it("gives up after so many tries", async () => {
    const { url, posts } = await serving(status(503));
    await expect(sink({ url, tries: 3 }).write(events)).rejects.toMatchObject({ code: "sink_unavailable" });
    expect(posts).toHaveLength(3);
    await expect(sink({ url: "http://127.0.0.1:1/", tries: 2 }).write(events)).rejects.toMatchObject({
      code: "sink_unavailable",
    });
  });

  it.each([400, 401, 403, 404, 422, 501])("does not try again after %d", async (code) => {
    const { url, posts } = await serving(status(code));
    await expect(sink({ url }).write(events)).rejects.toMatchObject({ code: "sink_rejected" });
    expect(posts).toHaveLength(1);
  });

  it("sends halves of what is too large for the other side, in order", async () => {
    const { url, posts } = await serving((request, response) => {
      const { length } = JSON.parse(posts.at(-1)?.body ?? "[]");
      status(length > 2 ? 413 : 200)(request, response);
    });
    const many = chain([7]);
    await sink({ url }).write(many);
    const taken = posts.map(({ body }) => JSON.parse(body)).filter(({ length }) => length <= 2);
    expect(taken.flat()).toEqual(many);
    const never = await serving(status(413));
    await expect(sink({ url: never.url }).write(many)).rejects.toMatchObject({ code: "sink_rejected" });
    expect(never.posts.map(({ body }) => JSON.parse(body).length)).toEqual([7, 4, 2, 1]);
  });

  it("follows no redirect with what it holds", async () => {
    const other = await serving(status(200));
    const { url } = await serving(status(307, { location: other.url }));
    await expect(sink({ url, tries: 1 }).write(events)).rejects.toMatchObject({ code: "sink_unavailable" });
    expect(other.posts).toEqual([]);
  });

  it("waits as long as it is asked to, within bounds", async () => {
    const { url, posts } = await serving(status(429, { "retry-after": "3600" }), status(200));
    await sink({ url }).write(events);
    expect(posts).toHaveLength(2);
  });

  it("stops when nobody waits any more", async () => {
    const { url, posts } = await serving(status(503));
    const stop = new AbortController();
    const slow = { firstMs: 1e9, longestMs: 1e9 };
    const writing = httpSink({ url, backoff: slow }).write(events, stop.signal);
    const rejected = expect(writing).rejects.toMatchObject({ code: "sink_unavailable" });
    while (posts.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    stop.abort();
    await rejected;
    expect(posts).toHaveLength(1);
  });

  it("says nothing of what it posted, or was told", async () => {
    const { url } = await serving(status(400));
    const error: Error = await sink({ url, headers: { authorization: "Bearer secret" } })
      .write(events)
      .then(
        () => new Error(),
        (it) => it,
      );
    expect(error.message).toBe("the sink answered 400");
  });
});
