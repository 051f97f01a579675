import { type Sql, sql, written } from "./fragment.js";

/** How a dialect takes a text of ISO 8601 apart. */
export interface TextCalculus {
  /** A part of the text as a whole number: from a position (the first is 1, a negative one counts from the end). */
  readonly digits: (text: Sql, from: number, length: number) => Sql;
  readonly divide: (left: Sql, right: number) => Sql;
  /** The first three digits of the fraction of a second, as milliseconds; 0 without them. */
  readonly fraction: (text: Sql) => Sql;
  /** Whether seconds are given. */
  readonly hasSeconds: (text: Sql) => Sql;
  /** The last character but five: the sign of an offset, if it is not `Z`. */
  readonly sign: (text: Sql) => Sql;
  /** Whether the text is an ISO 8601 date-time with an offset, as `toEpochMs` takes it, its last day not looked at. */
  readonly isIso: (text: Sql) => Sql;
}

/** Days before 1970-01-01 on the calendar that begins in March of the year -400. */
const DAYS_BEFORE_EPOCH = 865_566;

/**
 * The epoch milliseconds that a text names, as a whole number; NULL where it names no instant.
 *
 * @param text - an expression without parameters, as short as can be: it is repeated
 */
export function isoMilliseconds(text: Sql, calculus: TextCalculus): Sql {
  const { digits, divide, fraction, hasSeconds, sign, isIso } = calculus;
  const year = digits(text, 1, 4);
  const month = digits(text, 6, 2);
  const day = digits(text, 9, 2);
  // months since March of the year -400: a leap day is then the last day of its year
  const months = sql`(12 * ${year} + ${month} + 4797)`;
  const monthOfYear = sql`(${months} - 12 * ${divide(months, 12)})`;
  const before = sql`365 * ${divide(months, 12)} + ${divide(months, 48)} - ${divide(months, 1200)} + ${divide(months, 4800)}`;
  const days = sql`(${before} + ${divide(sql`(153 * ${monthOfYear} + 2)`, 5)} + ${day} - ${written(String(DAYS_BEFORE_EPOCH))})`;
  const lastDay = sql`CASE WHEN ${month} = 2 THEN CASE WHEN ${isLeap(year, divide)} THEN 29 ELSE 28 END WHEN ${month} IN (4, 6, 9, 11) THEN 30 ELSE 31 END`;
  const minutes = sql`(${days} * 24 + ${digits(text, 12, 2)}) * 60 + ${digits(text, 15, 2)}`;
  const offset = sql`CASE ${sign(text)} WHEN '+' THEN 1 WHEN '-' THEN -1 ELSE 0 END * (${digits(text, -5, 2)} * 60 + ${digits(text, -2, 2)})`;
  const seconds = sql`CASE WHEN ${hasSeconds(text)} THEN ${digits(text, 18, 2)} ELSE 0 END`;
  return sql`CASE WHEN ${isIso(text)} THEN CASE WHEN ${day} <= ${lastDay} THEN ((${minutes} - ${offset}) * 60 + ${seconds}) * 1000 + ${fraction(text)} END END`;
}

function isLeap(year: Sql, divide: TextCalculus["divide"]): Sql {
  const divides = (by: number) => sql`${year} = ${divide(year, by)} * ${written(String(by))}`;
  // memory gives the year 0 no leap day
  return sql`${year} > 0 AND ${divides(4)} AND (NOT (${divides(100)}) OR ${divides(400)})`;
}

/**
 * A regular expression for what `toEpochMs` takes, its last day not looked at. At the end it may let a line break pass.
 * There is no question mark in it: some clients take that for a placeholder wherever it stands.
 */
export const ISO_PATTERN =
  "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T" +
  "(([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9}){0,1}){0,1}|24:00(:00([.]0{1,9}){0,1}){0,1})" +
  "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";
