import { type Kysely, type RawBuilder, sql } from "kysely";
import type { SqlDialect } from "./sql-dialect.js";
import type { SqlTables } from "./sql-location.js";

/** Where statements go, and what they name. */
export interface SqlTarget {
  readonly db: Kysely<unknown>;
  readonly dialect: SqlDialect;
  readonly tables: SqlTables;
}

/** The tables as parts of a statement. */
export function tablesOf({ tables }: SqlTarget): Readonly<Record<keyof SqlTables, RawBuilder<unknown>>> {
  // they were checked and quoted when they were named
  return {
    schema: sql.raw(tables.schema),
    tenant: sql.raw(tables.tenant),
    principal: sql.raw(tables.principal),
    role: sql.raw(tables.role),
    event: sql.raw(tables.event),
    concern: sql.raw(tables.concern),
  };
}
