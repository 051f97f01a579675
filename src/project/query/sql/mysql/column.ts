import type { Comparable } from "../../../../compile/condition/expression.js";
import { isWellFormed } from "../../well-formed.js";
import type { Lookup, Reading, SqlDialect } from "../dialect.js";
import { all, bound, joined, type Sql, sql, written } from "../fragment.js";
import { datetime, timestamp } from "./instant.js";
import { epochMs, instantOf } from "./iso.js";
import { bytes, LONGEST_ROW, literal } from "./literal.js";

type Hint = NonNullable<Reading["hint"]>;

/** How columns of MySQL and MariaDB are read. */
export const columns: SqlDialect["columns"] = {
  string: {
    default: text,
    text,
    latin1: (column) => ({ value: bytes(column), hint: within(/^\p{ASCII}*$/u, byCollation(column)) }),
  },
  number: { default: number, integer: number, double: number, decimal: number },
  bigint: { default: bigint, integer: bigint },
  boolean: { default: (column) => ({ value: sql`CASE WHEN ${column} IN (0, 1) THEN ${column} END` }) },
  date: {
    default: datetime,
    datetime,
    timestamp,
    iso: (column) => ({ value: instantOf(column) }),
    epoch_ms: (column) => ({ value: epochMs(double(column)), hint: bounds(column) }),
  },
};

/** The column's own collation takes more for equal than memory, never less. */
function text(column: Sql): Reading {
  return { value: bytes(column), hint: within(/^[\0-\uffff]*$/u, byCollation(column)) };
}

function byCollation(column: Sql): Hint {
  return (lookup, literals) => {
    const texts = literals.map(String).filter(isWellFormed);
    if (lookup === "in") {
      const isRow = texts.length > 0 && texts.length <= LONGEST_ROW;
      return isRow ? sql`${column} IN (${joined(texts.map(bound), ", ")})` : null;
    }
    const [first] = texts;
    if (first === undefined) return null;
    if (lookup === "eq") return sql`${column} = ${bound(first)}`;
    return lookup === "startsWith" ? sql`${column} LIKE ${bound(pattern(first))} ESCAPE '|'` : null;
  };
}

/** A text that the column's character set lacks cannot be compared with it at all: `utf8mb3` ends at U+FFFF. */
function within(characters: RegExp, hint: Hint): Hint {
  return (lookup, literals) => (literals.every((one) => characters.test(String(one))) ? hint(lookup, literals) : null);
}

function pattern(start: string): string {
  return `${start.replace(/[|%_]/g, "|$&")}%`;
}

function number(column: Sql): Reading {
  return { value: double(column), hint: bounds(column) };
}

function bigint(column: Sql): Reading {
  // a fraction names no whole number
  return { value: sql`CASE WHEN ${column} = FLOOR(${column}) THEN ${column} END`, hint: wholes(column) };
}

function double(column: Sql): Sql {
  return sql`(${column} + 0e0)`;
}

const SIGNS: { readonly [lookup in Lookup]?: string } = { eq: "=", lt: "<", lte: "<=", gt: ">", gte: ">=" };

function wholes(column: Sql): Hint {
  return (lookup, [value]) => {
    const sign = SIGNS[lookup];
    const point = literal.bigint(value ?? 0n);
    return sign === undefined || typeof point === "string" ? null : sql`${column} ${written(sign)} ${point}`;
  };
}

/** Within these, whole numbers are the same as doubles and as decimals. */
const EXACT = Number.MAX_SAFE_INTEGER - 2;

/** Whole numbers below and above, whatever the type of the column: a decimal may round to the literal from either side. */
function bounds(column: Sql): Hint {
  return (lookup, [value]: readonly Comparable[]) => {
    const point = Number(value);
    if (!(Math.abs(point) <= EXACT)) return null;
    const slack = Number.isInteger(point) ? 1 : 0;
    const low = sql`${column} >= ${bound(Math.floor(point) - slack)}`;
    const high = sql`${column} <= ${bound(Math.ceil(point) + slack)}`;
    switch (lookup) {
      case "eq":
        return all(low, high);
      case "lt":
      case "lte":
        return high;
      case "gt":
      case "gte":
        return low;
      default:
        return null;
    }
  };
}
