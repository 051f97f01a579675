import { connect } from "node:net";
import type { PolicyStore } from "castellan/storage";
import { migrate, sqlStore } from "castellan/storage/sql";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import type { News, Setup } from "./protocol.js";

/** Where the servers are: by the environment, or where they usually are. */
export const POSTGRES_URL = process.env["POSTGRES_URL"] || "postgres://postgres@127.0.0.1:5432/test";
export const REDIS_URL = process.env["REDIS_URL"] || "redis://127.0.0.1:6379";

/** A schema of a run's own in PostgreSQL, reached directly. */
export interface Setting {
  readonly store: PolicyStore;
  readonly setup: (news: News, changes?: Partial<Setup>) => Setup;
  readonly close: () => Promise<void>;
}

/** Makes a schema; `close` drops it. */
export async function openSetting(): Promise<Setting> {
  const pool = new pg.Pool({ connectionString: POSTGRES_URL, max: 10 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const schema = `castellan_scale_${process.pid}_${Date.now()}`;
  await sql`create schema ${sql.id(schema)}`.execute(db);
  const database = { db, dialect: "postgres", schema } as const;
  await migrate(database);
  return {
    store: sqlStore(database),
    setup: (news, changes = {}) => ({
      url: POSTGRES_URL,
      schema,
      news,
      redisUrl: REDIS_URL,
      channel: schema,
      freshForMs: 1_000,
      pollMs: 1_000,
      timeoutMs: 1_000,
      ...changes,
    }),
    close: async () => {
      await sql`drop schema ${sql.id(schema)} cascade`.execute(db);
      await db.destroy();
    },
  };
}

/** Whether anybody listens there. */
export async function isThere(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  return await new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const done = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(1_000, () => done(false));
    socket.on("connect", () => done(true));
    socket.on("error", () => done(false));
  });
}

/** The value below which a share of all lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
