import { describe, expect, it, vi } from "vitest";
import type { ChainHead } from "../../../../src/govern/audit-chain.js";
import type { AuditEvent } from "../../../../src/model/audit-event.js";
import { followEvents } from "../../../../src/service/audit/follow-events.js";
import type { PolicyStore } from "../../../../src/storage/policy-store.js";
import { committer, drafts, TENANT } from "./stored.js";

/** A sink that remembers, and can be down; and how far it has come. */
function remote() {
  const received: string[] = [];
  let saved: ChainHead | null = null;
  const state = { down: false };
  return {
    received,
    state,
    sink: {
      write: async (events: readonly AuditEvent[]) => {
        if (state.down) throw new Error("down");
        received.push(...events.map((event) => event.id));
      },
    },
    progress: {
      load: async () => saved,
      save: async (head: ChainHead) => {
        saved = head;
      },
    },
  };
}

const backoff = { firstMs: 1, longestMs: 2 };

describe("following keeps a sink up to date", () => {
  const follow = (store: Pick<PolicyStore, "events" | "watch">, to: ReturnType<typeof remote>, pollMs: number) => {
    const stop = new AbortController();
    const errors: unknown[][] = [];
    const ended = followEvents({
      store,
      tenant: TENANT,
      sink: to.sink,
      progress: to.progress,
      signal: stop.signal,
      pollMs,
      backoff,
      onError: (...error) => {
        errors.push(error);
        throw new Error("of whoever is told");
      },
    });
    const end = () => {
      stop.abort();
      return ended;
    };
    return { errors, end };
  };

  it("by the store's news, long before it would look again", async () => {
    const { store, commit } = committer();
    const to = remote();
    await commit(...drafts(1));
    const following = follow(store, to, 1e9);
    await vi.waitFor(() => expect(to.received).toEqual(["1.1"]));
    await commit(...drafts(2));
    await vi.waitFor(() => expect(to.received).toEqual(["1.1", "2.1", "2.2"]));
    await commit(...drafts(1));
    await vi.waitFor(() => expect(to.received).toHaveLength(4));
    await following.end();
    expect(following.errors).toEqual([]);
  });

  it("by looking again, where the store tells no news", async () => {
    const { store, commit } = committer();
    const to = remote();
    const following = follow({ events: (...query) => store.events(...query) }, to, 1);
    await commit(...drafts(1));
    await vi.waitFor(() => expect(to.received).toEqual(["1.1"]));
    await commit(...drafts(1));
    await vi.waitFor(() => expect(to.received).toEqual(["1.1", "2.1"]));
    await following.end();
  });

  it("by looking again, where the news break off", async () => {
    const { store, commit } = committer();
    const to = remote();
    let watched = 0;
    const watch: PolicyStore["watch"] = async function* () {
      watched += 1;
      yield { revision: 1, principalIds: [] };
      throw new Error("the connection is lost");
    };
    const following = follow({ events: (...query) => store.events(...query), watch }, to, 1);
    await commit(...drafts(1));
    await vi.waitFor(() => expect(to.received).toEqual(["1.1"]));
    await commit(...drafts(1));
    await vi.waitFor(() => expect(to.received).toEqual(["1.1", "2.1"]));
    await vi.waitFor(() => expect(watched).toBeGreaterThan(2));
    await following.end();
    expect(following.errors).toEqual([]);
  });

  it("through an outage: commits go on, and what was committed comes later, in order", async () => {
    const { store, commit, events } = committer();
    const to = remote();
    to.state.down = true;
    const following = follow(store, to, 1e9);
    for (let n = 0; n < 5; n += 1) await commit(...drafts(2));
    await vi.waitFor(() => expect(following.errors.length).toBeGreaterThan(2));
    expect(following.errors.slice(0, 3).map(([, failures]) => failures)).toEqual([1, 2, 3]);
    to.state.down = false;
    await vi.waitFor(() => expect(to.received).toHaveLength(10));
    expect(to.received).toEqual((await events()).map((event) => event.id));
    await following.end();
  });

  it("counts failures anew after each success", async () => {
    const { store, commit } = committer();
    const to = remote();
    const write = to.sink.write;
    let calls = 0;
    to.sink.write = (batch) => (++calls % 2 === 0 ? Promise.reject(new Error("now and then")) : write(batch));
    await commit(...drafts(250));
    const following = follow(store, to, 1);
    await vi.waitFor(() => expect(to.received).toHaveLength(250));
    await following.end();
    expect(following.errors.map(([, failures]) => failures)).toEqual([1, 1]);
  });

  it("goes on where another process ended", async () => {
    const { store, commit } = committer();
    const to = remote();
    await commit(...drafts(2));
    const first = follow(store, to, 1);
    await vi.waitFor(() => expect(to.received).toHaveLength(2));
    await first.end();
    await commit(...drafts(1));
    const second = follow(store, to, 1);
    await vi.waitFor(() => expect(to.received).toHaveLength(3));
    await second.end();
    expect(to.received).toEqual(["1.1", "1.2", "2.1"]);
  });

  it("ends at once where the signal has aborted, and while it waits", async () => {
    const { store } = committer();
    const to = remote();
    await followEvents({ store, tenant: TENANT, sink: to.sink, progress: to.progress, signal: AbortSignal.abort() });
    to.progress.load = () => Promise.reject(new Error("down"));
    const stop = new AbortController();
    const slow = { firstMs: 1e9, longestMs: 1e9 };
    const options = { store, tenant: TENANT, sink: to.sink, progress: to.progress, signal: stop.signal, backoff: slow };
    const failed = new Promise<void>((resolve) => {
      const ended = followEvents({ ...options, onError: () => queueMicrotask(() => stop.abort()) });
      ended.then(resolve);
    });
    await failed;
  });
});
