/** How a column holds a field, where it is not in the way that the dialect takes for granted. */
export type StoredAs =
  /** The field's value as JSON: an array in PostgreSQL, or any single value. */
  | "json"
  /** An opaque field in a column of another kind than JSON. */
  | "plain"
  /** Numbers: a column of whole numbers, of double precision, or of exact decimals. Only speed depends on it. */
  | "integer"
  | "double"
  | "decimal"
  /** Texts: an enum that also has numbers among its values, kept as text. */
  | "text"
  /** Texts in PostgreSQL: `uuid`; `char(n)`, which is padded; a collation that is not deterministic. */
  | "uuid"
  | "char"
  | "nondeterministic"
  /** Texts in MySQL in a character set that is not Unicode. */
  | "latin1"
  /** Instants: `timestamptz` and `timestamp` (in UTC) in PostgreSQL, `datetime` (in UTC) and `timestamp` in MySQL. */
  | "timestamptz"
  | "timestamp"
  | "datetime"
  /** Instants: a number of milliseconds; a text as `toISOString` writes it, always in UTC. */
  | "epoch_ms"
  | "iso";

/** Where a field is kept. */
export interface ColumnOptions {
  /** The column's name: that of the field if not said. */
  readonly column?: string;
  /** How it is held: see the guide for what each dialect takes for granted. */
  readonly stored?: StoredAs;
}

/** Where fields are kept, by path: a column's name, or more about it. What is not named is in a column of its own name. */
export type ColumnMapping = { readonly [path: string]: string | ColumnOptions };

/** The column that a path begins in. */
export interface MappedColumn {
  readonly column: string;
  readonly stored: StoredAs | null;
  /** How many keys of the path the column stands for; what follows is looked up in its JSON. */
  readonly depth: number;
}

/**
 * Finds the column of a path: that of the path itself, or of the longest beginning that is mapped.
 *
 * @param mapping - where fields are kept
 * @param keys - the path
 */
export function columnOf(mapping: ColumnMapping, keys: readonly string[]): MappedColumn {
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const path = keys.slice(0, depth).join(".");
    if (!Object.hasOwn(mapping, path)) continue;
    const entry = mapping[path] ?? {};
    const { column, stored }: ColumnOptions = typeof entry === "string" ? { column: entry } : entry;
    return { column: column ?? keys[depth - 1] ?? "", stored: stored ?? null, depth };
  }
  return { column: keys[0] ?? "", stored: null, depth: 1 };
}
