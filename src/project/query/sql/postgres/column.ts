import type { Reading, SqlDialect } from "../dialect.js";
import { all, bound, type Sql, sql } from "../fragment.js";
import { instants } from "./instant.js";
import { epochMs, instantOf } from "./iso.js";
import { list, literal } from "./literal.js";

type Hint = NonNullable<Reading["hint"]>;

/** How PostgreSQL columns are read. */
export const columns: SqlDialect["columns"] = {
  string: {
    default: (column) => ({ value: sql`${column}::text` }),
    text: (column) => ({ value: sql`${column}::text` }),
    uuid: (column) => ({ value: sql`${column}::text`, hint: uuids(column) }),
    // a cast would cut the padding, with which memory sees it
    char: (column) => ({
      value: sql`CASE WHEN ${column} IS NOT NULL THEN concat(${column}) END`,
      hint: texts(column, sql`bpchar`),
    }),
    // a collation of its own may take different texts for equal
    nondeterministic: (column) => ({ value: sql`${column}::text COLLATE "C"`, hint: texts(column, sql`text`) }),
  },
  number: {
    default: (column) => ({ value: double(column), hint: bounds(column) }),
    double: (column) => ({ value: double(column), hint: doubles(column) }),
    integer: (column) => ({ value: sql`${column}::float8`, hint: bounds(column) }),
    decimal: (column) => ({ value: double(column), hint: bounds(column) }),
  },
  bigint: {
    // a decimal with a fraction names no whole number
    default: (column) => ({
      value: sql`CASE WHEN scale(${column}::numeric) = 0 THEN ${column}::numeric END`,
      hint: bigints(column),
    }),
    integer: (column) => ({ value: column }),
  },
  boolean: { default: (column) => ({ value: column }) },
  date: {
    default: instants((instant) => instant),
    timestamptz: instants((instant) => instant),
    timestamp: instants((instant) => sql`(${instant} AT TIME ZONE 'UTC')`),
    iso: (column) => ({ value: instantOf(sql`${column}::text`) }),
    epoch_ms: (column) => ({ value: epochMs(sql`${column}::float8`), hint: bounds(column) }),
  },
};

/** NaN is no usable number; PostgreSQL would take it for the greatest. */
function double(column: Sql): Sql {
  return sql`NULLIF(${column}::float8, 'NaN')`;
}

/** The column's own equality takes more for equal than memory, never less. */
function texts(column: Sql, type: Sql): Hint {
  return (lookup, values) => {
    if (lookup === "eq") return sql`${column}::${type} = ${bound(String(values[0]))}::text::${type}`;
    return lookup === "in" ? sql`${column}::${type} = ANY(${list("string", values)}::${type}[])` : null;
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is no uuid, or not as PostgreSQL writes it, equals none. */
function uuids(column: Sql): Hint {
  return (operator, values) => {
    const texts = values.filter((value) => typeof value === "string" && UUID.test(value)).map(String);
    return operator === "eq" || operator === "in" ? sql`${column} = ANY(${bound(texts)}::text[]::uuid[])` : null;
  };
}

/** Within these, whole numbers are the same as doubles and as whole numbers. */
const EXACT = Number.MAX_SAFE_INTEGER - 2;

/** Whole numbers below and above, whatever the type of the column: a decimal may round to the literal from either side. */
function bounds(column: Sql): Hint {
  return (operator, [value]) => {
    const literal = Number(value);
    if (!(Math.abs(literal) <= EXACT)) return null;
    const slack = Number.isInteger(literal) ? 1 : 0;
    const low = sql`${column} >= ${whole(Math.floor(literal) - slack)}`;
    const high = sql`${column} <= ${whole(Math.ceil(literal) + slack)}`;
    switch (operator) {
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

function whole(value: number): Sql {
  return sql`${bound(String(value))}::bigint`;
}

const SIGNS = { eq: "=", lt: "<", lte: "<=", gt: ">", gte: ">=" } as const;

/** Compares the column itself with a literal of its type. */
function direct(column: Sql, kind: "bigint" | "number"): Hint {
  return (operator, values) => {
    if (operator === "in") return sql`${column} = ANY(${list(kind, values)})`;
    if (operator === "ne" || operator === "startsWith") return null;
    const point = literal[kind](values[0] ?? 0);
    return typeof point === "string" ? null : sql`${column} ${[{ kind: "text", text: SIGNS[operator] }]} ${point}`;
  };
}

function doubles(column: Sql): Hint {
  return direct(column, "number");
}

function bigints(column: Sql): Hint {
  return direct(column, "bigint");
}
