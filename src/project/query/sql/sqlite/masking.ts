import type { Masking } from "../dialect.js";
import { type Sql, sql, written } from "../fragment.js";
import { columns } from "./column.js";

const HIDDEN = written("char(8226, 8226, 8226, 8226)");
const DOTS = written("char(8226, 8226, 8226)");

/** SQLite counts characters up to a NUL: a text with one in it is hidden whole. */
export const masking: Masking = {
  text: (column, stored) => columns.string[stored ?? "default"]?.(column).value ?? null,
  whole: (column) => column,
  views: {
    last4: (text) =>
      sql`CASE WHEN ${hasNul(text)} OR length(${text}) < 8 THEN ${HIDDEN} ELSE ${HIDDEN} || substr(${text}, -4) END`,
    email: (text) => {
      const upTo = untilLast(text, "@");
      const isEmail = sql`NOT ${hasNul(text)} AND length(${upTo}) > 1 AND length(${upTo}) < length(${text})`;
      return sql`CASE WHEN ${isEmail} THEN substr(${text}, 1, 1) || ${DOTS} || substr(${text}, length(${upTo})) ELSE ${HIDDEN} END`;
    },
    initials: (text) => {
      const words = sql`trim(${text}, ' ')`;
      const last = sql`CASE WHEN instr(${words}, ' ') > 0 THEN substr(${words}, length(${untilLast(words, " ")}) + 1, 1) || '.' ELSE '' END`;
      return sql`CASE WHEN ${hasNul(text)} OR ${words} = '' THEN ${HIDDEN} ELSE substr(${words}, 1, 1) || '.' || ${last} END`;
    },
    redact: () => HIDDEN,
  },
};

/** The beginning of a text up to the last time that a character stands in it: nothing where it does not. */
function untilLast(text: Sql, character: " " | "@"): Sql {
  return sql`rtrim(${text}, replace(${text}, '${written(character)}', ''))`;
}

function hasNul(text: Sql): Sql {
  return sql`instr(CAST(${text} AS BLOB), x'00') > 0`;
}
