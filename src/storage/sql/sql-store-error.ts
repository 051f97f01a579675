import { isCastellanError } from "../../model/errors.js";
import { StoreError } from "../store-error.js";
import type { SqlDialect } from "./sql-dialect.js";

/**
 * What a driver throws, in the words of the port.
 *
 * @param dialect - whose errors they are
 * @param error - what was caught
 * @param doing - what was under way: only a commit can come second
 */
export function sqlStoreError(dialect: SqlDialect, error: unknown, doing: "reading" | "committing"): Error {
  if (isCastellanError(error)) return error;
  const fault = dialect.faultOf(error);
  switch (fault) {
    case "conflict":
      return doing === "committing"
        ? new StoreError("revision_conflict", "another transaction was in the way; read again", error)
        : unavailable(error);
    case "no_schema":
      return new StoreError("unsupported_version", "the schema is not there; run `migrate`", error);
    case "duplicate":
      return new StoreError("corrupt", "a row is there that this commit was to write", error);
    case "corrupt":
      return new StoreError("corrupt", "the database says that it is damaged", error);
    case undefined:
      return unavailable(error);
  }
}

// Connections break in too many words to list them. What is not known to have failed may have been done.
function unavailable(error: unknown): StoreError {
  return new StoreError("unavailable", "the database could not be asked", error);
}
