import type { SqlDialect } from "../dialect.js";
import { bound, type Sql, sql } from "../fragment.js";
import { jsonArray, jsonSpot, nativeArray } from "./array.js";
import { columns } from "./column.js";
import { json } from "./json.js";
import { list, literal } from "./literal.js";
import { masking } from "./masking.js";
import { quoted } from "./quote.js";

/** PostgreSQL, 12 and later, and PGlite. */
export const postgres: SqlDialect = {
  quoteIdentifier: (name) => `"${name.replaceAll('"', '""')}"`,
  placeholder: (number) => `$${number}`,
  hasNumbers: true,
  besideElements: new Set(),
  hasHalvesInJson: false,
  isTyped: true,
  columns,
  json,
  literal,
  oneOf: (kind, value, literals) => sql`${value} = ANY(${list(kind, literals)})`,
  startsWith: (text, start) => sql`starts_with(${text}, ${start})`,
  byBytes: (text) => sql`${text} COLLATE "C"`,
  shifted: (instant, milliseconds) => sql`(${instant} + ${bound(milliseconds)}::float8)`,
  document: (column) => jsonSpot(sql`${column}::jsonb`),
  property: ({ value }, key) => jsonSpot(sql`(${value} -> ${quoted(key)})`),
  typeNames: { null: "null", object: "object" },
  nativeArray,
  jsonArray,
  isPresent: (column: Sql) => sql`COALESCE(jsonb_typeof(to_jsonb(${column})) <> 'null', FALSE)`,
  masking,
};
