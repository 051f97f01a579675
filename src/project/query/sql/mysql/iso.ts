import { type Sql, sql, written } from "../fragment.js";
import { ISO_PATTERN, isoMilliseconds, type TextCalculus } from "../iso-text.js";

/** Epoch milliseconds that a `Date` can hold. */
export function epochMs(number: Sql): Sql {
  return sql`CASE WHEN ABS(${number}) <= 8.64e15 THEN ${number} END`;
}

const CALCULUS: TextCalculus = {
  digits: integer,
  divide: (left, right) => sql`(${left} DIV ${written(String(right))})`,
  // a cast reads digits as far as they go
  fraction: (text) =>
    sql`CASE WHEN SUBSTRING(${text}, 20, 1) <> '.' THEN 0 WHEN NOT ${isDigit(text, 22)} THEN 100 WHEN NOT ${isDigit(text, 23)} THEN 10 ELSE 1 END * ${integer(text, 21, 3)}`,
  hasSeconds: (text) => sql`SUBSTRING(${text}, 17, 1) = ':'`,
  sign: (text) => sql`SUBSTRING(${text}, -6, 1)`,
  // the pattern's end lets a line break pass
  isIso: (text) => sql`${text} REGEXP ${written(`'${ISO_PATTERN}'`)} AND RIGHT(${text}, 1) <> CHAR(10)`,
};

function integer(text: Sql, from: number, length: number): Sql {
  return sql`CAST(SUBSTRING(${text}, ${written(String(from))}, ${written(String(length))}) AS SIGNED)`;
}

function isDigit(text: Sql, at: number): Sql {
  return sql`(SUBSTRING(${text}, ${written(String(at))}, 1) BETWEEN '0' AND '9')`;
}

/** The epoch milliseconds that a text of ISO 8601 names. */
export function instantOf(text: Sql): Sql {
  const exact = sql`(CONVERT(${text} USING utf8mb4) COLLATE utf8mb4_bin)`;
  return sql`(${isoMilliseconds(exact, CALCULUS)} + 0e0)`;
}
