import pg from "pg";
import { instantOf, instantsOf, postgresStorages } from "./postgres.js";
import type { SqlEngine } from "./table.js";

const { builtins } = pg.types;
const TIMESTAMPTZ_ARRAY = 1185;

/** Where the server is. */
export const POSTGRES = {
  host: process.env["PGHOST"] ?? "127.0.0.1",
  port: Number(process.env["PGPORT"] ?? 5432),
  user: process.env["PGUSER"] ?? "postgres",
  password: process.env["PGPASSWORD"] ?? "",
  database: process.env["PGDATABASE"] ?? "postgres",
  connectionTimeoutMillis: 5_000,
};

/** A PostgreSQL server, asked in a schema of its own that goes with it. */
export async function postgresServer(): Promise<SqlEngine & { readonly close: () => Promise<void> }> {
  const client = new pg.Client(POSTGRES);
  await client.connect();
  const schema = `castellan_${process.pid}_${Date.now()}`;
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(`SET search_path TO ${schema}`);
  await client.query("SET TIME ZONE 'America/New_York'");
  const parsers: Record<number, (text: string) => unknown> = {
    [builtins.TIMESTAMP]: instantOf,
    [builtins.TIMESTAMPTZ]: instantOf,
    [TIMESTAMPTZ_ARRAY]: instantsOf,
  };
  const types = {
    getTypeParser: (oid: number) => parsers[oid] ?? pg.types.getTypeParser(oid),
  } as pg.CustomTypesConfig;
  return {
    name: "PostgreSQL",
    dialect: "postgres",
    storages: postgresStorages,
    quote: (name) => `"${name.replaceAll('"', '""')}"`,
    placeholder: (number, { type }) => `$${number}::text::${type}`,
    query: async (text, values) => (await client.query({ text, values: [...values], types })).rows,
    close: async () => {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      await client.end();
    },
  };
}
