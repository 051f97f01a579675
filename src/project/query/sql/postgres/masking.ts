import type { Masking } from "../dialect.js";
import { sql, written } from "../fragment.js";
import { columns } from "./column.js";

const DOT = "chr(8226)";
const HIDDEN = written(`repeat(${DOT}, 4)`);
const DOTS = written(`repeat(${DOT}, 3)`);

/** PostgreSQL counts characters, whatever the encoding. */
export const masking: Masking = {
  text: (column, stored) => columns.string[stored ?? "default"]?.(column).value ?? null,
  whole: (_column, text) => text,
  views: {
    last4: (text) => sql`CASE WHEN char_length(${text}) < 8 THEN ${HIDDEN} ELSE ${HIDDEN} || right(${text}, 4) END`,
    email: (text) =>
      sql`CASE WHEN ${text} ~ '^.+@[^@]+$' THEN left(${text}, 1) || ${DOTS} || substring(${text} FROM '@[^@]+$') ELSE ${HIDDEN} END`,
    initials: (text) => {
      const words = sql`btrim(${text}, ' ')`;
      const last = sql`CASE WHEN strpos(${words}, ' ') > 0 THEN left(substring(${words} FROM '[^ ]+$'), 1) || '.' ELSE '' END`;
      return sql`CASE WHEN char_length(${words}) = 0 THEN ${HIDDEN} ELSE left(${words}, 1) || '.' || ${last} END`;
    },
    redact: () => HIDDEN,
  },
};
