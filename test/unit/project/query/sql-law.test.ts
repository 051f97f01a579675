import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cases } from "./sql-cases.js";
import { type Engine, fill, mysqlEngine, pgliteEngine, postgresEngine, sqliteEngine } from "./sql-engines.js";
import { disagreements, grouped } from "./sql-hold.js";
import { mysqlTable, postgresTable, type SampleTable, sqliteTable } from "./sql-tables.js";

/** In-process databases, and servers where they are said to run. */
const engines: readonly (readonly [string, () => Engine | Promise<Engine>, () => SampleTable])[] = [
  ["SQLite", sqliteEngine, sqliteTable],
  ["PGlite", pgliteEngine, postgresTable],
  ...servers("POSTGRES_URL", "PostgreSQL", postgresEngine, postgresTable),
  ...servers("MYSQL_URL", "MariaDB", mysqlEngine, mysqlTable),
];

function servers(variable: string, name: string, open: (url: string) => Promise<Engine>, table: () => SampleTable) {
  const url = process.env[variable];
  return url === undefined ? [] : [[name, () => open(url), table] as const];
}

describe.each(engines)("a filter in %s keeps the rows that it keeps in memory", (_, open, table) => {
  const { columns, rows, records } = table();
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
    await fill(engine, "deal", columns, rows);
  });
  afterAll(() => engine.close());

  it.each(grouped(cases()))("asked for %s", async (_, group) => {
    expect(await disagreements(engine, "deal", records, group)).toEqual([]);
  });
});
