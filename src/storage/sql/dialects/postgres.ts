import { sql } from "kysely";
import { errorField, type SqlDialect, type SqlFault } from "../sql-dialect.js";

/** PostgreSQL, PGlite, and what is compatible with them. */
export const postgres: SqlDialect = {
  columnTypes: {
    key: `varchar(1280) collate "C"`,
    shortKey: `varchar(96) collate "C"`,
    json: "text",
    count: "bigint",
  },
  quote: '"',
  replaceState: "on conflict (tenant, principal) do update set state = excluded.state",
  changesWithinQueries: true,
  createIndex: ({ name, table, columns }) => [`create index if not exists ${name} on ${table} (${columns.join(", ")})`],
  // one that was broken off leaves an index behind that has the name and is never used: so it is built anew
  createIndexLive: ({ name, table, columns }) => [
    `drop index concurrently if exists ${table.includes(".") ? `${table.slice(0, table.indexOf("."))}.` : ""}${name}`,
    `create index concurrently ${name} on ${table} (${columns.join(", ")})`,
  ],
  lock: {
    // Who waits inside the database holds a snapshot, for which `create index concurrently` would wait in turn.
    acquire: async (connection, name) => {
      const query = sql<{
        locked: boolean;
      }>`select pg_try_advisory_lock(${LOCK_SPACE}::int, hashtext(${name})) as locked`;
      return (await query.execute(connection)).rows[0]?.locked === true;
    },
    release: (connection, name) =>
      sql`select pg_advisory_unlock(${LOCK_SPACE}::int, hashtext(${name}))`.execute(connection),
  },
  faultOf: (error) => FAULTS.get(errorField(error, "code")),
};

/** Any number that others will not think of. */
const LOCK_SPACE = 1_128_354_636;

/** By SQLSTATE. */
const FAULTS: ReadonlyMap<unknown, SqlFault> = new Map<unknown, SqlFault>([
  ["40001", "conflict"], // serialization_failure
  ["40P01", "conflict"], // deadlock_detected
  ["55P03", "conflict"], // lock_not_available
  ["23505", "duplicate"], // unique_violation
  ["42P01", "no_schema"], // undefined_table
  ["42703", "no_schema"], // undefined_column
  ["3F000", "no_schema"], // invalid_schema_name
  ["XX001", "corrupt"], // data_corrupted
  ["XX002", "corrupt"], // index_corrupted
]);
