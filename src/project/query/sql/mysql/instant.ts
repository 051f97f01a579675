import type { Comparable } from "../../../../compile/condition/expression.js";
import type { Lookup, Reading } from "../dialect.js";
import { all, any, bound, NO_ROW, type Sql, sql } from "../fragment.js";
import { clamped, instantBounds } from "../instant-bounds.js";

/** The years 0 to 9999. */
const RANGE = { first: -62_167_219_200_000, end: 253_402_300_800_000 };

/** `0000-00-00` and the like name no instant. */
function isUsable(column: Sql): Sql {
  return sql`(MONTH(${column}) > 0 AND DAYOFMONTH(${column}) > 0)`;
}

/** A column of `DATETIME(n)`, taken as UTC. Memory sees whole milliseconds, cut. */
export function datetime(column: Sql): Reading {
  const microseconds = sql`TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', ${column})`;
  return {
    value: sql`CASE WHEN ${isUsable(column)} THEN FLOOR(${microseconds} * 0.001) + 0e0 END`,
    lookup: (lookup: Lookup, [literal]: readonly Comparable[]) => {
      if (lookup === "in" || lookup === "startsWith") return null;
      const asked = instantBounds(lookup, Number(literal));
      const bounds = asked === null ? null : clamped(asked, RANGE);
      if (bounds === null) return NO_ROW;
      const { from, until, outside } = bounds;
      const after = from === null ? [] : [sql`${column} ${outside ? sql`<` : sql`>=`} ${point(from)}`];
      const before = until === null ? [] : [sql`${column} ${outside ? sql`>=` : sql`<`} ${point(until)}`];
      return all(isUsable(column), ...(outside ? [any(...after, ...before)] : [...after, ...before]));
    },
  };
}

/** @param instant - whole epoch milliseconds, from the year 0 to 9999 */
function point(instant: number): Sql {
  const text = new Date(instant).toISOString().replace("T", " ").replace("Z", "");
  return sql`CAST(${bound(text)} AS DATETIME(3))`;
}

const DAY_S = 86_400;
const LAST_TIMESTAMP_S = 2 ** 31 - 1 - DAY_S;

/**
 * A column of `TIMESTAMP(n)`. It is shown in the zone of the connection, in which an hour may come twice: the index is
 * asked for a day more.
 */
export function timestamp(column: Sql): Reading {
  return {
    value: sql`CASE WHEN ${isUsable(column)} THEN FLOOR(UNIX_TIMESTAMP(${column}) * 1000) + 0e0 END`,
    hint: (lookup, [literal]) => {
      const seconds = Math.floor(Number(literal) / 1000);
      if (!(seconds > DAY_S && seconds < LAST_TIMESTAMP_S)) return null;
      const low = sql`${column} >= FROM_UNIXTIME(${bound(seconds - DAY_S)})`;
      const high = sql`${column} <= FROM_UNIXTIME(${bound(seconds + 1 + DAY_S)})`;
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
    },
  };
}
