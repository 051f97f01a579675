import type { Comparable } from "../../../../compile/condition/expression.js";
import type { Kind, Lookup, Reading, SqlDialect } from "../dialect.js";
import { all, bound, type Sql, sql, written } from "../fragment.js";
import { textRange } from "../text-range.js";
import { epochMs, instantOf } from "./iso.js";
import { isoDate } from "./iso-column.js";
import { literal, oneOf } from "./literal.js";

/** How SQLite columns are read: any of them may hold values of any storage class. */
export const columns: SqlDialect["columns"] = {
  string: { default: text, text },
  number: { default: number, integer: number, double: number },
  bigint: { default: bigint, integer: bigint },
  boolean: {
    default: (column) => ({ value: sql`CASE WHEN ${isNumber(column)} AND ${column} IN (0, 1) THEN ${column} END` }),
  },
  date: {
    default: (column) => ({
      value: sql`CASE typeof(${column}) WHEN 'text' THEN ${instantOf(column)} WHEN 'blob' THEN NULL ELSE ${epochMs(real(column))} END`,
    }),
    iso: isoDate,
    epoch_ms: (column) => ({
      value: sql`CASE WHEN ${isNumber(column)} THEN ${epochMs(real(column))} END`,
      hint: (lookup, literals) => (areExact(literals) ? compared(column, "date", lookup, literals) : null),
    }),
  },
};

/** The column's own collation may ignore case. */
function text(column: Sql): Reading {
  const isText = sql`typeof(${column}) = 'text'`;
  const binary = sql`${column} COLLATE BINARY`;
  return {
    value: sql`CASE WHEN ${isText} THEN ${column} END`,
    lookup: (lookup, literals) => {
      if (lookup !== "startsWith") return all(isText, compared(binary, "string", lookup, literals));
      const range = textRange(String(literals[0]));
      if (range === null) return null;
      const until = range.until === null ? [] : [sql`${binary} < ${bound(range.until)}`];
      return all(isText, sql`${binary} >= ${bound(range.from)}`, ...until);
    },
  };
}

function number(column: Sql): Reading {
  return {
    value: sql`CASE WHEN ${isNumber(column)} THEN ${real(column)} END`,
    lookup: (lookup, literals) =>
      areExact(literals) ? all(isNumber(column), compared(column, "number", lookup, literals)) : null,
  };
}

function bigint(column: Sql): Reading {
  const isInteger = sql`typeof(${column}) = 'integer'`;
  return {
    value: sql`CASE WHEN ${isInteger} THEN ${column} END`,
    lookup: (lookup, literals) => all(isInteger, compared(column, "bigint", lookup, literals)),
  };
}

function isNumber(column: Sql): Sql {
  return sql`typeof(${column}) IN ('integer', 'real')`;
}

function real(column: Sql): Sql {
  return sql`CAST(${column} AS REAL)`;
}

/** Whole numbers of the column up to here are the same as doubles. */
function areExact(literals: readonly Comparable[]): boolean {
  return literals.every((one) => Math.abs(Number(one)) <= Number.MAX_SAFE_INTEGER);
}

const SIGNS: { readonly [lookup in Lookup]?: string } = { eq: "=", ne: "<>", lt: "<", lte: "<=", gt: ">", gte: ">=" };

/** Compares the column itself with literals that rows can hold. */
function compared(column: Sql, kind: Kind, lookup: Lookup, literals: readonly Comparable[]): Sql {
  if (lookup === "in") return oneOf(kind, column, literals);
  const point = literal[kind](literals[0] ?? 0);
  return sql`${column} ${written(SIGNS[lookup] ?? "=")} ${typeof point === "string" ? written("NULL") : point}`;
}
