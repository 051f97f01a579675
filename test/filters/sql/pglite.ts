import { PGlite, types } from "@electric-sql/pglite";
import { postgresStorages } from "./postgres.js";
import type { SqlEngine } from "./table.js";

/** PostgreSQL in this process, in a zone with odd minutes. */
export async function pgliteEngine(): Promise<SqlEngine & { readonly close: () => Promise<void> }> {
  const database = await PGlite.create();
  await database.exec("SET TIME ZONE 'Asia/Kolkata'");
  const parsers = {
    [types.TIMESTAMP]: (text: string) => new Date(`${text.replace(" ", "T")}Z`),
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
