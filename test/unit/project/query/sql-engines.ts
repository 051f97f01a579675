import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { PGlite } from "@electric-sql/pglite";
import mysql from "mysql2/promise";
import pg from "pg";
import type { DialectName } from "../../../../src/project/query/dialect.js";

/** A column, and how values are written to it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly encode?: (value: unknown) => unknown;
}

/** What is run: rows are written with more than filters bind. */
interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** A database that is there for one test file. */
export interface Engine {
  readonly dialect: DialectName;
  readonly query: (statement: Statement) => Promise<readonly Record<string, unknown>[]>;
  readonly close: () => Promise<void>;
}

export function sqliteEngine(): Engine {
  const database = new DatabaseSync(":memory:");
  const query = async ({ text, values }: Statement) => database.prepare(text).all(...(values as SQLInputValue[]));
  return { dialect: "sqlite", query, close: async () => database.close() };
}

export async function pgliteEngine(): Promise<Engine> {
  const database = await PGlite.create();
  const query = async ({ text, values }: Statement) =>
    (await database.query<Record<string, unknown>>(text, [...values])).rows;
  return { dialect: "postgres", query, close: () => database.close() };
}

/** @param url - such as `postgres://postgres@127.0.0.1:5432/test` */
export async function postgresEngine(url: string): Promise<Engine> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const query = async ({ text, values }: Statement) => (await client.query(text, [...values])).rows;
  return { dialect: "postgres", query, close: () => client.end() };
}

/** @param url - such as `mysql://root@127.0.0.1:3306/test` */
export async function mysqlEngine(url: string): Promise<Engine> {
  const connection = await mysql.createConnection({ uri: url, timezone: "Z" });
  const query = async ({ text, values }: Statement) => {
    const [rows] = await connection.execute(text, [...values] as string[]);
    return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
  };
  return { dialect: "mysql", query, close: () => connection.end() };
}

/** Makes a temporary table and fills it. `undefined` in a record is NULL in its column. */
export async function fill(
  engine: Engine,
  table: string,
  columns: readonly Column[],
  records: readonly Record<string, unknown>[],
): Promise<void> {
  const quoted = (name: string) => (engine.dialect === "mysql" ? `\`${name}\`` : `"${name}"`);
  const types = columns.map(({ name, type }) => `${quoted(name)} ${type}`).join(", ");
  await engine.query({ text: `CREATE TEMPORARY TABLE ${table} (${types})`, values: [] });
  const marks = columns.map((_, index) => (engine.dialect === "postgres" ? `$${index + 1}` : "?")).join(", ");
  for (const record of records) {
    const values = columns.map(({ name, encode }) => {
      const value = record[name] ?? null;
      return value === null || encode === undefined ? value : encode(value);
    });
    await engine.query({ text: `INSERT INTO ${table} VALUES (${marks})`, values });
  }
}
