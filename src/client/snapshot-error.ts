import { CastellanError } from "../model/errors.js";

/** What can be wrong with a snapshot: its form, or the version of its format. */
export type SnapshotErrorCode = "invalid_snapshot" | "unsupported_snapshot";

/**
 * A snapshot that cannot be read: cut off, changed, or of another version of castellan. Fetch a new one.
 *
 * @example
 * hydrateAccess("{}", { now: 0 }) // => throws unsupported_snapshot
 * hydrateAccess("{", { now: 0 }) // => throws invalid_snapshot
 */
export class SnapshotError extends CastellanError {
  override readonly name = "SnapshotError";
  override readonly code: SnapshotErrorCode;
  constructor(code: SnapshotErrorCode, message: string) {
    super(code, message);
    this.code = code;
  }
}
