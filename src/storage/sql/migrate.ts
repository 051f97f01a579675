import { type Kysely, sql } from "kysely";
import { InvalidRequestError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import { StoreError } from "../store-error.js";
import { type SqlMigration, sqlMigrations } from "./migrations.js";
import { checkVersion, type SchemaRow } from "./schema-version.js";
import { errorField, type SqlDialect } from "./sql-dialect.js";
import { sqlDialect } from "./sql-dialects.js";
import { prefixOf, type SqlLocation, sqlTables } from "./sql-location.js";
import { sqlStoreError } from "./sql-store-error.js";
import { withoutPlugins } from "./without-plugins.js";

/** Which database to migrate. */
export interface SqlDatabase<Database = unknown> extends SqlLocation {
  /**
   * Its tables need not be known to it. It must reach the database itself: PgBouncer, for instance, loses locks unless it
   * pools whole sessions.
   */
  readonly db: Kysely<Database>;
}

/** How far to go, and how long to wait. */
export interface MigrateOptions {
  /** The name of the last migration to run. Default: all. */
  readonly to?: string;
  /** How long to wait while another process migrates, in milliseconds. Default 10 minutes. */
  readonly waitMs?: number;
}

/**
 * Brings the schema up to date, while others read and write. Processes that start at once wait for each other, and a
 * migration that was broken off is finished by the next call. There is no way back: a schema that was rolled forward still
 * serves the code before it, unless that code says `unsupported_version`.
 *
 * @param database - the database and its dialect
 * @param options - how far, and how long to wait for another process
 * @returns the names of the migrations that were run by this call
 * @throws StoreError `unavailable` if the database cannot be asked, or another process migrates for longer than `waitMs`
 * @throws StoreError `unsupported_version` if the schema is newer than this castellan, or the `schema` that the tables are to be
 * in is not there
 * @throws InvalidRequestError `invalid_request` for a `db` that is no Kysely, a dialect that there is not, a prefix or schema
 * that is no plain name
 */
export async function migrate<Database>(
  database: SqlDatabase<Database>,
  options: MigrateOptions = {},
): Promise<readonly string[]> {
  const { to, waitMs = 600_000 } = options;
  const all = sqlMigrations(database, "live");
  const last = to === undefined ? all.length : all.findIndex((migration) => migration.name === to) + 1;
  if (last === 0) throw new InvalidRequestError("invalid_request", `there is no migration ${quote(to)}`);
  const dialect = sqlDialect(database.dialect);
  try {
    return await withoutPlugins(database.db, database.dialect)
      .connection()
      .execute(async (connection) => {
        const own = connection as Kysely<unknown>;
        return await locked(own, dialect, lockName(database), waitMs, async () => {
          const pending = all.slice(await versionOf(own, database), last);
          for (const migration of pending) await run(own, dialect, migration);
          return pending.map((migration) => migration.name);
        });
      });
  } catch (error) {
    throw migrationError(database, error);
  }
}

/** Tables that are not there are made here; what has to be there before is the schema that they are to be in. */
function migrationError({ dialect, schema }: SqlLocation, error: unknown): Error {
  if (schema === undefined || sqlDialect(dialect).faultOf(error) !== "no_schema") {
    return sqlStoreError(sqlDialect(dialect), error, "reading");
  }
  return new StoreError("unsupported_version", `there is no schema ${quote(schema)}; create it first`, error);
}

/**
 * Lists the migrations that have not been run yet, in their order.
 *
 * @param database - the database and its dialect
 * @throws StoreError `unsupported_version` if the schema is newer than this castellan
 */
export async function pendingMigrations<Database>(database: SqlDatabase<Database>): Promise<readonly string[]> {
  try {
    const version = await versionOf(withoutPlugins(database.db, database.dialect), database);
    return sqlMigrations(database, "live").flatMap((migration) =>
      migration.version > version ? [migration.name] : [],
    );
  } catch (error) {
    throw sqlStoreError(sqlDialect(database.dialect), error, "reading");
  }
}

async function versionOf<Database>(db: Kysely<Database>, location: SqlLocation): Promise<number> {
  const { schema } = sqlTables(location);
  try {
    const { rows } = await sql<SchemaRow>`select version, compatible from ${sql.raw(schema)}`.execute(db);
    const [row] = rows;
    if (row === undefined || Number(row.version) === 0) return 0;
    checkVersion(row);
    return Number(row.version);
  } catch (error) {
    if (sqlDialect(location.dialect).faultOf(error) === "no_schema") return 0;
    throw error;
  }
}

async function run(connection: Kysely<unknown>, dialect: SqlDialect, migration: SqlMigration): Promise<void> {
  for (const statement of migration.statements) {
    try {
      await sql.raw(statement).execute(connection);
    } catch (error) {
      // it was built by a run that was broken off
      if (dialect.indexIsThere === undefined || errorField(error, "code") !== dialect.indexIsThere) throw error;
    }
  }
}

async function locked<T>(
  connection: Kysely<unknown>,
  { lock }: SqlDialect,
  name: string,
  waitMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + waitMs;
  while (!(await lock.acquire(connection, name))) {
    if (Date.now() > deadline) throw new StoreError("unavailable", "another process is migrating; try again later");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  let outcome: "done" | "failed" = "failed";
  try {
    const result = await work();
    outcome = "done";
    return result;
  } finally {
    await lock.release(connection, name, outcome);
  }
}

function lockName(location: SqlLocation): string {
  return `castellan/${location.schema ?? ""}/${prefixOf(location)}`;
}
