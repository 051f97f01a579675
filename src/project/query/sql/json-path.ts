import { bound, type Sql, written } from "./fragment.js";

/**
 * The path of a key, as a literal, so that indexes on expressions are found. A question mark is bound: some clients take it
 * for a placeholder wherever it stands.
 *
 * @param key - without double quotes, backslashes and control characters
 */
export function quotedPath(key: string): Sql {
  const path = `$."${key}"`;
  return key.includes("?") ? bound(path) : written(`'${path.replaceAll("'", "''")}'`);
}
