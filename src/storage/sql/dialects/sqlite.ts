import { sql } from "kysely";
import { errorField, type SqlDialect, type SqlFault } from "../sql-dialect.js";

/** SQLite. */
export const sqlite: SqlDialect = {
  columnTypes: { key: "text", shortKey: "text", json: "text", count: "integer" },
  quote: '"',
  replaceState: "on conflict (tenant, principal) do update set state = excluded.state",
  changesWithinQueries: false,
  createIndex: ({ name, table, columns }) => [`create index if not exists ${name} on ${table} (${columns.join(", ")})`],
  createIndexLive: ({ name, table, columns }) => [
    `create index if not exists ${name} on ${table} (${columns.join(", ")})`,
  ],
  lock: {
    // one writer at a time is the database's own rule, and it can undo what it built
    acquire: async (connection) => {
      try {
        await sql`begin immediate`.execute(connection);
        return true;
      } catch (error) {
        if (sqlite.faultOf(error) === "conflict") return false;
        throw error;
      }
    },
    release: (connection, _, outcome) => (outcome === "done" ? sql`commit` : sql`rollback`).execute(connection),
  },
  faultOf: (error) => {
    // node:sqlite gives SQLite's number, better-sqlite3 its name
    const fault = FAULTS.get(errorField(error, "errcode")) ?? FAULTS.get(errorField(error, "code"));
    return (
      fault ?? (/\bno such (?:table|column)\b/.test(String(errorField(error, "message"))) ? "no_schema" : undefined)
    );
  },
};

const FAULTS: ReadonlyMap<unknown, SqlFault> = new Map<unknown, SqlFault>(
  (
    [
      [5, "SQLITE_BUSY", "conflict"],
      [261, "SQLITE_BUSY_RECOVERY", "conflict"],
      [517, "SQLITE_BUSY_SNAPSHOT", "conflict"],
      [6, "SQLITE_LOCKED", "conflict"],
      [1555, "SQLITE_CONSTRAINT_PRIMARYKEY", "duplicate"],
      [2067, "SQLITE_CONSTRAINT_UNIQUE", "duplicate"],
      [11, "SQLITE_CORRUPT", "corrupt"],
      [26, "SQLITE_NOTADB", "corrupt"],
    ] as const
  ).flatMap(([number, name, fault]) => [
    [number, fault],
    [name, fault],
  ]),
);
