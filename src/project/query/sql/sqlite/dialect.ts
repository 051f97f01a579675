import type { SqlDialect } from "../dialect.js";
import { bound, sql } from "../fragment.js";
import { columns } from "./column.js";
import { document, isPresent, json, jsonArray, property } from "./json.js";
import { literal, oneOf } from "./literal.js";
import { masking } from "./masking.js";

/** What `json_each` gives, and the names of every row's number. */
const JSON_EACH: ReadonlySet<string> = new Set([
  "key",
  "value",
  "type",
  "atom",
  "id",
  "parent",
  "fullkey",
  "path",
  "json",
  "root",
  "rowid",
  "oid",
  "_rowid_",
]);

/** SQLite, 3.38 and later. */
export const sqlite: SqlDialect = {
  // in double quotes a misspelt column would be taken for a text
  quoteIdentifier: (name) => `\`${name.replaceAll("`", "``")}\``,
  placeholder: () => "?",
  hasNumbers: false,
  besideElements: JSON_EACH,
  hasHalvesInJson: true,
  isTyped: false,
  columns,
  json,
  literal,
  oneOf,
  // not a part of the text: that of an empty one is NULL
  startsWith: (text, start) => sql`instr(CAST(${text} AS BLOB), CAST(${start} AS BLOB)) = 1`,
  byBytes: (text) => sql`${text} COLLATE BINARY`,
  shifted: (instant, milliseconds) => sql`(${instant} + ${bound(milliseconds)})`,
  document,
  property,
  typeNames: { null: "null", object: "object" },
  nativeArray: null,
  jsonArray,
  isPresent,
  masking,
};
