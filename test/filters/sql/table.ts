import type { Filter } from "../../../src/project/filter/filter.js";
import type { ColumnMapping, ColumnOptions } from "../../../src/project/query/column-mapping.js";
import type { DialectName } from "../../../src/project/query/dialect.js";
import type { SqlText } from "../../../src/project/query/sql/render.js";
import { type SqlOptions, toSQL } from "../../../src/project/query/sql.js";
import type { Table } from "../law.js";
import { FIELDS } from "../model.js";
import type { Row } from "../rows.js";
import type { Storage, Storages } from "./storage.js";

/** A database. */
export interface SqlEngine {
  readonly name: string;
  readonly dialect: DialectName;
  readonly storages: Storages;
  readonly quote: (name: string) => string;
  /** The expression by which a written value is bound to a column. */
  readonly placeholder: (number: number, storage: Storage) => string;
  readonly query: (text: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;
}

/** Translates a filter; another one shows what the law catches. */
export type SqlTranslator = (filter: Filter, options: SqlOptions) => SqlText;

/**
 * Makes a table and puts rows into it.
 *
 * @param number - which of the possible storages each column takes: from number to number all of them
 */
export async function sqlTable(
  engine: SqlEngine,
  rows: readonly Row[],
  number: number,
  translate: SqlTranslator = toSQL,
): Promise<Table> {
  const name = `rows ${number}`;
  const quoted = engine.quote(name);
  const columns = FIELDS.map((field, index) => {
    const ways = engine.storages(field);
    // a column that has another name, one with a quote in it
    const column = (number + index) % 5 === 0 ? `${field.name} "it's\`` : field.name;
    return { field, column, storage: ways[(number + index) % ways.length] as Storage };
  });
  const definitions = columns.map(({ column, storage }) => `${engine.quote(column)} ${storage.type} NULL`);
  await engine.query(`CREATE TABLE ${quoted} (row_no integer, ${definitions.join(", ")})`, []);
  for (const [place, row] of rows.entries()) {
    const values = columns.map(({ field, storage }) => {
      const value = row[field.name];
      return value === null || value === undefined ? null : (storage.write(value) ?? null);
    });
    const marks = columns.map(({ storage }, index) => engine.placeholder(index + 1, storage));
    await engine.query(`INSERT INTO ${quoted} VALUES (${place}, ${marks.join(", ")})`, values);
  }
  const loaded = await engine.query(`SELECT * FROM ${quoted}`, []);
  const records = new Map(
    loaded.map((each) => {
      const cells = columns.map(({ field, column, storage }) => {
        const value = each[column];
        return [field.name, value === null ? null : storage.read(value)] as const;
      });
      return [Number(each["row_no"]), Object.fromEntries(cells)] as const;
    }),
  );
  const mapping: ColumnMapping = Object.fromEntries(
    columns.map(({ field, column, storage }): [string, string | ColumnOptions] => [
      field.name,
      storage.stored === undefined ? column : { column, stored: storage.stored },
    ]),
  );
  const options: SqlOptions = { dialect: engine.dialect, columns: mapping, ...(number % 2 === 1 && { table: name }) };
  return {
    engine: `${engine.name} (${columns.map(({ field, storage }) => `${field.name} ${storage.type}`).join(", ")})`,
    records,
    select: async (filter) => {
      const { text, values } = translate(filter, options);
      const kept = await engine.query(`SELECT row_no FROM ${quoted} WHERE ${text}`, values);
      return kept.map((each) => Number(each["row_no"]));
    },
    told: (filter) => translate(filter, options),
  };
}
