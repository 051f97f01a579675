import { PGlite } from "@electric-sql/pglite";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { isDate } from "../../../src/model/instant.js";
import type { PortableField } from "../../../src/model/portable-field.js";
import { toPrisma } from "../../../src/project/query/prisma.js";
import type { Table } from "../law.js";
import { FIELDS } from "../model.js";
import type { Row } from "../rows.js";
import { POSTGRES } from "../sql/postgres-server.js";
import { prismaClient } from "./client.js";

const DDL = `
  CREATE TYPE "Stage" AS ENUM ('open', 'won', 'Lost');
  CREATE TABLE "Row" (
    row_no integer PRIMARY KEY, id text NOT NULL, owner text, value text, region text, teams text[], tags text[],
    amount double precision, number integer, scores double precision[], size bigint, quota bigint, sizes bigint[],
    pinned boolean, key boolean, flags boolean[], "dueAt" timestamptz(6), "closedAt" timestamp(3),
    days timestamp(3)[], stage "Stage", before "Stage", rank text, stages text[], place jsonb, type jsonb
  );`;

const STAGES: readonly unknown[] = ["open", "won", "Lost"];

/** A PostgreSQL, and Prisma's way to it. */
export interface PrismaPostgres {
  readonly name: string;
  readonly query: (text: string, values?: readonly unknown[]) => Promise<unknown>;
  readonly adapter: object;
  readonly close: () => Promise<void>;
}

/** PostgreSQL in this process. */
export async function prismaPglite(): Promise<PrismaPostgres> {
  const database = await PGlite.create();
  return {
    name: "PGlite",
    query: (text, values) => (values === undefined ? database.exec(text) : database.query(text, [...values])),
    adapter: new PrismaPGlite(database),
    close: () => database.close(),
  };
}

/** A PostgreSQL server, in a schema of its own that goes with it. */
export async function prismaServer(): Promise<PrismaPostgres> {
  const schema = `castellan_prisma_${process.pid}_${Date.now()}`;
  const client = new pg.Client({ ...POSTGRES, options: `-c search_path=${schema}` });
  await client.connect();
  await client.query(`CREATE SCHEMA ${schema}`);
  return {
    name: "PostgreSQL",
    query: (text, values) => client.query(text, values === undefined ? undefined : [...values]),
    adapter: new PrismaPg({ ...POSTGRES, options: `-c search_path=${schema}` }, { schema }),
    close: async () => {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      await client.end();
    },
  };
}

/** Rows that Prisma Client reads. They are put there without it, so that there are NULL, NaN and microseconds among them. */
export async function prismaTable(
  database: PrismaPostgres,
  rows: readonly Row[],
): Promise<Table & { readonly close: () => Promise<void> }> {
  await database.query(DDL);
  for (const [place, row] of rows.entries()) {
    const names = ["row_no", ...FIELDS.map(({ name }) => `"${name}"`)];
    const values = FIELDS.map((field) => written(field, row[field.name]) ?? (field.name === "id" ? "" : null));
    const types = FIELDS.map((field, index) => `$${index + 1}::text::${typeOf(field)}`);
    await database.query(`INSERT INTO "Row" (${names.join()}) VALUES (${place}, ${types.join()})`, values);
  }
  const Client = prismaClient("postgresql");
  const client = new Client({ adapter: database.adapter });
  const options = { provider: "postgresql", fields: client.row.fields } as const;
  const loaded = await client.row.findMany({});
  return {
    engine: `Prisma on ${database.name}`,
    records: new Map(loaded.map(({ row_no, ...record }) => [Number(row_no), record])),
    select: async (filter) => {
      const where = toPrisma(filter, options);
      const kept = await client.row.findMany({ where, select: { row_no: true } });
      return kept.map(({ row_no }) => Number(row_no));
    },
    told: (filter) => toPrisma(filter, options),
    close: async () => {
      await client.$disconnect();
      await database.close();
    },
  };
}

const TYPES: { readonly [type in PortableField["type"]]: string } = {
  string: "text",
  number: "double precision",
  bigint: "bigint",
  boolean: "boolean",
  date: "timestamp(3)",
  enum: '"Stage"',
  object: "jsonb",
  opaque: "jsonb",
};

function typeOf({ name, type, array }: PortableField): string {
  if (name === "number") return "integer";
  if (name === "dueAt") return "timestamptz(6)";
  if (name === "rank") return "text";
  if (name === "stages") return "text[]";
  return `${TYPES[type]}${array === true ? "[]" : ""}`;
}

/** A value as text for PostgreSQL; `null` for what its column cannot hold. */
function written(field: PortableField, value: unknown): string | null {
  if (field.array !== true) return scalar(field, value);
  if (!Array.isArray(value)) return null;
  // Prisma cannot read NULL in a list
  const elements = value.map((each: unknown) => scalar(field, each)).filter((each) => each !== null);
  return `{${elements.map((each) => `"${each.replace(/["\\]/g, "\\$&")}"`).join()}}`;
}

function scalar(field: PortableField, value: unknown): string | null {
  switch (field.type) {
    case "string":
      return text(value);
    case "number":
      if (typeof value !== "number" || Math.abs(value) === Number.POSITIVE_INFINITY) return null;
      if (field.name !== "number") return String(value);
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? String(value) : null;
    case "bigint":
      return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? String(value) : null;
    case "boolean":
      return typeof value === "boolean" ? String(value) : null;
    case "date":
      return instant(field, value);
    case "enum":
      return field.name === "rank" || field.array === true || STAGES.includes(value) ? text(value) : null;
    case "object":
    case "opaque":
      return value === undefined || value === null ? null : document(value);
  }
}

function text(value: unknown): string | null {
  return typeof value === "string" && !value.includes("\0") ? value.replace(/\p{Surrogate}/gu, "\ufffd") : null;
}

/** With microseconds now and then, and at times at the end of days. */
function instant(field: PortableField, value: unknown): string | null {
  const at = isDate(value) ? value.getTime() : Number(typeof value === "number" ? value : Number.NaN);
  if (at === 8.64e15) return "infinity";
  if (at === -8.64e15) return "-infinity";
  if (!(at >= Date.parse("0001-01-01T00:00:00Z") && at <= Date.parse("9999-12-31T23:59:59.999Z"))) return null;
  const iso = new Date(Math.floor(at)).toISOString();
  return field.name === "dueAt" && !Number.isInteger(at) ? iso.replace("Z", "567Z") : iso;
}

function document(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return Number(each);
    return typeof each === "string" ? each.replace(/\p{Surrogate}|\0/gu, "\ufffd") : each;
  });
}
