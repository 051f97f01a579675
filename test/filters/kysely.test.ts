import fc from "fast-check";
import {
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import { expect, it } from "vitest";
import { compilePolicy } from "../../src/compile/policy.js";
import { openAccess } from "../../src/project/access.js";
import type { ColumnMapping } from "../../src/project/query/column-mapping.js";
import { toKysely } from "../../src/project/query/kysely.js";
import { toSQL } from "../../src/project/query/sql.js";
import { SEED } from "../seed.js";
import { someCase } from "./cases.js";
import { holdsOn, type Table } from "./law.js";
import { TYPE } from "./model.js";
import { rows } from "./rows.js";
import { sqliteEngine } from "./sql/sqlite.js";
import { type SqlTranslator, sqlTable } from "./sql/table.js";

const driver = { createDriver: () => new DummyDriver() };
const databases = {
  postgres: new Kysely<unknown>({
    dialect: {
      ...driver,
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
  mysql: new Kysely<unknown>({
    dialect: {
      ...driver,
      createAdapter: () => new MysqlAdapter(),
      createIntrospector: (db) => new MysqlIntrospector(db),
      createQueryCompiler: () => new MysqlQueryCompiler(),
    },
  }),
  sqlite: new Kysely<unknown>({
    dialect: {
      ...driver,
      createAdapter: () => new SqliteAdapter(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
};

const translate: SqlTranslator = (filter, { table = "", ...options }) => {
  const compiled = sql`${toKysely(filter, { ...options, table })}`.compile(databases[options.dialect]);
  return { text: compiled.sql, values: compiled.parameters as never };
};

it("law 7 (S37): Kysely keeps the rows that `can` says yes to", async () => {
  const engine = await sqliteEngine();
  const tables: Table[] = [];
  for (const [number, batch] of fc.sample(rows(60), { numRuns: 5, seed: SEED }).entries()) {
    tables.push(await sqlTable(engine, batch, 2 * number + 1, translate));
  }
  const tally = await holdsOn(tables, { runs: 500, seed: SEED });
  console.log(`Kysely: ${tally}`);
  tally.assertTelling(20_000);
});

it("Kysely is told the same as `toSQL` says, for other dialects too", () => {
  const dialect = fc.constantFrom("postgres", "mysql");
  const mapping = fc.constantFrom<{ readonly table: string; readonly columns?: ColumnMapping }[]>(
    { table: 'the "rows`' },
    { table: "r", columns: { id: 'the "id`', rank: { column: "rang", stored: "text" } } },
  );
  fc.assert(
    fc.property(someCase(), dialect, mapping, ({ policy, facts }, name, rest) => {
      const filter = openAccess(compilePolicy(policy), facts).filter("read", TYPE);
      const options = { dialect: name, ...rest, columns: { rank: { stored: "text" }, ...rest.columns } } as const;
      const said = attempt(() => toSQL(filter, options));
      const kysely = attempt(() => translate(filter, options));
      if (said instanceof Error || kysely instanceof Error) {
        expect(String(kysely)).toBe(String(said));
        return;
      }
      expect(filledIn(kysely)).toBe(`(${filledIn(said)})`);
    }),
    { numRuns: 600 },
  );
});

function attempt<T>(make: () => T): T | Error {
  try {
    return make();
  } catch (error) {
    return error as Error;
  }
}

/** Kysely gives each value a placeholder of its own. */
function filledIn({ text, values }: { readonly text: string; readonly values: readonly unknown[] }): string {
  let place = 0;
  const shown = (value: unknown) => JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${each}n` : each));
  return text.replace(/\$(\d+)|\?/g, (_, number: string | undefined) =>
    shown(values[number === undefined ? place++ : Number(number) - 1]),
  );
}
