import type { JsonSpot, SqlDialect } from "../dialect.js";
import { type Sql, sql } from "../fragment.js";
import { epochMs, instantOf } from "./iso.js";

/** How values inside JSON are read in PostgreSQL. */
export const json: SqlDialect["json"] = {
  string: ({ type, scalar }) => ({ value: sql`CASE ${type} WHEN 'string' THEN ${scalar} END` }),
  number: (spot) => ({ value: number(spot) }),
  // JSON has no whole numbers beyond those of JavaScript
  bigint: () => ({ value: sql`NULL::numeric` }),
  boolean: ({ type, scalar }) => ({ value: sql`CASE ${type} WHEN 'boolean' THEN ${scalar}::boolean END` }),
  date: (spot) => ({
    value: sql`CASE ${spot.type} WHEN 'number' THEN ${epochMs(number(spot))} WHEN 'string' THEN ${instantOf(spot.scalar)} END`,
  }),
};

/** Numbers of JSON may be larger, and smaller, than those that a double can hold; a cast alone would fail on them. */
function number({ type, scalar }: JsonSpot): Sql {
  const exact = sql`${scalar}::numeric`;
  const size = sql`abs(${exact})`;
  return sql`CASE WHEN ${type} = 'number' THEN CASE WHEN ${size} >= 1.7976931348623158e308 THEN sign(${exact})::float8 * 'Infinity'::float8 WHEN ${size} <= 2.4703282292062327e-324 THEN 0 ELSE ${exact}::float8 END END`;
}
