import { memoryStore, type PolicyStore } from "castellan/storage";
import { type RedisSubscriber, withRedis } from "castellan/storage/redis";
import { describe, expect, it } from "vitest";
import { put, stateOf } from "../sql/commits.js";

/** A Redis that is nothing but a channel, and can be cut. */
class Channel {
  readonly #heard = new Set<(message: string) => void>();
  readonly #failures = new Set<(error?: unknown) => void>();
  isReady = true;
  publish = async (_: string, message: string) => {
    if (!this.isReady) throw new Error("no connection");
    for (const heard of this.#heard) heard(message);
  };
  subscribe = async (_: string, heard: (message: string) => void) => void this.#heard.add(heard);
  unsubscribe = async (_: string, heard: (message: string) => void) => void this.#heard.delete(heard);
  on: RedisSubscriber["on"] = (_, listener) => this.#failures.add(listener);
  off: RedisSubscriber["off"] = (_, listener) => this.#failures.delete(listener);
  cut() {
    this.isReady = false;
    for (const fail of this.#failures) fail(new Error("cut"));
  }
  get listeners() {
    return this.#heard.size + this.#failures.size;
  }
}

const setting = (pollMs = 1_000_000) => {
  const channel = new Channel();
  const kept = memoryStore();
  const node = () => withRedis(kept, { publisher: channel, subscriber: channel, pollMs });
  return { channel, kept, node };
};

function watching(store: PolicyStore, from: number) {
  const controller = new AbortController();
  const news = store.watch!("acme", from, controller.signal)[Symbol.asyncIterator]();
  return { next: () => news.next(), end: () => controller.abort() };
}

describe("withRedis", () => {
  it("tells one node of what another committed", async () => {
    const { node } = setting();
    const [writer, reader] = [node(), node()];
    const news = watching(reader, 0);
    const next = news.next();
    await put(writer, "acme", stateOf("u1"));
    expect((await next).value).toEqual({ revision: 1, principalIds: ["u1"] });
    news.end();
  });

  it("makes up for a lost message by the next one", async () => {
    const { channel, node } = setting();
    const [writer, reader] = [node(), node()];
    const news = watching(reader, 0);
    const next = news.next();
    channel.isReady = false;
    await put(writer, "acme", stateOf("u1"));
    channel.isReady = true;
    await put(writer, "acme", stateOf("u2"));
    expect([(await next).value?.revision, (await news.next()).value?.revision]).toEqual([1, 2]);
    news.end();
  });

  it("finds by looking what no message told of", async () => {
    const { kept, node } = setting(1);
    const news = watching(node(), 0);
    const next = news.next();
    await put(kept, "acme", stateOf("u1"));
    expect((await next).value?.revision).toBe(1);
    news.end();
  });

  it("says `unavailable` when the connection is lost, and to who watches without one; nothing is missed afterwards", async () => {
    const { channel, node } = setting();
    const [writer, reader] = [node(), node()];
    const lost = watching(reader, 0).next();
    await new Promise((resolve) => setTimeout(resolve, 0));
    channel.cut();
    await expect(lost).rejects.toMatchObject({ code: "unavailable" });
    await expect(watching(reader, 0).next()).rejects.toMatchObject({ code: "unavailable" });
    // Redis keeps nothing: commits go on without it
    expect(await put(writer, "acme", stateOf("u1"))).toBe(1);
    channel.isReady = true;
    const news = watching(reader, 0);
    expect((await news.next()).value?.revision).toBe(1);
    news.end();
  });

  it("leaves nothing behind at the client when nobody watches any more", async () => {
    const { channel, node } = setting();
    const news = watching(node(), 0);
    const next = news.next();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(channel.listeners).toBeGreaterThan(0);
    news.end();
    expect((await next).done).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(channel.listeners).toBe(0);
  });

  it("is not moved by what strangers say on the channel", async () => {
    const { channel, node } = setting();
    const news = watching(node(), 0);
    const next = news.next();
    await new Promise((resolve) => setTimeout(resolve, 0));
    for (const message of ["", "{}", "56deb95f:999999999999", "x".repeat(100_000)]) await channel.publish("", message);
    const quiet = Symbol("nothing was told");
    expect(await Promise.race([next, new Promise((resolve) => setTimeout(resolve, 5, quiet))])).toBe(quiet);
    news.end();
    expect((await next).done).toBe(true);
  });
});
