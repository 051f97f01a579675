import { type Sql, sql, written } from "../fragment.js";
import { ISO_PATTERN, isoMilliseconds, type TextCalculus } from "../iso-text.js";
import { quoted } from "./quote.js";

/** Epoch milliseconds that a `Date` can hold. */
export function epochMs(number: Sql): Sql {
  return sql`CASE WHEN abs(${number}) <= 8.64e15 THEN ${number} END`;
}

const CALCULUS: TextCalculus = {
  digits: (text, from, length) => sql`${part(text, from, length)}::bigint`,
  divide: (left, right) => sql`(${left} / ${written(String(right))})`,
  fraction: (text) => sql`rpad(COALESCE(substring(${text} FROM '[.]([0-9]{1,3})'), ''), 3, '0')::bigint`,
  hasSeconds: (text) => sql`substr(${text}, 17, 1) = ':'`,
  sign: (text) => sql`substr(right(${text}, 6), 1, 1)`,
  isIso: (text) => sql`${text} ~ ${quoted(ISO_PATTERN)}`,
};

/** The end of a text that ends with `Z` is no number: it is read only where a sign says that it is one. */
function part(text: Sql, from: number, length: number): Sql {
  if (from > 0) return sql`substr(${text}, ${written(String(from))}, ${written(String(length))})`;
  return sql`CASE WHEN right(${text}, 1) = 'Z' THEN '00' ELSE substr(right(${text}, ${written(String(-from))}), 1, ${written(String(length))}) END`;
}

/** The epoch milliseconds that a text of ISO 8601 names. */
export function instantOf(text: Sql): Sql {
  const milliseconds = isoMilliseconds(sql`iso.text`, CALCULUS);
  return sql`(SELECT (${milliseconds})::float8 FROM (SELECT ${text} AS text) AS iso)`;
}
