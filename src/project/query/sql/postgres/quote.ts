import { bound, type Sql, sql, written } from "../fragment.js";

/** A key of JSON, or a pattern, as a literal, so that indexes on expressions are found; what needs care is bound. */
export function quoted(text: string): Sql {
  return /^[\x20-\x26\x28-\x3e\x40-\x5b\x5d-\x7e]*$/.test(text) ? written(`'${text}'`) : sql`${bound(text)}::text`;
}
