import type { SqlDialect } from "../dialect.js";
import { bound, sql } from "../fragment.js";
import { columns } from "./column.js";
import { document, isPresent, json, jsonArray, property } from "./json.js";
import { literal, oneOf } from "./literal.js";
import { masking } from "./masking.js";

/** MySQL, 8.0.4 and later, and MariaDB, 10.6 and later. */
export const mysql: SqlDialect = {
  quoteIdentifier: (name) => `\`${name.replaceAll("`", "``")}\``,
  placeholder: () => "?",
  hasNumbers: false,
  besideElements: new Set(),
  hasHalvesInJson: false,
  isTyped: true,
  columns,
  json,
  literal,
  oneOf,
  // both are bytes
  startsWith: (text, start) => sql`LEFT(${text}, LENGTH(${start})) = ${start}`,
  byBytes: (text) => text,
  shifted: (instant, milliseconds) => sql`(${instant} + (${bound(milliseconds)} + 0e0))`,
  document,
  property,
  typeNames: { null: "NULL", object: "OBJECT" },
  nativeArray: null,
  jsonArray,
  isPresent,
  masking,
};
