import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PGlite } from "@electric-sql/pglite";
import { memoryStore, type PolicyStore } from "castellan/storage";
import { fileStore } from "castellan/storage/file";
import { migrate, nodeSqlite, type SqlDatabase, sqlStore } from "castellan/storage/sql";
import { Kysely, MysqlDialect, PGliteDialect, PostgresDialect, SqliteDialect, sql } from "kysely";
import { createPool } from "mysql2";
import pg from "pg";
import { isThere } from "../../test/scale/setting.js";

/** A store with nothing in it, and what takes it away. */
export interface OpenedStore {
  readonly store: PolicyStore;
  readonly close: () => Promise<void>;
}

/** A kind of store. */
export interface StoreKind {
  readonly name: string;
  /** `undefined` where there is no server. */
  readonly open: () => Promise<OpenedStore | undefined>;
}

/** Where the servers are: by the environment, or where they usually are. */
export const SERVERS = {
  postgres: process.env["POSTGRES_URL"] || "postgres://postgres@127.0.0.1:5432/test",
  mysql: process.env["MYSQL_URL"] || "mysql://root@127.0.0.1:3306/test",
  redis: process.env["REDIS_URL"] || "redis://127.0.0.1:6379",
} as const;

/** Every store there is, from the nearest to the farthest. */
export const storeKinds: readonly StoreKind[] = [
  { name: "memory", open: async () => ({ store: memoryStore(), close: async () => undefined }) },
  { name: "file", open: openFile },
  { name: "SQLite", open: openSqlite },
  { name: "PGlite", open: openPglite },
  { name: "PostgreSQL", open: openPostgres },
  { name: "MariaDB", open: openMysql },
];

/** A name that no other run has. */
export function ownName(): string {
  return `castellan_run_${process.pid}_${Date.now()}`;
}

async function openFile(): Promise<OpenedStore> {
  const directory = await mkdtemp(join(tmpdir(), "castellan-bench-"));
  const store = await fileStore({ directory });
  const close = async () => {
    await store.close();
    await rm(directory, { recursive: true });
  };
  return { store, close };
}

async function openSqlite(): Promise<OpenedStore> {
  const directory = await mkdtemp(join(tmpdir(), "castellan-bench-"));
  const database = new DatabaseSync(join(directory, "bench.db"));
  database.exec("pragma journal_mode = wal; pragma synchronous = full");
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: nodeSqlite(database) }) });
  return opened({ db, dialect: "sqlite" }, () => rm(directory, { recursive: true }));
}

async function openPglite(): Promise<OpenedStore> {
  const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite: await PGlite.create() }) });
  return opened({ db, dialect: "postgres" });
}

async function openPostgres(): Promise<OpenedStore | undefined> {
  if (!(await isThere(SERVERS.postgres))) return undefined;
  const pool = new pg.Pool({ connectionString: SERVERS.postgres, max: 10 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const schema = ownName();
  await sql`create schema ${sql.id(schema)}`.execute(db);
  return opened({ db, dialect: "postgres", schema }, () => sql`drop schema ${sql.id(schema)} cascade`.execute(db));
}

async function openMysql(): Promise<OpenedStore | undefined> {
  if (!(await isThere(SERVERS.mysql))) return undefined;
  const pool = createPool({ uri: SERVERS.mysql, connectionLimit: 10 });
  const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
  const schema = ownName();
  await sql`create database ${sql.id(schema)}`.execute(db);
  return opened({ db, dialect: "mysql", schema }, () => sql`drop database ${sql.id(schema)}`.execute(db));
}

async function opened(
  database: SqlDatabase,
  drop: () => Promise<unknown> = async () => undefined,
): Promise<OpenedStore> {
  await migrate(database);
  const close = async () => {
    await drop();
    await database.db.destroy();
  };
  return { store: sqlStore(database), close };
}
