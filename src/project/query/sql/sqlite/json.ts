import type { ArrayReading, JsonSpot, SqlDialect } from "../dialect.js";
import { identifier, type Sql, sql, written } from "../fragment.js";
import { quotedPath } from "../json-path.js";
import { epochMs, instantOf } from "./iso.js";

/** How values inside JSON are read in SQLite. */
export const json: SqlDialect["json"] = {
  string: ({ type, scalar }) => ({ value: sql`CASE ${type} WHEN 'text' THEN ${scalar} END` }),
  number: (spot) => ({ value: sql`CASE WHEN ${isNumber(spot)} THEN ${real(spot)} END` }),
  // what JSON.parse makes of a whole number is no bigint
  bigint: () => ({ value: written("NULL") }),
  boolean: ({ type }) => ({ value: sql`CASE ${type} WHEN 'true' THEN 1 WHEN 'false' THEN 0 END` }),
  date: (spot) => ({
    value: sql`CASE WHEN ${isNumber(spot)} THEN ${epochMs(real(spot))} WHEN ${spot.type} = 'text' THEN ${instantOf(spot.scalar)} END`,
  }),
};

function isNumber({ type }: JsonSpot): Sql {
  return sql`${type} IN ('integer', 'real')`;
}

function real({ scalar }: JsonSpot): Sql {
  return sql`CAST(${scalar} AS REAL)`;
}

/** A column of JSON text. */
export function document(column: Sql): JsonSpot {
  return spotOf(sql`CASE WHEN ${isJson(column)} THEN ${column} END`);
}

export function property({ value }: JsonSpot, key: string): JsonSpot | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a quoted key of a path cannot hold
  if (/["\\\u0000-\u001f]/.test(key)) return null;
  return spotOf(sql`(${value} -> ${quotedPath(key)})`);
}

function spotOf(value: Sql): JsonSpot {
  return { form: "json", value, type: sql`json_type(${value})`, scalar: sql`(${value} ->> '$')` };
}

function isJson(column: Sql): Sql {
  return sql`typeof(${column}) <> 'blob' AND json_valid(${column})`;
}

export function isPresent(column: Sql): Sql {
  return sql`CASE WHEN ${column} IS NULL THEN 0 WHEN ${isJson(column)} THEN json_type(${column}) <> 'null' ELSE 1 END`;
}

export function jsonArray({ value, type }: JsonSpot): ArrayReading {
  const isArray = sql`${type} = 'array'`;
  return {
    isArray: sql`(${isArray})`,
    length: sql`CASE WHEN ${isArray} THEN json_array_length(${value}) END`,
    elements: (alias) => sql`json_each(CASE WHEN ${isArray} THEN ${value} ELSE '[]' END) AS ${identifier(alias)}`,
    element: (alias) => {
      const element = identifier(alias, "value");
      return { form: "json", value: element, type: identifier(alias, "type"), scalar: element };
    },
  };
}
