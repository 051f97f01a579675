import { sql } from "kysely";
import { errorField, type SqlDialect, type SqlFault } from "../sql-dialect.js";

/** MySQL and MariaDB. */
export const mysql: SqlDialect = {
  columnTypes: {
    key: "varchar(1280) character set ascii collate ascii_bin",
    shortKey: "varchar(96) character set ascii collate ascii_bin",
    json: "longtext character set ascii collate ascii_bin",
    count: "bigint",
  },
  quote: "`",
  replaceState: "on duplicate key update state = values(state)",
  changesWithinQueries: false,
  createIndex: ({ name, table, columns }) => [`create index ${name} on ${table} (${columns.join(", ")})`],
  // InnoDB lets others write meanwhile by itself
  createIndexLive: ({ name, table, columns }) => [`create index ${name} on ${table} (${columns.join(", ")})`],
  indexIsThere: "ER_DUP_KEYNAME",
  lock: {
    acquire: async (connection, name) => {
      const query = sql<{ locked: unknown }>`select get_lock(${lockName(name)}, 0) as locked`;
      return Number((await query.execute(connection)).rows[0]?.locked) === 1;
    },
    release: (connection, name) => sql`select release_lock(${lockName(name)})`.execute(connection),
  },
  faultOf: (error) => FAULTS.get(errorField(error, "code")),
};

/** Locks belong to the whole server, and their names are at most 64 characters long. */
function lockName(name: string) {
  return sql`sha1(concat(database(), '/', ${name}))`;
}

const FAULTS: ReadonlyMap<unknown, SqlFault> = new Map<unknown, SqlFault>([
  ["ER_LOCK_DEADLOCK", "conflict"],
  ["ER_LOCK_WAIT_TIMEOUT", "conflict"],
  ["ER_CHECKREAD", "conflict"],
  ["ER_DUP_ENTRY", "duplicate"],
  ["ER_NO_SUCH_TABLE", "no_schema"],
  ["ER_BAD_FIELD_ERROR", "no_schema"],
  ["ER_CRASHED_ON_USAGE", "corrupt"],
  ["ER_NOT_KEYFILE", "corrupt"],
]);
