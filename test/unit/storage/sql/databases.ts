import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PGlite } from "@electric-sql/pglite";
import { nodeSqlite, type SqlDatabase } from "castellan/storage/sql";
import { Kysely, MysqlDialect, PGliteDialect, PostgresDialect, SqliteDialect, sql } from "kysely";
import { createPool } from "mysql2";
import pg from "pg";

/** A database of a test file's own, that goes with it. */
export interface TestDatabase {
  readonly name: string;
  /** Tables that no other call has, all of them in the same database. Nothing is in it yet. */
  fresh(): SqlDatabase;
  /** The same database by another connection, as another process has it; the same one where there can be only one. */
  other(database: SqlDatabase): SqlDatabase;
  close(): Promise<void>;
}

export interface TestDatabaseKind {
  readonly name: string;
  /** Which environment variable says where the server is; without it, it is skipped. */
  readonly variable?: "POSTGRES_URL" | "MYSQL_URL";
  readonly open: () => Promise<TestDatabase>;
}

/** PGlite and SQLite run in this process; the servers only where they are named. */
export const databaseKinds: readonly TestDatabaseKind[] = [
  { name: "SQLite", open: sqlite },
  { name: "PGlite", open: pglite },
  { name: "PostgreSQL", variable: "POSTGRES_URL", open: postgres },
  { name: "MariaDB", variable: "MYSQL_URL", open: mariadb },
];

export function isSkipped({ variable }: TestDatabaseKind): boolean {
  return variable !== undefined && (process.env[variable] ?? "") === "";
}

let prefixes = 0;
const nextPrefix = () => `t${++prefixes}_`;

async function sqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "castellan-sqlite-"));
  const opened: Kysely<unknown>[] = [];
  const connect = (file: string): SqlDatabase => {
    const sqlite = new DatabaseSync(file);
    sqlite.exec("pragma journal_mode = wal");
    const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: nodeSqlite(sqlite) }) });
    opened.push(db);
    return { db, dialect: "sqlite" };
  };
  const files = new Map<SqlDatabase, string>();
  return {
    name: "SQLite",
    fresh: () => {
      const file = join(folder, `${nextPrefix()}.db`);
      const database = connect(file);
      files.set(database, file);
      return database;
    },
    other: (database) => connect(files.get(database) ?? ""),
    close: async () => {
      for (const db of opened) await db.destroy();
      rmSync(folder, { recursive: true });
    },
  };
}

async function pglite(): Promise<TestDatabase> {
  const db = new Kysely<unknown>({ dialect: new PGliteDialect({ pglite: await PGlite.create() }) });
  return {
    name: "PGlite",
    fresh: () => ({ db, dialect: "postgres", prefix: nextPrefix() }),
    other: (database) => database,
    close: () => db.destroy(),
  };
}

async function postgres(): Promise<TestDatabase> {
  const opened: Kysely<unknown>[] = [];
  const connect = () => {
    const pool = new pg.Pool({ connectionString: process.env["POSTGRES_URL"], max: 8 });
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    opened.push(db);
    return db;
  };
  const db = connect();
  const schema = `castellan_test_${process.pid}_${Date.now()}`;
  await sql`create schema ${sql.id(schema)}`.execute(db);
  return {
    name: "PostgreSQL",
    fresh: () => ({ db, dialect: "postgres", schema, prefix: nextPrefix() }),
    other: (database) => ({ ...database, db: connect() }),
    close: async () => {
      await sql`drop schema ${sql.id(schema)} cascade`.execute(db);
      for (const each of opened) await each.destroy();
    },
  };
}

async function mariadb(): Promise<TestDatabase> {
  const opened: Kysely<unknown>[] = [];
  const connect = () => {
    const pool = createPool({ uri: process.env["MYSQL_URL"] ?? "", connectionLimit: 8 });
    const db = new Kysely<unknown>({ dialect: new MysqlDialect({ pool }) });
    opened.push(db);
    return db;
  };
  const db = connect();
  const schema = `castellan_test_${process.pid}_${Date.now()}`;
  await sql`create database ${sql.id(schema)}`.execute(db);
  return {
    name: "MariaDB",
    fresh: () => ({ db, dialect: "mysql", schema, prefix: nextPrefix() }),
    other: (database) => ({ ...database, db: connect() }),
    close: async () => {
      await sql`drop database ${sql.id(schema)}`.execute(db);
      for (const each of opened) await each.destroy();
    },
  };
}
