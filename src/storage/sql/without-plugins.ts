import { type Kysely, MysqlAdapter, PostgresAdapter, SqliteAdapter } from "kysely";
import { InvalidRequestError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import type { SqlDialectName } from "./sql-dialect.js";
import { sqlDialect } from "./sql-dialects.js";

/** What Kysely's own dialects speak through; others may speak through anything. */
const ADAPTERS = { postgres: PostgresAdapter, mysql: MysqlAdapter, sqlite: SqliteAdapter } satisfies Record<
  SqlDialectName,
  unknown
>;

/**
 * A Kysely as castellan uses it: what an application's plugins do to names and values is not meant for its tables.
 *
 * @throws InvalidRequestError `invalid_request` for what is no Kysely (a pool or a connection, say), and for one that is known to
 * speak another dialect: much would go well, until something did not
 */
export function withoutPlugins<Database>(db: Kysely<Database>, dialect: SqlDialectName): Kysely<Database> {
  sqlDialect(dialect);
  if (typeof db?.withoutPlugins !== "function") {
    throw new InvalidRequestError("invalid_request", "`db` is no Kysely; wrap the pool: `new Kysely({ dialect })`");
  }
  const { adapter } = db.getExecutor();
  const spoken = Object.entries(ADAPTERS).find(([, Adapter]) => adapter instanceof Adapter)?.[0];
  if (spoken !== undefined && spoken !== dialect) {
    const message = `\`db\` speaks ${quote(spoken)}, and \`dialect\` says ${quote(dialect)}`;
    throw new InvalidRequestError("invalid_request", message);
  }
  return db.withoutPlugins();
}
