import { memoryStore, type PolicyStore, StoreError } from "castellan/storage";
import { beforeEach, describe, expect, it } from "vitest";
import { followCommits } from "../../../../src/storage/news/follow-commits.js";
import { RevisionFeed } from "../../../../src/storage/news/revision-feed.js";
import { tenantTag } from "../../../../src/storage/news/tenant-tag.js";
import { put, stateOf } from "../sql/commits.js";

const NEVER = 1_000_000;

describe("followCommits", () => {
  let store: PolicyStore;
  let reads: number;
  let controller: AbortController;
  beforeEach(async () => {
    const memory = memoryStore();
    reads = 0;
    store = {
      ...memory,
      commit: (...all) => memory.commit(...all),
      events: (tenant, query) => {
        if (query?.afterRevision !== undefined) reads++;
        return memory.events(tenant, query);
      },
    };
    controller = new AbortController();
    await put(store, "acme", stateOf("u1"));
  });
  const feedOf = (latest: () => Promise<readonly (readonly [string, number])[]>, pollMs = NEVER) =>
    new RevisionFeed({ latest, pollMs });
  const silent = () => feedOf(async () => []);

  it("looks when a hint of another process comes, and tells what is kept rather than what was said", async () => {
    const feed = silent();
    const news = followCommits(store, feed, "acme", 1, controller.signal);
    const next = news.next();
    await put(store, "acme", stateOf("u2"));
    feed.hear([{ tag: tenantTag("acme"), revision: 999 }]);
    expect((await next).value).toEqual({ revision: 2, principalIds: ["u2"] });
    controller.abort();
    expect((await news.next()).done).toBe(true);
  });

  it("looks once for each false hint, and then waits again", async () => {
    const feed = silent();
    const news = followCommits(store, feed, "acme", 1, controller.signal);
    const next = news.next();
    await settled();
    expect(reads).toBe(1);
    for (let count = 2; count <= 4; count++) {
      feed.hear([{ tag: tenantTag("acme"), revision: 10 ** 15 }]);
      await settled();
      expect(reads).toBe(count);
    }
    feed.hear([{ tag: tenantTag("another"), revision: 5 }]);
    feed.hear([{ tag: tenantTag("acme"), revision: 1 }]);
    await settled();
    expect(reads).toBe(4);
    controller.abort();
    expect((await next).done).toBe(true);
  });

  it("does not miss a hint that comes while it reads", async () => {
    const feed = silent();
    const news = followCommits(store, feed, "acme", 0, controller.signal);
    expect((await news.next()).value?.revision).toBe(1);
    // it is in the middle of reading: the consumer has not asked for more
    await put(store, "acme", stateOf("u2"));
    feed.tell("acme", 2);
    expect((await news.next()).value?.revision).toBe(2);
    controller.abort();
  });

  it("finds by looking what no hint told of, with one look for all tenants", async () => {
    const looks: (readonly string[])[] = [];
    const feed = new RevisionFeed({
      pollMs: 1,
      latest: async (tenants) => {
        looks.push(tenants);
        return [["acme", 2]];
      },
    });
    const [a, b, c] = ["acme", "acme", "other"].map((tenant) =>
      followCommits(store, feed, tenant, 1, controller.signal),
    );
    const nexts = [a!.next(), b!.next(), c!.next()];
    await put(store, "acme", stateOf("u2"));
    expect((await nexts[0])?.value).toEqual({ revision: 2, principalIds: ["u2"] });
    expect((await nexts[1])?.value).toEqual({ revision: 2, principalIds: ["u2"] });
    expect(looks[0]).toEqual(["acme", "other"]);
    controller.abort();
    expect((await nexts[2])?.done).toBe(true);
  });

  it("tells all who watch that the connection was lost, and works for who watches again", async () => {
    const feed = silent();
    const lost = [0, 1].map(() => followCommits(store, feed, "acme", 1, controller.signal).next());
    await settled();
    feed.lose(new Error("cable"));
    for (const each of lost) await expect(each).rejects.toMatchObject({ code: "unavailable" });
    const again = followCommits(store, feed, "acme", 1, controller.signal).next();
    await put(store, "acme", stateOf("u2"));
    feed.tell("acme", 2);
    expect((await again).value?.revision).toBe(2);
    controller.abort();
  });

  it("says that the store is not there when looking fails", async () => {
    const feed = feedOf(async () => {
      throw new StoreError("unavailable", "the database could not be asked");
    }, 1);
    const next = followCommits(store, feed, "acme", 1, controller.signal).next();
    await expect(next).rejects.toThrow("the database could not be asked");
  });
});

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("RevisionFeed", () => {
  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses to look every %s ms", (pollMs) => {
    expect(() => new RevisionFeed({ pollMs, latest: async () => [] })).toThrow("pollMs");
  });

  it("wakes all tenants of a tag, and forgets who does not watch any more", async () => {
    const feed = new RevisionFeed({ pollMs: NEVER, latest: async () => [] });
    const controller = new AbortController();
    const [one, two, other] = [feed.open("acme"), feed.open("acme"), feed.open("other")];
    const woken: string[] = [];
    const waiting = [
      one.after(0, controller.signal).then(() => woken.push("one")),
      two.after(0, controller.signal).then(() => woken.push("two")),
      other.after(0, controller.signal).then(() => woken.push("other")),
    ];
    two.close();
    feed.hear([{ tag: tenantTag("acme"), revision: 1 }]);
    await settled();
    expect(woken).toEqual(["one"]);
    feed.tell("other", 1);
    await settled();
    expect(woken).toEqual(["one", "other"]);
    controller.abort();
    await Promise.all(waiting);
    for (const watcher of [one, other]) watcher.close();
  });
});
