import type { ArrayReading, JsonSpot, SqlDialect } from "../dialect.js";
import { identifier, type Sql, sql, written } from "../fragment.js";
import { quotedPath } from "../json-path.js";
import { epochMs, instantOf } from "./iso.js";
import { bytes } from "./literal.js";

/** How values inside JSON are read in MySQL and MariaDB. */
export const json: SqlDialect["json"] = {
  string: ({ type, scalar }) => ({ value: sql`CASE ${type} WHEN 'STRING' THEN ${bytes(scalar)} END` }),
  number: (spot) => ({ value: sql`CASE WHEN ${isNumber(spot)} THEN ${double(spot)} END` }),
  // what JSON.parse makes of a whole number is no bigint
  bigint: () => ({ value: written("NULL") }),
  boolean: ({ type, scalar }) => ({ value: sql`CASE WHEN ${type} = 'BOOLEAN' THEN ${scalar} = 'true' END` }),
  date: (spot) => ({
    value: sql`CASE WHEN ${isNumber(spot)} THEN ${epochMs(double(spot))} WHEN ${spot.type} = 'STRING' THEN ${instantOf(spot.scalar)} END`,
  }),
};

function isNumber({ type }: JsonSpot): Sql {
  return sql`${type} IN ('INTEGER', 'UNSIGNED INTEGER', 'DOUBLE', 'DECIMAL')`;
}

function double({ value }: JsonSpot): Sql {
  return sql`(${value} + 0e0)`;
}

/** A column of JSON: in MariaDB it is text, and may be none. */
export function document(column: Sql): JsonSpot {
  return spotOf(sql`CASE WHEN JSON_VALID(${column}) THEN ${column} END`);
}

export function property({ value }: JsonSpot, key: string): JsonSpot | null {
  // what a quoted key in a quoted path cannot hold
  if (/["\\]|\p{Cc}/u.test(key)) return null;
  return spotOf(sql`JSON_EXTRACT(${value}, ${quotedPath(key)})`);
}

function spotOf(value: Sql): JsonSpot {
  return { form: "json", value, type: sql`JSON_TYPE(${value})`, scalar: sql`JSON_UNQUOTE(${value})` };
}

export function isPresent(column: Sql): Sql {
  return sql`CASE WHEN ${column} IS NULL THEN 0 WHEN JSON_VALID(${column}) THEN JSON_TYPE(${column}) <> 'NULL' ELSE 1 END`;
}

/** MariaDB's tables of JSON forget the types of elements: they are looked up by their numbers. */
export function jsonArray({ value, type }: JsonSpot): ArrayReading {
  const isArray = sql`${type} = 'ARRAY'`;
  return {
    isArray: sql`(${isArray})`,
    length: sql`CASE WHEN ${isArray} THEN JSON_LENGTH(${value}) END`,
    elements: (alias) =>
      sql`JSON_TABLE(CASE WHEN ${isArray} THEN ${value} ELSE '[]' END, '$[*]' COLUMNS (castellan_number FOR ORDINALITY)) AS ${identifier(alias)}`,
    element: (alias) =>
      spotOf(sql`JSON_EXTRACT(${value}, CONCAT('$[', ${identifier(alias, "castellan_number")} - 1, ']'))`),
  };
}
