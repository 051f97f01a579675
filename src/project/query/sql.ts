import type { FilterExpression } from "../filter/expression.js";
import type { ColumnMapping } from "./column-mapping.js";
import { type DialectName, dialectOf } from "./dialect.js";
import type { PlainSqlValue } from "./sql/fragment.js";
import { render, type SqlText } from "./sql/render.js";
import { translate } from "./sql/translate.js";

/** Anything that carries a filter's expression: what `access.filter` gives. */
export interface FilterLike {
  readonly ast: FilterExpression;
}

/** For which database, and where the fields are kept. */
export interface SqlOptions {
  /** `mysql` is for MariaDB too. */
  readonly dialect: DialectName;
  /** Where fields are kept, by path; what is not named is in a column of its own name. */
  readonly columns?: ColumnMapping;
  /** The table, or its alias, that qualifies every column. */
  readonly table?: string;
  /** The number of the first placeholder in PostgreSQL, where others stand in front: 1 if not said. */
  readonly firstPlaceholder?: number;
}

/** For a database that gets no lists as values. */
export interface PlainSqlOptions extends SqlOptions {
  readonly dialect: "mysql" | "sqlite";
}

/**
 * Says a filter as a condition for `WHERE`.
 *
 * @param filter - what `access.filter` gives
 * @param options - for which database, and where the fields are kept
 * @returns `text` with `$1`, `$2` … for PostgreSQL and `?` for the others, and the `values` to bind, in order
 * @throws UntranslatableFilterError `untranslatable_filter` where that cannot be said so that every row is decided as in memory
 * @example
 * const path = { text: "region", keys: ["region"], fields: [], leaf: { name: "region", type: "string" } } as const;
 * const operand = { kind: "values", values: ["DE", "AT"] } as const;
 * const filter = { ast: { kind: "test", path, operator: "in", operand, statement: "sales_rep.deal#0" } } as const;
 * toSQL(filter, { dialect: "postgres" }) // => { text: '"region"::text = ANY($1::text[])', values: [["DE", "AT"]] }
 */
export function toSQL(filter: FilterLike, options: PlainSqlOptions): SqlText<PlainSqlValue>;
/** For any database: PostgreSQL gets lists as values. */
export function toSQL(filter: FilterLike, options: SqlOptions): SqlText;
export function toSQL(filter: FilterLike, options: SqlOptions): SqlText {
  const dialect = dialectOf(options.dialect);
  const { columns = {}, table = null } = options;
  return render(dialect, translate({ dialect, columns, table }, filter.ast), options.firstPlaceholder);
}
