import { PGlite, types } from "@electric-sql/pglite";
import { instantOf, instantsOf, postgresStorages } from "./postgres.js";
import type { SqlEngine } from "./table.js";

const TIMESTAMPTZ_ARRAY = 1185;

/** PostgreSQL in this process, in a zone with odd minutes. */
export async function pgliteEngine(): Promise<SqlEngine & { readonly close: () => Promise<void> }> {
  const database = await PGlite.create();
  await database.exec("SET TIME ZONE 'Asia/Kolkata'");
  const parsers = {
    [types.TIMESTAMP]: instantOf,
    [types.TIMESTAMPTZ]: instantOf,
    [TIMESTAMPTZ_ARRAY]: instantsOf,
    [types.INT8]: BigInt,
  };
  return {
    name: "PGlite",
    dialect: "postgres",
    storages: postgresStorages,
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    placeholder: (number, { type }) => `$${number}::text::${type}`,
    query: async (text, values) => {
      const bound = values.map((value) =>
        typeof value === "boolean" && text.startsWith("INSERT") ? String(value) : value,
      );
      const { rows } = await database.query<Record<string, unknown>>(text, bound, { parsers });
      return rows;
    },
    close: () => database.close(),
  };
}
