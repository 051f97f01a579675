import { sql } from "kysely";
import { InvalidRequestError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import { readHints, writeHints } from "../news/hint.js";
import type { SqlNotifications } from "./sql-notifications.js";

/** What is used of a `Client` of `pg`. */
export interface PostgresClient {
  /** Connects. */
  connect(): Promise<unknown>;
  /** Runs a statement. */
  query(text: string): Promise<unknown>;
  /** Closes the connection. */
  end(): Promise<unknown>;
  /** Hears of notifications. */
  on(event: "notification", listener: (message: PostgresNotification) => void): unknown;
  /** Hears of a connection that broke. */
  on(event: "error", listener: (error: Error) => void): unknown;
  /** Hears of a connection that ended. */
  on(event: "end", listener: () => void): unknown;
}

/** What `pg` tells of a notification. */
export interface PostgresNotification {
  readonly channel: string;
  readonly payload?: string | undefined;
}

/** How to listen. */
export interface PostgresNotificationsOptions {
  /**
   * Makes a client that is not connected yet. It must reach PostgreSQL itself, or a pooler that pools whole sessions. Give it
   * `connectionTimeoutMillis` and `keepAlive`.
   */
  readonly client: () => PostgresClient;
  /** The channel: a plain name of up to 63 characters, one for all processes that share the tables. Default `castellan`. */
  readonly channel?: string;
}

/**
 * Tells of commits by PostgreSQL's NOTIFY, and hears of them by LISTEN on one connection of its own, open while anybody
 * watches. A message holds short hashes of tenants and their revisions, nothing else.
 *
 * It is sent after the commit and not within: PostgreSQL makes all transactions that notify commit one after the other.
 *
 * @param options - how to listen
 * @throws InvalidRequestError `invalid_request` for a channel that is no plain name
 */
export function postgresNotifications(options: PostgresNotificationsOptions): SqlNotifications {
  const { client: makeClient, channel = "castellan" } = options;
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,62}$/.test(channel)) {
    throw new InvalidRequestError("invalid_request", `the channel ${quote(channel)} is not a plain name`);
  }
  return {
    announce: (db, hints) => sql`select pg_notify(${channel}, ${writeHints(hints)})`.execute(db),
    listen: async (heard, lost) => {
      const client = makeClient();
      client.on("error", lost);
      client.on("end", () => lost(new Error("the connection ended")));
      client.on("notification", ({ payload }) => heard(readHints(payload)));
      try {
        await client.connect();
        await client.query(`listen "${channel}"`);
      } catch (error) {
        client.end().catch(() => undefined);
        throw error;
      }
      return () => client.end();
    },
  };
}
