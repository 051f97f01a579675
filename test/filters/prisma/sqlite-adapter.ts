import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** What Prisma's drivers call the types of columns. */
const TYPES: Readonly<Record<string, number>> = {
  INTEGER: 0,
  BIGINT: 1,
  REAL: 3,
  BOOLEAN: 5,
  TEXT: 7,
  DATETIME: 10,
  JSON: 11,
};
const TEXT = 7;

interface Query {
  readonly sql: string;
  readonly args: readonly unknown[];
  readonly argTypes: readonly { readonly scalarType: string }[];
}

/** A driver for Prisma Client that asks SQLite in this process, with instants as Prisma's own drivers write them. */
export function sqliteAdapter(database: DatabaseSync): object {
  const queryable = {
    provider: "sqlite",
    adapterName: "castellan-test-sqlite",
    queryRaw: async ({ sql, args, argTypes }: Query) => {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      const columns = statement.columns();
      const bound = args.map((each, index) => sent(each, argTypes[index]?.scalarType));
      const rows = statement.all(...bound) as Record<string, unknown>[];
      return {
        columnNames: columns.map(({ name }) => name),
        columnTypes: columns.map(({ type }) => TYPES[type?.toUpperCase() ?? ""] ?? TEXT),
        rows: rows.map((row) => columns.map(({ name, type }) => given(row[name], type))),
      };
    },
    executeRaw: async () => 0,
    executeScript: async () => undefined,
    getConnectionInfo: () => ({ maxBindValues: 999, supportsRelationJoins: false }),
    dispose: async () => undefined,
  };
  return { provider: "sqlite", adapterName: "castellan-test-sqlite", connect: async () => queryable };
}

function sent(value: unknown, type: string | undefined): SQLInputValue {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (type === "datetime") return instant(new Date(value as string | Date));
  if (typeof value === "string" && type === "bigint") return BigInt(value);
  if (typeof value === "string" && (type === "int" || type === "float")) return Number(value);
  return value as SQLInputValue;
}

/** As Prisma's drivers for SQLite write instants. */
export function instant(at: Date): string {
  return at.toISOString().replace("Z", "+00:00");
}

function given(value: unknown, type: string | null): unknown {
  if (typeof value !== "bigint") return value;
  return type === "BIGINT" ? String(value) : Number(value);
}
