import type { Masking } from "../dialect.js";
import { sql, written } from "../fragment.js";
import { columns } from "./column.js";

const DOT = "CHAR(0xE280A2 USING utf8mb4)";
const HIDDEN = written(`REPEAT(${DOT}, 4)`);
const DOTS = written(`REPEAT(${DOT}, 3)`);

/** Characters of `utf8mb4` are counted, and compared as they are. */
export const masking: Masking = {
  text: (column, stored) =>
    columns.string[stored ?? "default"] === undefined
      ? null
      : sql`(CONVERT(${column} USING utf8mb4) COLLATE utf8mb4_bin)`,
  whole: (_column, text) => text,
  views: {
    last4: (text) =>
      sql`CASE WHEN CHAR_LENGTH(${text}) < 8 THEN ${HIDDEN} ELSE CONCAT(${HIDDEN}, RIGHT(${text}, 4)) END`,
    email: (text) => {
      const domain = sql`SUBSTRING_INDEX(${text}, '@', -1)`;
      const isEmail = sql`CHAR_LENGTH(${domain}) > 0 AND CHAR_LENGTH(${text}) - CHAR_LENGTH(${domain}) > 1`;
      return sql`CASE WHEN ${isEmail} THEN CONCAT(LEFT(${text}, 1), ${DOTS}, '@', ${domain}) ELSE ${HIDDEN} END`;
    },
    initials: (text) => {
      const words = sql`TRIM(${text})`;
      const last = sql`CASE WHEN LOCATE(' ', ${words}) > 0 THEN CONCAT(LEFT(SUBSTRING_INDEX(${words}, ' ', -1), 1), '.') ELSE '' END`;
      return sql`CASE WHEN CHAR_LENGTH(${words}) = 0 THEN ${HIDDEN} ELSE CONCAT(LEFT(${words}, 1), '.', ${last}) END`;
    },
    redact: () => HIDDEN,
  },
};
