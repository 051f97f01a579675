import { type Sql, sql, written } from "../fragment.js";
import { isoMilliseconds, type TextCalculus } from "../iso-text.js";

/** Epoch milliseconds that a `Date` can hold. */
export function epochMs(number: Sql): Sql {
  return sql`CASE WHEN abs(${number}) <= 8.64e15 THEN ${number} END`;
}

const CALCULUS: TextCalculus = {
  digits: integer,
  divide: (left, right) => sql`(${left} / ${written(String(right))})`,
  // a cast reads digits as far as they go
  fraction: () =>
    sql`CASE WHEN substr(iso.text, 20, 1) <> '.' THEN 0 WHEN substr(iso.text, 22, 1) NOT GLOB '[0-9]' THEN 100 WHEN substr(iso.text, 23, 1) NOT GLOB '[0-9]' THEN 10 ELSE 1 END * ${integer(sql`iso.text`, 21, 3)}`,
  hasSeconds: (text) => sql`substr(${text}, 17, 1) = ':'`,
  sign: (text) => sql`substr(${text}, -6, 1)`,
  isIso: () => IS_ISO,
};

function integer(text: Sql, from: number, length: number): Sql {
  return sql`CAST(substr(${text}, ${written(String(from))}, ${written(String(length))}) AS INTEGER)`;
}

/** Seconds and their fraction; patterns would stop at a NUL. */
const IS_ISO: Sql = written(
  [
    "length(CAST(iso.text AS BLOB)) = length(iso.text)",
    "iso.text GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]*'",
    "substr(iso.text, 6, 2) BETWEEN '01' AND '12'",
    "substr(iso.text, 9, 2) <> '00'",
    "(iso.text GLOB '*Z' OR (iso.text GLOB '*[+-][0-2][0-9]:[0-5][0-9]' AND substr(iso.text, -5, 2) <= '23'))",
    "(iso.middle = '' OR iso.middle GLOB ':[0-5][0-9]' OR (iso.middle GLOB ':[0-5][0-9].[0-9]*' AND length(iso.middle) <= 13 AND trim(substr(iso.middle, 5), '0123456789') = ''))",
    "(substr(iso.text, 12, 2) <= '23' OR (substr(iso.text, 12, 5) = '24:00' AND trim(iso.middle, ':0.') = ''))",
  ].join(" AND "),
);

/** The epoch milliseconds that a text of ISO 8601 names. */
export function instantOf(text: Sql): Sql {
  const middle = sql`substr(t.text, 17, length(t.text) - CASE WHEN t.text GLOB '*Z' THEN 17 ELSE 22 END)`;
  return sql`(SELECT ${isoMilliseconds(sql`iso.text`, CALCULUS)} FROM (SELECT t.text AS text, ${middle} AS middle FROM (SELECT ${text} AS text) AS t) AS iso)`;
}
