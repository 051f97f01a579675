/** Rows that are written once, and meant by their place. */
export class Table<Row> {
  readonly rows: Row[] = [];
  readonly #places = new Map<string, number>();

  placeOf(row: Row): number {
    const key = JSON.stringify(row);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.rows.length);
    return this.rows.push(row) - 1;
  }
}

/** A row without what is nothing at its end: that is what a reader takes for missing. */
export function trimmed<Row extends readonly unknown[]>(row: Row): Row {
  let length = row.length;
  while (length > 0 && (row[length - 1] === 0 || row[length - 1] === undefined)) length -= 1;
  return row.slice(0, length) as readonly unknown[] as Row;
}
