import type { Reading, SqlDialect } from "../dialect.js";
import { bound, type Sql, sql } from "../fragment.js";
import { instants } from "./instant.js";
import { epochMs, instantOf } from "./iso.js";
import { list, literal } from "./literal.js";
import { bigint, bigintInteger, decimal, double, integer, number, wholeBounds } from "./number.js";

type Hint = NonNullable<Reading["hint"]>;

/** How PostgreSQL columns are read. */
export const columns: SqlDialect["columns"] = {
  string: {
    default: text,
    text,
    uuid: (column) => ({ value: sql`${column}::text`, hint: uuids(column) }),
    // a cast would cut the padding, with which memory sees it
    char: (column) => ({
      value: sql`CASE WHEN ${column} IS NOT NULL THEN concat(${column}) END`,
      hint: texts(column, sql`bpchar`),
    }),
    // a collation of its own may take different texts for equal
    nondeterministic: (column) => ({ value: sql`${column}::text COLLATE "C"`, hint: texts(column, sql`text`) }),
  },
  number: { default: number, double, integer, decimal },
  bigint: { default: bigint, integer: bigintInteger },
  boolean: { default: (column) => ({ value: column }) },
  date: {
    default: instants((instant) => instant),
    timestamptz: instants((instant) => instant),
    timestamp: instants((instant) => sql`(${instant} AT TIME ZONE 'UTC')`),
    iso: (column) => ({ value: instantOf(sql`${column}::text`) }),
    epoch_ms: (column) => ({ value: epochMs(sql`${column}::float8`), hint: wholeBounds(column) }),
  },
};

/** Only a pattern is looked up in an index before PostgreSQL 15. */
function text(column: Sql): Reading {
  const value = sql`${column}::text`;
  return {
    value,
    lookup: (lookup, [start]) => {
      if (lookup !== "startsWith" || typeof literal.string(start ?? "") === "string") return null;
      return sql`${value} LIKE ${bound(`${String(start).replace(/[\\%_]/g, "\\$&")}%`)}::text`;
    },
  };
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
