import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import { dialectOf } from "./dialect.js";
import type { SqlPart } from "./sql/fragment.js";
import { translate } from "./sql/translate.js";
import type { FilterLike, SqlOptions } from "./sql.js";

/** For which database, and where the fields are kept: as for `toSQL`. */
export interface KyselyOptions extends Pick<SqlOptions, "dialect" | "columns"> {
  /** The table, or its alias: SQLite would take the name of a column that is not there for a text, if it stood alone. */
  readonly table: string;
}

/**
 * Says a filter as an expression for Kysely's `where`.
 *
 * @param filter - what `access.filter` gives
 * @param options - the dialect, the table or its alias, and where the fields are kept
 * @throws UntranslatableFilterError `untranslatable_filter` where that cannot be said so that every row is decided as in memory
 * @example
 * import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
 * const db = new Kysely<{ deal: { region: string } }>({
 *   dialect: {
 *     createAdapter: () => new PostgresAdapter(),
 *     createDriver: () => new DummyDriver(),
 *     createIntrospector: (each) => new PostgresIntrospector(each),
 *     createQueryCompiler: () => new PostgresQueryCompiler(),
 *   },
 * });
 * const path = { text: "region", keys: ["region"], fields: [], leaf: { name: "region", type: "string" } } as const;
 * const operand = { kind: "value", value: "DE" } as const;
 * const filter = { ast: { kind: "test", path, operator: "eq", operand, statement: "sales_rep.deal#0" } } as const;
 * const query = db.selectFrom("deal").selectAll().where(toKysely(filter, { dialect: "postgres", table: "deal" }));
 * query.compile().parameters // => ["DE"]
 */
export function toKysely(filter: FilterLike, options: KyselyOptions): Expression<SqlBool> {
  const { columns = {}, table } = options;
  const parts = translate({ dialect: dialectOf(options.dialect), columns, table }, filter.ast);
  return sql<SqlBool>`(${sql.join(parts.map(fragmentOf), NOTHING)})`;
}

const NOTHING = sql.raw("");

function fragmentOf(part: SqlPart): RawBuilder<unknown> {
  switch (part.kind) {
    case "text":
      return sql.raw(part.text);
    case "identifier":
      return sql.id(...part.names);
    case "parameter":
      return sql.val(part.value);
  }
}
