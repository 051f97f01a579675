import { StoreError } from "../store-error.js";

/** The version of the schema that this code's migrations lead to. */
export const CURRENT_VERSION = 2;

/** The oldest schema that this code can use: what came after it makes searches faster and changes nothing else. */
export const OLDEST_VERSION = 1;

/** What the schema says of itself. Counts come as numbers, bigints or texts, as drivers like. */
export interface SchemaRow {
  readonly version: unknown;
  /** The oldest version of the code that can still use this schema. */
  readonly compatible: unknown;
}

/**
 * Refuses a schema that this code does not understand. It is asked for with everything that is read, in the same statement, so
 * that a process that runs on while the schema moves away under it stops at once.
 *
 * @param row - the schema's row; `undefined` if there is none
 * @throws StoreError `unsupported_version`
 */
export function checkVersion(row: SchemaRow | undefined): void {
  if (row === undefined || Number(row.version) < OLDEST_VERSION) {
    throw new StoreError("unsupported_version", "the schema is not up to date; run `migrate`");
  }
  if (Number(row.compatible) > CURRENT_VERSION) {
    throw new StoreError(
      "unsupported_version",
      `the schema is at version ${Number(row.version)}, this castellan understands up to ${CURRENT_VERSION}; update castellan`,
    );
  }
}
