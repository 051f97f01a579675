import { type Column, entityKind, getTableColumns, type SQL, sql, type Table } from "drizzle-orm";
import { InvalidRequestError } from "../../model/errors.js";
import type { FilterExpression } from "../filter/expression.js";
import type { ColumnMapping, ColumnOptions } from "./column-mapping.js";
import { type DialectName, dialectOf } from "./dialect.js";
import { storedIn } from "./drizzle/stored-in.js";
import type { SqlPart } from "./sql/fragment.js";
import { translate } from "./sql/translate.js";
import type { FilterLike } from "./sql.js";
import { untranslatable } from "./untranslatable.js";

/** What a table cannot tell itself. */
export interface DrizzleOptions {
  /** Where fields are kept, by path: the key of the table's column, and how it holds them. */
  readonly columns?: ColumnMapping;
}

/**
 * Says a filter as a condition for Drizzle's `where`. The table tells the dialect and how its columns hold the fields, which
 * are found by their names, as the keys of the table.
 *
 * @param filter - what `access.filter` gives
 * @param table - a table of PostgreSQL, MySQL or SQLite, or an alias of one
 * @throws UntranslatableFilterError `untranslatable_filter` where that cannot be said so that every row is decided as in memory
 * @throws InvalidRequestError `invalid_request` for a table of another database
 * @example
 * import { pgTable, QueryBuilder, text } from "drizzle-orm/pg-core";
 * const deals = pgTable("deal", { region: text() });
 * const path = { text: "region", keys: ["region"], fields: [], leaf: { name: "region", type: "string" } } as const;
 * const operand = { kind: "value", value: "DE" } as const;
 * const filter = { ast: { kind: "test", path, operator: "eq", operand, statement: "sales_rep.deal#0" } } as const;
 * new QueryBuilder().select().from(deals).where(toDrizzle(filter, deals)).toSQL().params // => ["DE"]
 */
export function toDrizzle(filter: FilterLike, table: Table, options: DrizzleOptions = {}): SQL {
  const dialect = dialectOf(dialectNameOf(table));
  const keys = new Map<string, Column>(Object.entries(getTableColumns(table)));
  const columns = { ...mappingOf(keys), ...options.columns };
  assertReadAsStored(filter.ast, keys, options.columns ?? {});
  const parts = translate({ dialect, columns, table: TABLE }, filter.ast);
  return sql`(${sql.join(parts.map((part) => fragmentOf(part, keys)))})`;
}

/** Stands for the table in names: what it is called, Drizzle knows. */
const TABLE = "castellan table";

const DIALECTS: ReadonlyMap<unknown, DialectName> = new Map<unknown, DialectName>([
  ["PgTable", "postgres"],
  ["MySqlTable", "mysql"],
  ["SQLiteTable", "sqlite"],
]);

function dialectNameOf(table: Table): DialectName {
  for (let kind: unknown = table.constructor; typeof kind === "function"; kind = Object.getPrototypeOf(kind)) {
    const name = DIALECTS.get(Object.getOwnPropertyDescriptor(kind, entityKind)?.value);
    if (name !== undefined) return name;
  }
  throw new InvalidRequestError("invalid_request", "the table is none of PostgreSQL, MySQL or SQLite");
}

function mappingOf(keys: ReadonlyMap<string, Column>): ColumnMapping {
  return Object.fromEntries(
    Array.from(keys, ([key, column]): [string, ColumnOptions] => {
      const stored = storedIn(column);
      return [key, stored == null ? { column: key } : { column: key, stored }];
    }),
  );
}

/** What is said by hand about a column is taken for true. */
function assertReadAsStored(ast: FilterExpression, keys: ReadonlyMap<string, Column>, said: ColumnMapping): void {
  if (ast.kind === "and" || ast.kind === "or") for (const term of ast.terms) assertReadAsStored(term, keys, said);
  if (ast.kind !== "test" || ast.operator === "present" || ast.operator === "absent") return;
  for (const path of ast.operand.kind === "field" ? [ast.path, ast.operand.path] : [ast.path]) {
    const column = keys.get(path.keys[0] ?? "");
    if (column !== undefined && !isSaid(said, path.text) && storedIn(column) === undefined) {
      throw untranslatable(
        ast,
        `Drizzle's \`${column.columnType}\` is not read as it is stored; say how in \`columns\``,
      );
    }
  }
}

function isSaid(said: ColumnMapping, path: string): boolean {
  const entry = Object.hasOwn(said, path) ? said[path] : undefined;
  return typeof entry === "object" && entry.stored !== undefined;
}

function fragmentOf(part: SqlPart, keys: ReadonlyMap<string, Column>): SQL {
  switch (part.kind) {
    case "text":
      return sql.raw(part.text);
    case "parameter":
      return sql`${sql.param(part.value)}`;
    case "identifier": {
      const [first, second = ""] = part.names;
      const column = first === TABLE ? keys.get(second) : undefined;
      if (column !== undefined) return sql`${column}`;
      if (first === TABLE) throw new InvalidRequestError("invalid_request", `the table has no column \`${second}\``);
      return sql.join(
        part.names.map((name) => sql.identifier(name)),
        sql.raw("."),
      );
    }
  }
}
