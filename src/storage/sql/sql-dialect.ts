import type { Kysely } from "kysely";

/** How a database speaks: `postgres` is PostgreSQL, PGlite and what is compatible with them, `mysql` is MySQL and MariaDB. */
export type SqlDialectName = "postgres" | "mysql" | "sqlite";

/** What an error of a database means to a store. What is not listed means that the database could not be asked. */
export type SqlFault =
  /** Another transaction was in the way, and nothing of this one was written. */
  | "conflict"
  /** A row with this key is there already. */
  | "duplicate"
  /** A table or column is not there. */
  | "no_schema"
  /** What the database keeps is damaged. */
  | "corrupt";

/** An index. */
export interface IndexDefinition {
  /** Quoted. */
  readonly name: string;
  /** Quoted, with its schema. */
  readonly table: string;
  readonly columns: readonly string[];
}

/** In what databases differ. */
export interface SqlDialect {
  readonly columnTypes: {
    /** At most 1280 ASCII characters, compared byte by byte. */
    readonly key: string;
    /** At most 96 ASCII characters, compared byte by byte. */
    readonly shortKey: string;
    /** ASCII text of any length. */
    readonly json: string;
    /** Whole numbers up to 2^53. */
    readonly count: string;
  };
  readonly quote: string;
  /** What follows the rows of an insert of states, so that it replaces those that are there. */
  readonly replaceState: string;
  /** Whether `with` may hold parts that change tables and give rows. */
  readonly changesWithinQueries: boolean;
  /** Builds an index, also inside a transaction. */
  readonly createIndex: (index: IndexDefinition) => readonly string[];
  /** Builds an index while others write, outside a transaction. It may have been begun before, and may have been finished. */
  readonly createIndexLive: (index: IndexDefinition) => readonly string[];
  /** The code of the error that says that an index is there already, where `createIndexLive` cannot ask for that. */
  readonly indexIsThere?: string;
  /** Keeps other migrating processes out. `release` follows only upon an `acquire` that gave `true`. */
  readonly lock: {
    readonly acquire: (connection: Kysely<unknown>, name: string) => Promise<boolean>;
    readonly release: (connection: Kysely<unknown>, name: string, outcome: "done" | "failed") => Promise<unknown>;
  };
  readonly faultOf: (error: unknown) => SqlFault | undefined;
}

/** What drivers put into errors, as far as they agree. */
export function errorField(error: unknown, name: "code" | "errcode" | "message"): unknown {
  return typeof error === "object" && error !== null
    ? (error as Partial<Record<typeof name, unknown>>)[name]
    : undefined;
}
