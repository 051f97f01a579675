import type { Comparable } from "../../../compile/condition/expression.js";
import type { FilterOperator } from "../../filter/expression.js";
import type { Beyond, Comparison, Kind, Lookup, Reading, SqlDialect } from "./dialect.js";
import { all, NO_ROW, type Sql, sql, written } from "./fragment.js";
import { textRange } from "./text-range.js";

const SIGNS: { readonly [comparison in Comparison]: Sql } = {
  eq: written("="),
  ne: written("<>"),
  lt: written("<"),
  lte: written("<="),
  gt: written(">"),
  gte: written(">="),
};

export function isComparison(operator: FilterOperator): operator is Comparison {
  return Object.hasOwn(SIGNS, operator);
}

/** Two values in normal form. */
export function compared(left: Sql, comparison: Comparison, right: Sql): Sql {
  return sql`${left} ${SIGNS[comparison]} ${right}`;
}

/** Which comparisons hold between any value and a literal that lies beyond all of them. */
const BEYOND: { readonly [beyond in Beyond]: readonly Comparison[] } = {
  above: ["ne", "lt", "lte"],
  below: ["ne", "gt", "gte"],
  apart: ["ne"],
};

/** Compares what is read with a literal. */
export function compareWith(
  dialect: SqlDialect,
  reading: Reading,
  kind: Kind,
  comparison: Comparison,
  literal: Comparable,
): Sql {
  const point = dialect.literal[kind](literal);
  if (typeof point === "string") return BEYOND[point].includes(comparison) ? isThere(reading) : NO_ROW;
  return (
    served(reading, comparison, [literal]) ??
    hinted(reading, comparison, [literal], compared(reading.value, comparison, point))
  );
}

/** The dialect's own form of a test, if it has one. */
function served({ lookup }: Reading, operator: Lookup, literals: readonly Comparable[]): Sql | null {
  return lookup?.(operator, literals) ?? null;
}

function hinted({ hint }: Reading, operator: Lookup, literals: readonly Comparable[], exact: Sql): Sql {
  const wider = hint?.(operator, literals) ?? null;
  return wider === null ? exact : all(wider, exact);
}

/** What is looked up among literals of its kind. */
export function lookedUp(dialect: SqlDialect, reading: Reading, kind: Kind, literals: readonly Comparable[]): Sql {
  const held = literals.filter((literal) => typeof dialect.literal[kind](literal) !== "string");
  if (held.length === 0) return NO_ROW;
  return served(reading, "in", held) ?? hinted(reading, "in", held, dialect.oneOf(kind, reading.value, held));
}

/** Whether a text begins with another, or whether it is one that does not. */
export function beginsWith(dialect: SqlDialect, reading: Reading, start: string): Sql {
  if (textRange(start) === null) return NO_ROW;
  return (
    served(reading, "startsWith", [start]) ?? hinted(reading, "startsWith", [start], begins(dialect, reading, start))
  );
}

export function beginsOtherwise(dialect: SqlDialect, reading: Reading, start: string): Sql {
  return all(isThere(reading), sql`NOT (${begins(dialect, reading, start)})`);
}

function begins(dialect: SqlDialect, { value }: Reading, start: string): Sql {
  const whole = dialect.literal.string(start);
  if (typeof whole !== "string") return dialect.startsWith(value, whole);
  // half of a surrogate pair at the end: any character whose half it is
  const range = textRange(start);
  const from = dialect.literal.string(range?.from ?? "");
  const until = range?.until == null ? null : dialect.literal.string(range.until);
  const text = dialect.byBytes(value);
  if (range === null || typeof from === "string") return NO_ROW;
  return typeof until === "string" || until === null
    ? sql`${text} >= ${from}`
    : sql`(${text} >= ${from} AND ${text} < ${until})`;
}

function isThere({ value }: Reading): Sql {
  return sql`${value} IS NOT NULL`;
}
