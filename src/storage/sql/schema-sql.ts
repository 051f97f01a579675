import { sqlMigrations } from "./migrations.js";
import type { SqlLocation } from "./sql-location.js";

/**
 * The migrations as SQL, for teams whose schema is in the hands of a tool of their own: each is one entry, to be pasted into
 * one migration of that tool. They may run inside a transaction, and {@link migrate} knows what was done this way.
 *
 * On a live PostgreSQL, `create index` keeps writers waiting until it is done; write `create index concurrently` and run it
 * outside a transaction where that matters.
 *
 * @param location - the dialect, the prefix of the tables, their schema
 * @returns by name, in their order; each statement ends with `;` and a line break
 * @example
 * Object.keys(schemaSql({ dialect: "sqlite" })) // => ["001_tables", "002_search"]
 */
export function schemaSql(location: SqlLocation): Readonly<Record<string, string>> {
  return Object.fromEntries(
    sqlMigrations(location, "transaction").map(({ name, statements }) => [
      name,
      statements.map((statement) => `${statement};\n`).join(""),
    ]),
  );
}
