import type { SqliteDatabase } from "kysely";

/** What is used of a `DatabaseSync` of `node:sqlite`. */
export interface NodeSqliteDatabase {
  /** Prepares a statement. */
  prepare(sql: string): NodeSqliteStatement;
  /** Closes the database. */
  close(): void;
}

/** What is used of its statements. */
export interface NodeSqliteStatement {
  /** The columns of what it gives; none, if it gives no rows. */
  columns(): readonly unknown[];
  /** All rows. */
  all(...parameters: never[]): unknown[];
  /** Runs it for its effect. */
  run(...parameters: never[]): { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint };
  /** The rows, one by one. */
  iterate(...parameters: never[]): Iterable<unknown>;
}

/**
 * Lets Kysely's `SqliteDialect` use the SQLite that comes with Node.
 *
 * @param database - a `DatabaseSync` of `node:sqlite` (Node 22.16 or later)
 * @example
 * import { DatabaseSync } from "node:sqlite";
 * import { Kysely, SqliteDialect, sql } from "kysely";
 * const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: nodeSqlite(new DatabaseSync(":memory:")) }) });
 * (await sql<{ two: number }>`select 1 + ${1} as two`.execute(db)).rows[0]?.two // => 2
 */
export function nodeSqlite(database: NodeSqliteDatabase): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = database.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as never[])),
        run: (parameters) => statement.run(...(parameters as never[])),
        iterate: (parameters) => statement.iterate(...(parameters as never[])) as IterableIterator<unknown>,
      };
    },
  };
}
