import type { Comparable } from "../../../../compile/condition/expression.js";
import { isWellFormed } from "../../well-formed.js";
import type { Kind, SqlDialect } from "../dialect.js";
import { bound, joined, NO_ROW, type Sql, sql } from "../fragment.js";

const MIN_INTEGER = -(2n ** 63n);
const MAX_INTEGER = 2n ** 63n - 1n;

/** Literals in SQLite, of the storage class in which values of their kind are in normal form. */
export const literal: SqlDialect["literal"] = {
  string: (value) => (isWellFormed(String(value)) ? bound(String(value)) : "apart"),
  number: (value) => bound(Number(value)),
  bigint: (value) => {
    const whole = BigInt(value);
    if (whole > MAX_INTEGER) return "above";
    return whole < MIN_INTEGER ? "below" : bound(whole);
  },
  // drivers bind no booleans
  boolean: (value) => bound(value === true ? 1 : 0),
  date: (value) => bound(Number(value)),
};

/** Longer lists are one parameter. */
const LONGEST_ROW = 100;

/** Whether a value is one of many. What JSON might not give back as it was, numbers that are no bigints, stays apart. */
export function oneOf(kind: Kind, value: Sql, literals: readonly Comparable[]): Sql {
  const items = literals.map((one) => literal[kind](one)).filter((one) => typeof one !== "string");
  if (items.length === 0) return NO_ROW;
  if (items.length <= LONGEST_ROW || kind === "number" || kind === "date")
    return sql`${value} IN (${joined(items, ", ")})`;
  const held = literals.filter((one) => typeof literal[kind](one) !== "string");
  const json = held.map((one) => (typeof one === "string" ? JSON.stringify(one) : String(one)));
  return sql`${value} IN (SELECT value FROM json_each(${bound(`[${json.join(",")}]`)}))`;
}
