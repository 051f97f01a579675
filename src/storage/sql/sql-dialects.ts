import { InvalidRequestError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import { mysql } from "./dialects/mysql.js";
import { postgres } from "./dialects/postgres.js";
import { sqlite } from "./dialects/sqlite.js";
import type { SqlDialect, SqlDialectName } from "./sql-dialect.js";

const DIALECTS: Readonly<Record<SqlDialectName, SqlDialect>> = { postgres, mysql, sqlite };

/**
 * A dialect, by its name.
 *
 * @throws InvalidRequestError `invalid_request` for any other name
 */
export function sqlDialect(name: SqlDialectName): SqlDialect {
  if (Object.hasOwn(DIALECTS, name)) return DIALECTS[name];
  const known = Object.keys(DIALECTS).map(quote).join(", ");
  throw new InvalidRequestError("invalid_request", `there is no dialect ${quote(name)}; known are ${known}`);
}
