import { PGlite } from "@electric-sql/pglite";
import { pgTable } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/pglite";
import type { PortableField } from "../../../src/model/portable-field.js";
import { toDrizzle } from "../../../src/project/query/drizzle.js";
import type { Table } from "../law.js";
import { FIELDS } from "../model.js";
import type { Row } from "../rows.js";

const table = pgTable("rows", (as) => ({
  row_no: as.integer(),
  id: as.text("the id"),
  owner: as.varchar({ length: 400 }),
  value: as.char({ length: 6 }),
  region: as.text(),
  teams: as.text().array(),
  tags: as.jsonb(),
  amount: as.doublePrecision(),
  number: as.numeric({ mode: "number" }),
  scores: as.doublePrecision().array(),
  size: as.bigint({ mode: "bigint" }),
  quota: as.numeric({ mode: "bigint" }),
  sizes: as.bigint({ mode: "bigint" }).array(),
  pinned: as.boolean(),
  key: as.jsonb(),
  flags: as.boolean().array(),
  dueAt: as.timestamp({ withTimezone: true }),
  closedAt: as.timestamp(),
  days: as.jsonb(),
  stage: as.text(),
  before: as.varchar(),
  rank: as.jsonb(),
  stages: as.text().array(),
  place: as.json(),
  type: as.jsonb(),
}));

const DDL = `CREATE TABLE rows (row_no integer, "the id" text, owner varchar(400), value char(6), region text,
  teams text[], tags jsonb, amount double precision, number numeric, scores double precision[], size bigint,
  quota numeric, sizes bigint[], pinned boolean, key jsonb, flags boolean[], "dueAt" timestamptz, "closedAt" timestamp,
  days jsonb, stage text, before varchar, rank jsonb, stages text[], place json, type jsonb)`;

/** Rows that Drizzle puts into PostgreSQL, and reads. */
export async function drizzleTable(rows: readonly Row[]): Promise<Table & { readonly close: () => Promise<void> }> {
  const client = await PGlite.create();
  await client.exec(DDL);
  const db = drizzle(client);
  const values = rows.map((row, row_no) => ({ row_no, ...storable(row) }));
  await db.insert(table).values(values as (typeof table.$inferInsert)[]);
  const loaded = await db.select().from(table);
  return {
    engine: "Drizzle",
    records: new Map(loaded.map(({ row_no, ...record }) => [Number(row_no), record])),
    select: async (filter) => {
      const kept = await db.select({ row_no: table.row_no }).from(table).where(toDrizzle(filter, table));
      return kept.map(({ row_no }) => Number(row_no));
    },
    told: (filter) => db.select().from(table).where(toDrizzle(filter, table)).toSQL(),
    close: () => client.close(),
  };
}

const JSONS: ReadonlySet<string> = new Set(["tags", "key", "days", "rank", "place", "type"]);

function storable(row: Row): Record<string, unknown> {
  return Object.fromEntries(
    FIELDS.map((field) => [field.name, JSONS.has(field.name) ? plain(row[field.name]) : typed(field, row[field.name])]),
  );
}

function typed(field: PortableField, value: unknown): unknown {
  if (field.array !== true) return scalar(field, value);
  if (!Array.isArray(value)) return null;
  const elements = value.map((each: unknown) => scalar(field, each));
  // among bigints Drizzle cannot read NULL
  return field.type === "bigint" ? elements.filter((each) => each !== null) : elements;
}

function scalar(field: PortableField, value: unknown): unknown {
  switch (field.type) {
    case "string":
      if (field.name === "value" && (typeof value !== "string" || Array.from(value).length > 6)) return null;
      return text(value);
    case "enum":
      return text(value);
    case "number":
      return Number.isFinite(value) ? value : null;
    case "bigint":
      return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? value : null;
    case "boolean":
      return typeof value === "boolean" ? value : null;
    case "date":
      // what Drizzle writes and reads: four digits make a year
      return value instanceof Date && value.getUTCFullYear() > 1000 && value.getUTCFullYear() < 9999 ? value : null;
    default:
      return null;
  }
}

function text(value: unknown): string | null {
  return typeof value === "string" && !value.includes("\0") ? value.replace(/\p{Surrogate}/gu, "\ufffd") : null;
}

/** What JSON can hold, and PostgreSQL in it. */
function plain(value: unknown): unknown {
  // a text that is JSON itself Drizzle would parse twice
  if (value === undefined || value === null || typeof value === "string") return null;
  const written = JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === "bigint") return Number(each);
    return typeof each === "string" ? each.replace(/\p{Surrogate}|\0/gu, "\ufffd") : each;
  });
  return JSON.parse(written) as unknown;
}
