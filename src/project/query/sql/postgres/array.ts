import type { ArrayReading, JsonSpot } from "../dialect.js";
import { identifier, type Sql, sql } from "../fragment.js";
import { list } from "./literal.js";

/** No column of a table is called so: one that is not qualified would be taken for the element. */
const ELEMENT = "castellan value";

/** A native array. Memory sees the elements of one with more dimensions as arrays, which are of no kind. */
export function nativeArray(column: Sql): ArrayReading {
  const isFlat = sql`COALESCE(array_ndims(${column}), 1) = 1`;
  return {
    isArray: sql`(${column} IS NOT NULL)`,
    length: sql`cardinality(${column})`,
    elements: (alias) => sql`unnest(${column}) AS ${identifier(alias)} (${identifier(ELEMENT)})`,
    element: (alias) => ({ form: "column", at: sql`CASE WHEN ${isFlat} THEN ${identifier(alias, ELEMENT)} END` }),
    hasAny: (kind, literals) =>
      kind === "string" ? sql`(${column}::text[] && ${list(kind, literals)} AND ${isFlat})` : null,
  };
}

/** An array inside JSON. */
export function jsonArray({ value, type }: JsonSpot): ArrayReading {
  const isArray = sql`${type} = 'array'`;
  return {
    isArray: sql`(${isArray})`,
    length: sql`CASE WHEN ${isArray} THEN jsonb_array_length(${value}) END`,
    elements: (alias) =>
      sql`jsonb_array_elements(CASE WHEN ${isArray} THEN ${value} END) AS ${identifier(alias)} (${identifier(ELEMENT)})`,
    element: (alias) => jsonSpot(identifier(alias, ELEMENT)),
  };
}

/** What stands in a value of `jsonb`. */
export function jsonSpot(value: Sql): JsonSpot {
  return { form: "json", value, type: sql`jsonb_typeof(${value})`, scalar: sql`(${value} #>> '{}')` };
}
