import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { isDate } from "../../../src/model/instant.js";
import type { PortableField } from "../../../src/model/portable-field.js";
import { toPrisma } from "../../../src/project/query/prisma.js";
import type { Table } from "../law.js";
import { FIELDS } from "../model.js";
import type { Row } from "../rows.js";
import { prismaClient } from "./client.js";
import { instant, sqliteAdapter } from "./sqlite-adapter.js";

const TYPES: { readonly [type in PortableField["type"]]: string } = {
  string: "TEXT",
  number: "REAL",
  bigint: "BIGINT",
  boolean: "BOOLEAN",
  date: "DATETIME",
  enum: "TEXT",
  object: "JSON",
  opaque: "JSON",
};

/** SQLite has no lists. */
const KEPT = FIELDS.filter((field) => field.array !== true);

/** Rows in SQLite, as Prisma Client reads them. */
export async function sqliteTable(rows: readonly Row[]): Promise<Table & { readonly close: () => Promise<void> }> {
  const database = new DatabaseSync(":memory:");
  const columns = KEPT.map(({ name, type }) => `"${name}" ${name === "number" ? "INTEGER" : TYPES[type]}`);
  database.exec(`CREATE TABLE "Row" (row_no INTEGER PRIMARY KEY, ${columns.join()})`);
  const insert = database.prepare(`INSERT INTO "Row" VALUES (?, ${KEPT.map(() => "?").join()})`);
  for (const [place, row] of rows.entries()) {
    insert.run(place, ...KEPT.map((field) => written(field, row[field.name]) ?? (field.name === "id" ? "" : null)));
  }
  const Client = prismaClient("sqlite");
  const client = new Client({ adapter: sqliteAdapter(database) });
  const options = { provider: "sqlite", fields: client.row.fields } as const;
  const loaded = await client.row.findMany({});
  return {
    engine: "Prisma on SQLite",
    records: new Map(loaded.map(({ row_no, ...record }) => [Number(row_no), record])),
    select: async (filter) => {
      const kept = await client.row.findMany({ where: toPrisma(filter, options), select: { row_no: true } });
      return kept.map(({ row_no }) => Number(row_no));
    },
    told: (filter) => toPrisma(filter, options),
    close: () => client.$disconnect(),
  };
}

/** A value as it is bound; `null` for what Prisma could not have put there. */
function written(field: PortableField, value: unknown): SQLInputValue {
  switch (field.type) {
    case "string":
    case "enum":
      return typeof value === "string" && !value.includes("\0") ? value.replace(/\p{Surrogate}/gu, "\ufffd") : null;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value)) return null;
      if (field.name !== "number") return value;
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? BigInt(value) : null;
    case "bigint":
      return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? value : null;
    case "boolean":
      return typeof value === "boolean" ? BigInt(value) : null;
    case "date":
      return isDate(value) && value.getUTCFullYear() > 0 && value.getUTCFullYear() < 10_000 ? instant(value) : null;
    case "object":
    case "opaque":
      return null;
  }
}
