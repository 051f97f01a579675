import type { Lookup, Reading } from "../dialect.js";
import { all, bound, type Sql, sql } from "../fragment.js";
import { instantOf } from "./iso.js";

/** The instants that `toISOString` writes with a year of four digits. */
const WRITABLE = { first: -62_167_219_200_000, last: 253_402_300_799_999 };

/** How a comparison is made of texts, and to which whole millisecond its literal is rounded; `null` where to none. */
const TEXTUAL: { readonly [lookup in Lookup]?: readonly [sign: Sql, round: (literal: number) => number | null] } = {
  eq: [sql`=`, (literal) => (Number.isInteger(literal) ? literal : null)],
  ne: [sql`<>`, (literal) => (Number.isInteger(literal) ? literal : null)],
  lt: [sql`<`, Math.ceil],
  lte: [sql`<=`, Math.floor],
  gt: [sql`>`, Math.floor],
  gte: [sql`>=`, Math.ceil],
};

/** A column of texts as `toISOString` writes them: they are in the order of their instants, as far as they are such texts. */
export function isoDate(column: Sql): Reading {
  const isWritten = sql`strftime('%Y-%m-%dT%H:%M:%fZ', ${column}) = ${column} COLLATE BINARY`;
  return {
    value: sql`CASE typeof(${column}) WHEN 'text' THEN ${instantOf(column)} END`,
    lookup: (lookup, [literal]) => {
      const [sign, round] = TEXTUAL[lookup] ?? [];
      const rounded = round?.(Number(literal)) ?? null;
      if (sign === undefined || rounded === null || !(rounded >= WRITABLE.first && rounded <= WRITABLE.last))
        return null;
      const text = bound(new Date(rounded).toISOString());
      return all(sql`typeof(${column}) = 'text'`, sql`${column} COLLATE BINARY ${sign} ${text}`, isWritten);
    },
  };
}
