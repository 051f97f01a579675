import type { Comparable } from "../../../../compile/condition/expression.js";
import type { Lookup, Reading } from "../dialect.js";
import { all, any, bound, NO_ROW, type Sql, sql, written } from "../fragment.js";
import { clamped, type InstantBounds, instantBounds, MAX_EPOCH_MS } from "../instant-bounds.js";
import { instantText } from "./literal.js";

/** From the first instant of a `timestamptz`, in 4714 BC, to the last of a `Date`. */
const RANGE = { first: -210_866_803_200_000, end: MAX_EPOCH_MS + 1 };
/** The infinite ones name no instant, nor do those that no `Date` can hold. */
const USABLE_FROM = written("> '-infinity'");
const USABLE_UNTIL = written("< '275760-09-13 00:00:00.001+00'");

/**
 * Reads a column of `timestamptz` or `timestamp`. Memory sees whole milliseconds, cut.
 *
 * @param ofColumn - makes an instant one of the column's type
 */
export function instants(ofColumn: (instant: Sql) => Sql): (column: Sql) => Reading {
  return (column) => {
    const milliseconds = sql`round(extract(epoch FROM date_trunc('milliseconds', ${column})) * 1000)::float8`;
    const from = (bounds: InstantBounds) =>
      bounds.from === null ? sql`${column} ${USABLE_FROM}` : sql`${column} >= ${point(bounds.from)}`;
    const until = (bounds: InstantBounds) =>
      bounds.until === null ? sql`${column} ${USABLE_UNTIL}` : sql`${column} < ${point(bounds.until)}`;
    const point = (instant: number) => ofColumn(sql`${bound(instantText(instant))}::timestamptz`);
    const isUsable = all(sql`${column} ${USABLE_FROM}`, sql`${column} ${USABLE_UNTIL}`);
    return {
      value: sql`CASE WHEN ${isUsable} THEN ${milliseconds} END`,
      lookup: (lookup: Lookup, [literal]: readonly Comparable[]) => {
        if (lookup === "in" || lookup === "startsWith") return null;
        const asked = instantBounds(lookup, Number(literal));
        const bounds = asked === null ? null : clamped(asked, RANGE);
        if (bounds === null) return NO_ROW;
        if (!bounds.outside) return all(from(bounds), until(bounds));
        const before = bounds.from === null ? [] : [sql`${column} < ${point(bounds.from)}`];
        const after = bounds.until === null ? [] : [sql`${column} >= ${point(bounds.until)}`];
        return all(isUsable, any(...before, ...after));
      },
    };
  };
}
