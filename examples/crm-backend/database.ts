import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import type { PortableField } from "castellan";
import type { ColumnMapping, SqlText } from "castellan/query";
import type { Cells, CrmRow, CrmType, FieldName } from "./contract.js";
import type { Records } from "./seed/records.js";
import { typeInfo } from "./types.js";

type Stored = Record<string, unknown>;

/** The records in SQLite: one table per type, one column per field. */
export class CrmDatabase {
  readonly #sqlite = new DatabaseSync(":memory:");

  constructor(records: Records) {
    for (const [type, rows] of Object.entries(records) as [CrmType, readonly CrmRow[]][]) this.#fill(type, rows);
  }

  /** Selects rows; `sql` is what follows FROM. */
  select(type: CrmType, fields: readonly FieldName[], sql: string, values: readonly unknown[]): CrmRow[] {
    const wanted = typeInfo[type].fields.filter(({ name }) => fields.includes(name));
    const columns = wanted.map(({ name }) => quoted(name)).join(", ");
    return this.#query(`SELECT ${columns} FROM ${quoted(type)} ${sql}`, values).map((stored) => rowOf(wanted, stored));
  }

  /** Selects what a list of `cells` leaves of the rows. */
  selectCells(type: CrmType, cells: SqlText, sql: string, values: readonly unknown[]): Cells[] {
    const rows = this.#query(`SELECT ${cells.text} FROM ${quoted(type)} ${sql}`, [...cells.values, ...values]);
    return rows.map((stored) => rowOf(typeInfo[type].fields, stored));
  }

  /** The whole record. */
  find(type: CrmType, id: string): CrmRow | undefined {
    return this.select(type, allFields(type), "WHERE id = ?", [id])[0];
  }

  /** How many there are of each value of a field, the most frequent first. */
  countBy(
    type: CrmType,
    field: FieldName,
    where: string,
    values: readonly unknown[],
  ): { value: string; count: number }[] {
    const column = quoted(field);
    const sql = `SELECT ${column} AS value, count(*) AS count FROM ${quoted(type)} ${where} GROUP BY 1 ORDER BY 2 DESC`;
    return this.#query(sql, values).map(({ value, count }) => ({ value: String(value), count: Number(count) }));
  }

  count(type: CrmType, where: string, values: readonly unknown[]): number {
    return Number(this.#query(`SELECT count(*) AS count FROM ${quoted(type)} ${where}`, values)[0]?.count ?? 0);
  }

  /** Writes some fields of a record. */
  update(type: CrmType, id: string, changes: object): void {
    const written = typeInfo[type].fields.filter(({ name }) => Object.hasOwn(changes, name));
    if (written.length === 0) return;
    const set = written.map(({ name }) => `${quoted(name)} = ?`).join(", ");
    const values = written.map((field) => encode(field, (changes as Stored)[field.name]));
    this.#sqlite.prepare(`UPDATE ${quoted(type)} SET ${set} WHERE id = ?`).run(...values, id);
  }

  #query(sql: string, values: readonly unknown[]): Stored[] {
    return this.#sqlite.prepare(sql).all(...(values as SQLInputValue[]));
  }

  #fill(type: CrmType, rows: readonly CrmRow[]): void {
    const { fields } = typeInfo[type];
    const columns = fields.map((field) => `${quoted(field.name)} ${columnType(field)}`).join(", ");
    this.#sqlite.exec(`CREATE TABLE ${quoted(type)} (${columns}, PRIMARY KEY (id))`);
    const insert = this.#sqlite.prepare(`INSERT INTO ${quoted(type)} VALUES (${fields.map(() => "?").join(", ")})`);
    for (const row of rows) insert.run(...fields.map((field) => encode(field, (row as Stored)[field.name])));
  }
}

/** How dates are kept, for `toSQL`: what is not named is kept as it takes for granted. */
export function columnsOf(type: CrmType): ColumnMapping {
  const dates = typeInfo[type].fields.filter((field) => field.type === "date");
  return Object.fromEntries(dates.map(({ name }) => [name, { stored: "epoch_ms" }]));
}

/** A name of the model as an identifier; what comes from a request never gets here. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function allFields(type: CrmType): readonly FieldName[] {
  return typeInfo[type].fields.map(({ name }) => name);
}

function columnType({ type, array }: PortableField): string {
  if (array) return "TEXT";
  if (type === "number") return "REAL";
  return type === "boolean" || type === "date" ? "INTEGER" : "TEXT";
}

function encode({ type, array }: PortableField, value: unknown): SQLInputValue {
  if (value === null || value === undefined) return null;
  if (array || type === "object") return JSON.stringify(value);
  if (value instanceof Date) return value.getTime();
  return typeof value === "boolean" ? Number(value) : (value as SQLInputValue);
}

function rowOf(fields: readonly PortableField[], stored: Stored): CrmRow {
  return Object.fromEntries(fields.map((field) => [field.name, decode(field, stored[field.name])])) as CrmRow;
}

function decode({ type, array }: PortableField, value: unknown): unknown {
  if (value === null) return null;
  if (array || type === "object") return JSON.parse(String(value));
  if (type === "date") return new Date(Number(value));
  return type === "boolean" ? value === 1 : value;
}
