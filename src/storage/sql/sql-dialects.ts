import { mysql } from "./dialects/mysql.js";
import { postgres } from "./dialects/postgres.js";
import { sqlite } from "./dialects/sqlite.js";
import type { SqlDialect, SqlDialectName } from "./sql-dialect.js";

/** By name. */
export const sqlDialects: Readonly<Record<SqlDialectName, SqlDialect>> = { postgres, mysql, sqlite };
