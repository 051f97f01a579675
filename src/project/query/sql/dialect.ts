import type { Comparable } from "../../../compile/condition/expression.js";
import type { MaskView } from "../../../model/statement-data.js";
import type { StoredAs } from "../column-mapping.js";
import type { Sql } from "./fragment.js";

/** How values are compared: what an enum's values are, it is. */
export type Kind = "string" | "number" | "bigint" | "boolean" | "date";

export type Comparison = "eq" | "ne" | "lt" | "lte" | "gt" | "gte";

/** A value inside JSON. */
export interface JsonSpot {
  readonly form: "json";
  /** The value as JSON; NULL where there is none. */
  readonly value: Sql;
  /** What the dialect calls its type; NULL where there is none. */
  readonly type: Sql;
  /** A text or a number as it is outside JSON. */
  readonly scalar: Sql;
}

/** A place in a row: a column or an element of a native array; or a value inside JSON. */
export type Spot = { readonly form: "column"; readonly at: Sql } | JsonSpot;

/** What is asked of a value with literals: one of them, or several for `in`. */
export type Lookup = Comparison | "in" | "startsWith";

/** How a dialect reads a spot as values of one kind. */
export interface Reading {
  /** The value in normal form: NULL where it is unusable; otherwise `=` and `<` compare it as memory does. */
  readonly value: Sql;
  /** The whole test in a form that an index serves; `null` where there is none. */
  readonly lookup?: (lookup: Lookup, literals: readonly Comparable[]) => Sql | null;
  /** A wider test that an index serves, to stand beside the exact one; `null` where there is none. */
  readonly hint?: (lookup: Lookup, literals: readonly Comparable[]) => Sql | null;
}

/** Where a literal lies that no row can hold: above or below all values of its kind, or like none of them. */
export type Beyond = "above" | "below" | "apart";

/** An array, ready to be looked into. */
export interface ArrayReading {
  /** Whether it is an array at all: true, or else false or NULL. */
  readonly isArray: Sql;
  /** How many elements it has; NULL for what is no array. */
  readonly length: Sql;
  /** The elements as a table; none where it is no array. @param alias - a name that stands nowhere else */
  readonly elements: (alias: string) => Sql;
  readonly element: (alias: string) => Spot;
  /** Whether some element is one of the literals, in a form that an index serves; `null` where there is none. */
  readonly hasAny?: (kind: Kind, literals: readonly Comparable[]) => Sql | null;
}

type ColumnReader = (column: Sql) => Reading;

/** How texts are shown in part. */
export interface Masking {
  /** A column's text, NULL where it holds none; `null` where a column so stored cannot be shown in part. */
  readonly text: (column: Sql, stored: StoredAs | null) => Sql | null;
  /** The whole column where elsewhere a part of it is shown: a column of a result may need one type. */
  readonly whole: (column: Sql, text: Sql) => Sql;
  /** A part of a text. @param text - it is repeated */
  readonly views: { readonly [view in MaskView]: (text: Sql) => Sql };
}

/** What the SQL of one database family is made of. */
export interface SqlDialect {
  readonly quoteIdentifier: (name: string) => string;
  readonly placeholder: (number: number) => string;
  /** Whether placeholders have numbers. */
  readonly hasNumbers: boolean;
  /** Columns, in lower case, that stand beside those of the table where an array is looked into. */
  readonly besideElements: ReadonlySet<string>;
  /** Whether a text inside JSON may have half of a surrogate pair in it. */
  readonly hasHalvesInJson: boolean;
  /** Whether a column has values of one kind alone. */
  readonly isTyped: boolean;
  /** How columns are read as values of a kind: as is taken for granted, or as they are said to be stored. */
  readonly columns: { readonly [kind in Kind]: { readonly [stored in StoredAs | "default"]?: ColumnReader } };
  readonly json: { readonly [kind in Kind]: (spot: JsonSpot) => Reading };
  /** A literal in normal form. */
  readonly literal: { readonly [kind in Kind]: (value: Comparable) => Sql | Beyond };
  /** Whether a value in normal form is one of at least one literals that rows can hold. */
  readonly oneOf: (kind: Kind, value: Sql, literals: readonly Comparable[]) => Sql;
  /** Whether a text begins with another, both in normal form. */
  readonly startsWith: (text: Sql, start: Sql) => Sql;
  /** A text in normal form, so that `<` compares its bytes. */
  readonly byBytes: (text: Sql) => Sql;
  /** A number in normal form, plus milliseconds. */
  readonly shifted: (instant: Sql, milliseconds: number) => Sql;
  /** A column as a JSON value; NULL where it holds none. */
  readonly document: (column: Sql) => JsonSpot;
  /** What an object has under a key, NULL where it is no object or has no such key; `null` where the key cannot be said. */
  readonly property: (spot: JsonSpot, key: string) => JsonSpot | null;
  readonly typeNames: { readonly null: string; readonly object: string };
  /** How arrays of a kind are kept in a column of their own, if not as JSON. */
  readonly nativeArray: ((column: Sql) => ArrayReading) | null;
  readonly jsonArray: (spot: JsonSpot) => ArrayReading;
  /** Whether the column of an opaque field, or of an object, is neither NULL nor the JSON `null`. */
  readonly isPresent: (column: Sql) => Sql;
  readonly masking: Masking;
}
