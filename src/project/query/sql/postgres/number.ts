import type { Comparable } from "../../../../compile/condition/expression.js";
import type { Comparison, Lookup, Reading } from "../dialect.js";
import { all, bound, NO_ROW, type Sql, sql, written } from "../fragment.js";
import { list, literal } from "./literal.js";

/**
 * A column of any type of numbers. Memory sees the nearest double, of a `real` that of the digits which it is shown with.
 * NaN is no usable number.
 */
export function number(column: Sql): Reading {
  const nearest = sql`CASE WHEN pg_typeof(${column}) = 'real'::regtype THEN ${column}::text::float8 ELSE ${column}::float8 END`;
  return { value: sql`NULLIF(${nearest}, 'NaN')`, hint: wholeBounds(column) };
}

/** A column of exact decimals: those between the neighbours of a double may round to it. */
export function decimal(column: Sql): Reading {
  const point = (value: number) => sql`${bound(String(value))}::numeric`;
  return {
    value: sql`NULLIF(${column}::float8, 'NaN')`,
    hint: (lookup, [value]) => {
      const [low, high] = neighbours(Number(value));
      return Number.isFinite(low) && Number.isFinite(high) ? bounded(column, lookup, point(low), point(high)) : null;
    },
  };
}

/** A column of doubles. PostgreSQL takes NaN for the greatest of them. */
export function double(column: Sql): Reading {
  return {
    value: sql`NULLIF(${column}, 'NaN')`,
    lookup: (lookup, literals) => {
      if (lookup === "startsWith") return null;
      if (lookup === "in") return sql`${column} = ANY(${list("number", literals)})`;
      const test = sql`${column} ${SIGNS[lookup]} ${bound(Number(literals[0]))}::float8`;
      return lookup === "eq" || lookup === "lt" || lookup === "lte" ? test : all(test, sql`${column} < 'NaN'`);
    },
  };
}

/** Whole numbers up to here are the same as doubles. */
const EXACT = Number.MAX_SAFE_INTEGER - 2;

/** A column of whole numbers. */
export function integer(column: Sql): Reading {
  return {
    value: sql`${column}::float8`,
    lookup: (lookup, literals) => {
      if (lookup === "startsWith" || !literals.every((one) => Math.abs(Number(one)) <= EXACT)) return null;
      const wholes = literals.filter((one) => Number.isInteger(one));
      if (lookup === "in") return wholes.length === 0 ? NO_ROW : sql`${column} = ANY(${list("bigint", wholes)})`;
      const point = Number(literals[0]);
      if (!Number.isInteger(point) && (lookup === "eq" || lookup === "ne")) return null;
      const rounded = lookup === "gt" || lookup === "lte" ? Math.floor(point) : Math.ceil(point);
      return sql`${column} ${SIGNS[lookup]} ${whole(rounded)}`;
    },
  };
}

/** A column of any type of numbers; a decimal with a fraction, or with places for one, names no bigint. */
export function bigint(column: Sql): Reading {
  const value = sql`CASE WHEN scale(${column}::numeric) = 0 THEN ${column}::numeric END`;
  return { value, hint: bigintInteger(column).lookup ?? (() => null) };
}

/** A column of whole numbers. */
export function bigintInteger(column: Sql): Reading {
  return {
    value: column,
    lookup: (lookup, literals) => {
      if (lookup === "startsWith") return null;
      if (lookup === "in") return sql`${column} = ANY(${list("bigint", literals)})`;
      const point = literal.bigint(literals[0] ?? 0n);
      return typeof point === "string" ? null : sql`${column} ${SIGNS[lookup]} ${point}`;
    },
  };
}

/** Whole numbers below and above, whatever the type of the column: a decimal may round to a literal from either side. */
export function wholeBounds(column: Sql): (lookup: Lookup, literals: readonly Comparable[]) => Sql | null {
  return (lookup, [value]) => {
    const point = Number(value);
    if (!(Math.abs(point) <= EXACT)) return null;
    const slack = Number.isInteger(point) ? 1 : 0;
    return bounded(column, lookup, whole(Math.floor(point) - slack), whole(Math.ceil(point) + slack));
  };
}

function bounded(column: Sql, lookup: Lookup, low: Sql, high: Sql): Sql | null {
  const above = sql`${column} >= ${low}`;
  const below = sql`${column} <= ${high}`;
  switch (lookup) {
    case "eq":
      return all(above, below);
    case "lt":
    case "lte":
      return below;
    case "gt":
    case "gte":
      return above;
    default:
      return null;
  }
}

const SIGNS: { readonly [comparison in Comparison]: Sql } = {
  eq: written("="),
  ne: written("<>"),
  lt: written("<"),
  lte: written("<="),
  gt: written(">"),
  gte: written(">="),
};

function whole(value: number): Sql {
  return sql`${bound(String(value))}::bigint`;
}

/** The next doubles below and above. */
function neighbours(value: number): readonly [number, number] {
  const step = Math.max(Math.abs(value) * Number.EPSILON, Number.MIN_VALUE);
  return [value - step, value + step];
}
