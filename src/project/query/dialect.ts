import { InvalidRequestError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import type { SqlDialect } from "./sql/dialect.js";
import { mysql } from "./sql/mysql/dialect.js";
import { postgres } from "./sql/postgres/dialect.js";
import { sqlite } from "./sql/sqlite/dialect.js";

/** A family of databases. `mysql` is MySQL and MariaDB. */
export type DialectName = "postgres" | "mysql" | "sqlite";

const DIALECTS: ReadonlyMap<string, SqlDialect> = new Map<DialectName, SqlDialect>([
  ["postgres", postgres],
  ["mysql", mysql],
  ["sqlite", sqlite],
]);

/** @throws InvalidRequestError `invalid_request` for a dialect that is not known */
export function dialectOf(name: string): SqlDialect {
  const dialect = DIALECTS.get(name);
  if (dialect !== undefined) return dialect;
  throw new InvalidRequestError(
    "invalid_request",
    `dialect ${quote(name)} is none of ${[...DIALECTS.keys()].join(", ")}`,
  );
}
