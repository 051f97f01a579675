import { Announcer } from "../news/announcer.js";
import { followCommits } from "../news/follow-commits.js";
import { readHints, writeHints } from "../news/hint.js";
import { joined } from "../news/joined.js";
import { RevisionFeed } from "../news/revision-feed.js";
import { SharedListener } from "../news/shared-listener.js";
import type { PolicyStore } from "../policy-store.js";

/** What is used of a connected client of `redis` that commands are sent by. */
export interface RedisPublisher {
  /** Sends a message to all who listen to a channel. */
  publish(channel: string, message: string): Promise<unknown>;
}

/** What is used of a connected client of `redis` that does nothing but listen: `client.duplicate()`. */
export interface RedisSubscriber {
  /** Whether it is connected. */
  readonly isReady: boolean;
  /** Listens to a channel, also when the connection comes back. */
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  /** Listens no more. */
  unsubscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  /** Hears of what befalls the connection. */
  on(event: "error" | "end" | "reconnecting", listener: (error?: unknown) => void): unknown;
  /** Hears of it no more. */
  off(event: "error" | "end" | "reconnecting", listener: (error?: unknown) => void): unknown;
}

/** Which Redis, and how often to look without it. */
export interface RedisOptions {
  readonly publisher: RedisPublisher;
  readonly subscriber: RedisSubscriber;
  /** The channel: one for all processes that share the store. Default `castellan`. */
  readonly channel?: string;
  /** How often `watch` looks for what no message told of, in milliseconds. Default 5,000. */
  readonly pollMs?: number;
}

/**
 * Lets processes that share a store hear of each other's commits at once, through Redis. Redis keeps nothing: a message holds
 * short hashes of tenants and their revisions, and whoever hears it reads the store. So a message that is lost, doubled or
 * made up changes nothing but when somebody looks.
 *
 * @param store - what keeps everything; of its own `watch` no use is made
 * @param options - the clients, and the channel
 * @returns the same store, which tells of its commits and can be watched
 * @throws InvalidRequestError `invalid_limit` for a `pollMs` below 1
 */
export function withRedis(store: PolicyStore, options: RedisOptions): Required<PolicyStore> {
  const { publisher, subscriber, channel = "castellan", pollMs = 5_000 } = options;
  const feed = new RevisionFeed({ pollMs, latest: (tenants) => latestRevisions(store, tenants) });
  const announcer = new Announcer((hints) => publisher.publish(channel, writeHints(hints)));
  const listener = new SharedListener(
    (lost) => subscribe(subscriber, channel, (message) => feed.hear(readHints(message)), lost),
    (error) => feed.lose(error),
  );
  return {
    read: (tenant, principalId) => store.read(tenant, principalId),
    scan: (tenant, scan) => store.scan(tenant, scan),
    events: (tenant, query) => store.events(tenant, query),
    commit: async (tenant, changes, commit) => {
      const made = await store.commit(tenant, changes, commit);
      feed.tell(tenant, made.revision);
      announcer.announce(tenant, made.revision);
      return made;
    },
    watch: (tenant, fromRevision, signal) =>
      joined(listener, signal, () => followCommits(store, feed, tenant, fromRevision, signal)),
  };
}

async function subscribe(
  subscriber: RedisSubscriber,
  channel: string,
  heard: (message: string) => void,
  lost: (error: unknown) => void,
): Promise<() => Promise<unknown>> {
  // it would wait until the connection is back, and nobody would know that nothing is heard
  if (!subscriber.isReady) throw new Error("the subscriber is not connected");
  const fail = (error?: unknown) => lost(error ?? new Error("the connection ended"));
  for (const event of FAILURES) subscriber.on(event, fail);
  const end = async () => {
    for (const event of FAILURES) subscriber.off(event, fail);
    await subscriber.unsubscribe(channel, heard);
  };
  try {
    await subscriber.subscribe(channel, heard);
  } catch (error) {
    end().catch(() => undefined);
    throw error;
  }
  return end;
}

const FAILURES = ["error", "end", "reconnecting"] as const;

async function latestRevisions(store: PolicyStore, tenants: readonly string[]) {
  const found: [tenant: string, revision: number][] = [];
  // one after the other: this is what is done while nothing is urgent
  for (const tenant of tenants) {
    for await (const { revision } of store.events(tenant, { last: 1 })) found.push([tenant, revision]);
  }
  return found;
}
