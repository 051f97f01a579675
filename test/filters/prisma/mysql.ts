import mysql, { type FieldPacket } from "mysql2/promise";
import { isDate } from "../../../src/model/instant.js";
import type { PortableField } from "../../../src/model/portable-field.js";
import { toPrisma } from "../../../src/project/query/prisma.js";
import type { Table } from "../law.js";
import { FIELDS } from "../model.js";
import type { Row } from "../rows.js";
import { MARIADB } from "../sql/mariadb-server.js";
import { prismaClient } from "./client.js";

/** A collation that compares bytes, without padding: what `text: "binary"` promises. */
const BINARY = "varchar(400) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";

const TYPES: { readonly [type in PortableField["type"]]: string } = {
  string: BINARY,
  number: "double",
  bigint: "bigint",
  boolean: "boolean",
  date: "datetime(3)",
  enum: BINARY,
  object: "json",
  opaque: "json",
};

/** MySQL has no lists. */
const KEPT = FIELDS.filter((field) => field.array !== true);

/** Rows in a database of its own on a MariaDB server, as Prisma Client reads them. */
export async function mysqlTable(rows: readonly Row[]): Promise<Table & { readonly close: () => Promise<void> }> {
  const connection = await mysql.createConnection({ ...MARIADB, dateStrings: true, jsonStrings: true });
  const database = `castellan_prisma_${process.pid}_${Date.now()}`;
  await connection.query(`CREATE DATABASE ${database}`);
  await connection.query(`USE ${database}`);
  await connection.query("SET time_zone = '+00:00'");
  const columns = KEPT.map((field) => `\`${field.name}\` ${typeOf(field)}`);
  await connection.query(`CREATE TABLE \`Row\` (row_no integer PRIMARY KEY, ${columns.join()})`);
  for (const [place, row] of rows.entries()) {
    const values = KEPT.map((field) => written(field, row[field.name]) ?? (field.name === "id" ? "" : null));
    await connection.execute(`INSERT INTO \`Row\` VALUES (${place}, ${KEPT.map(() => "?").join()})`, values as never);
  }
  const Client = prismaClient("mysql");
  const client = new Client({ adapter: mysqlAdapter(connection) });
  const options = { provider: "mysql", fields: client.row.fields, text: "binary" } as const;
  const loaded = await client.row.findMany({});
  return {
    engine: "Prisma on MariaDB",
    records: new Map(loaded.map(({ row_no, ...record }) => [Number(row_no), record])),
    select: async (filter) => {
      const kept = await client.row.findMany({ where: toPrisma(filter, options), select: { row_no: true } });
      return kept.map(({ row_no }) => Number(row_no));
    },
    told: (filter) => toPrisma(filter, options),
    close: async () => {
      await client.$disconnect();
      await connection.query(`DROP DATABASE ${database}`);
      await connection.end();
    },
  };
}

function typeOf({ name, type }: PortableField): string {
  if (name === "dueAt") return "datetime(6)";
  return name === "number" ? "integer" : TYPES[type];
}

function written(field: PortableField, value: unknown): unknown {
  switch (field.type) {
    case "string":
    case "enum":
      return typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : null;
    case "number":
      if (typeof value !== "number" || !Number.isFinite(value) || (value !== 0 && Math.abs(value) < 1e-300))
        return null;
      if (field.name !== "number") return String(value);
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? String(value) : null;
    case "bigint":
      return typeof value === "bigint" && BigInt.asIntN(64, value) === value ? String(value) : null;
    case "boolean":
      return typeof value === "boolean" ? Number(value) : null;
    case "date": {
      if (!isDate(value) || !(value.getUTCFullYear() > 0 && value.getUTCFullYear() < 10_000)) return null;
      const text = value.toISOString().replace("T", " ").replace("Z", "");
      return field.name === "dueAt" && value.getUTCFullYear() < 9_999 ? `${text}567` : text;
    }
    case "object":
    case "opaque":
      return null;
  }
}

/** What Prisma's drivers call the types of columns, by those of the protocol. */
const KINDS: Readonly<Record<number, number>> = { 1: 5, 3: 0, 8: 1, 5: 3, 12: 10, 245: 11, 253: 7 };
const TEXT = 7;

interface Query {
  readonly sql: string;
  readonly args: readonly unknown[];
  readonly argTypes: readonly { readonly scalarType: string }[];
}

/** A driver for Prisma Client over mysql2. */
function mysqlAdapter(connection: mysql.Connection): object {
  const adapter = { provider: "mysql", adapterName: "castellan-test-mysql" };
  const queryable = {
    ...adapter,
    queryRaw: async ({ sql, args, argTypes }: Query) => {
      const values = args.map((each, index) => sent(each, argTypes[index]?.scalarType));
      const [rows, fields] = (await connection.execute({ sql, rowsAsArray: true }, values as never)) as [
        unknown[][],
        FieldPacket[],
      ];
      const kinds = fields.map(({ columnType }) => KINDS[columnType ?? -1] ?? TEXT);
      return {
        columnNames: fields.map(({ name }) => name),
        columnTypes: kinds,
        rows: rows.map((row) => row.map((value, index) => given(value, kinds[index]))),
      };
    },
    executeRaw: async () => 0,
    executeScript: async () => undefined,
    getConnectionInfo: () => ({ supportsRelationJoins: false }),
    dispose: async () => undefined,
  };
  return { ...adapter, connect: async () => queryable };
}

function sent(value: unknown, type: string | undefined): unknown {
  if (type === "datetime") return new Date(value as string | Date).toISOString().replace("T", " ").replace("Z", "");
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" || typeof value === "bigint" ? String(value) : value;
}

function given(value: unknown, kind: number | undefined): unknown {
  if (value === null) return null;
  if (kind === 10) return `${String(value).replace(" ", "T").slice(0, 23)}+00:00`;
  return kind === 1 ? String(value) : value;
}
