import { memoryStore } from "castellan/storage";
import { withRedis } from "castellan/storage/redis";
import { storeContract } from "castellan/testing";
import { createClient } from "redis";
import { describe, it } from "vitest";

const url = process.env["REDIS_URL"] ?? "";
let channels = 0;

describe.skipIf(url === "")("a store that is told of commits through Redis (needs REDIS_URL)", () => {
  const create = async () => {
    const kept = memoryStore();
    const channel = `castellan-test-${process.pid}-${++channels}`;
    const clients: { destroy(): void }[] = [];
    // nothing is found by looking: what is told must have been heard
    const open = async () => {
      const publisher = createClient({ url });
      const subscriber = publisher.duplicate();
      clients.push(publisher, subscriber);
      await Promise.all([publisher.connect(), subscriber.connect()]);
      return withRedis(kept, { publisher, subscriber, channel, pollMs: 60_000 });
    };
    const close = () => {
      for (const client of clients) client.destroy();
    };
    return { store: await open(), another: open, close };
  };
  const cases = storeContract.filter(({ needs }) => !needs.includes("reopen"));
  for (const { name, run } of cases) it(name, () => run(create));
});
