import type { Comparable } from "../../../../compile/condition/expression.js";
import { isWellFormed } from "../../well-formed.js";
import type { Beyond, Kind, SqlDialect } from "../dialect.js";
import { bound, joined, type Sql, sql, written } from "../fragment.js";

/** The longest number that MySQL and MariaDB compare exactly has 65 digits. */
const FIRST_BEYOND = 10n ** 65n;

/** Literals in MySQL. Connections say numbers in different ways, so that only arithmetic makes them doubles. */
export const literal: SqlDialect["literal"] = {
  string: (value) => (isWellFormed(String(value)) ? bytes(bound(String(value))) : "apart"),
  number: double,
  bigint: (value) => {
    const whole = BigInt(value);
    if (whole >= FIRST_BEYOND) return "above";
    return whole <= -FIRST_BEYOND ? "below" : decimal(bound(String(whole)));
  },
  boolean: (value) => bound(value === true ? 1 : 0),
  date: double,
};

/** A text as its bytes in UTF-8: collations ignore case, accents, and spaces at the end. */
export function bytes(text: Sql): Sql {
  return sql`CAST(CONVERT(${text} USING utf8mb4) AS BINARY)`;
}

/** MySQL knows no infinite number. */
function double(value: Comparable): Sql | Beyond {
  const number = Number(value);
  if (!Number.isFinite(number)) return number > 0 ? "above" : "below";
  return sql`(${bound(number)} + 0e0)`;
}

function decimal(text: Sql): Sql {
  return sql`CAST(${text} AS DECIMAL(65, 0))`;
}

/** Longer lists are one parameter. */
export const LONGEST_ROW = 1_000;

/** Makes a text of a list one of its values, in normal form. */
const FROM_TEXT: { readonly [kind in Kind]: (text: Sql) => Sql } = {
  string: bytes,
  number: (text) => sql`(${text} + 0e0)`,
  bigint: decimal,
  boolean: (text) => sql`(${text} = 'true')`,
  date: (text) => sql`(${text} + 0e0)`,
};

/** Whether a value is one of many. */
export function oneOf(kind: Kind, value: Sql, literals: readonly Comparable[]): Sql {
  if (literals.length <= LONGEST_ROW) {
    const items = literals.map((one) => literal[kind](one)).filter((one) => typeof one !== "string");
    return sql`${value} IN (${joined(items, ", ")})`;
  }
  const texts = literals.filter((one) => typeof literal[kind](one) !== "string").map(String);
  const longest = Math.max(1, ...texts.map((text) => text.length));
  const type = written(
    longest <= 4_000 ? `VARCHAR(${longest}) CHARACTER SET utf8mb4` : "LONGTEXT CHARACTER SET utf8mb4",
  );
  const item = FROM_TEXT[kind](written("list.item"));
  return sql`${value} IN (SELECT ${item} FROM JSON_TABLE(${bound(JSON.stringify(texts))}, '$[*]' COLUMNS (item ${type} PATH '$')) AS list)`;
}
