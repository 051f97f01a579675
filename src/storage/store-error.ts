import { CastellanError } from "../model/errors.js";

/**
 * What a store refuses or cannot do.
 *
 * - `revision_conflict`: another commit came first; read again and try again
 * - `unavailable`: the store cannot be reached, or was closed
 * - `corrupt`: what is kept is not what was written
 * - `invalid_changes`: a commit that no store may take (no event, a principal twice, a wrong revision or sequence, a bad id)
 * - `unsupported_version`: what is kept was written by a later version of castellan, or the schema is not up to date
 */
export type StoreErrorCode =
  | "revision_conflict"
  | "unavailable"
  | "corrupt"
  | "invalid_changes"
  | "unsupported_version";

/** A store's refusal. */
export class StoreError extends CastellanError<StoreErrorCode> {
  override readonly name = "StoreError";
  /** What went wrong underneath, if anything. */
  override readonly cause?: unknown;

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(code, message);
    if (cause !== undefined) this.cause = cause;
  }
}
