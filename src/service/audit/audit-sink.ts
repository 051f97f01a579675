import type { AuditEvent } from "../../model/audit-event.js";
import { CastellanError } from "../../model/errors.js";

/** Where events go besides the store: a log system, a data warehouse, a file that is only appended to. */
export interface AuditSink {
  /**
   * Takes events of one tenant, in the order of their sequence. Once it resolves they are acknowledged and not sent again;
   * if it rejects, the same events come again, so the same event may come twice: `source` and `id` name it.
   *
   * @param events - at least one
   * @param signal - aborts when nobody waits any more
   */
  write(events: readonly AuditEvent[], signal?: AbortSignal): Promise<void>;
}

/** What a sink could not do. */
export type AuditSinkErrorCode =
  /** It cannot be reached, or says that it cannot now: worth another try. */
  | "sink_unavailable"
  /** It will not take these events. */
  | "sink_rejected"
  /** What the store gives does not go on from what was acknowledged: events are missing, or were rewritten. */
  | "audit_gap";

/** A sink's refusal. Match it by `code`. */
export class AuditSinkError extends CastellanError<AuditSinkErrorCode> {
  override readonly name = "AuditSinkError";
  /** What went wrong underneath, if anything. */
  override readonly cause?: unknown;

  constructor(code: AuditSinkErrorCode, message: string, cause?: unknown) {
    super(code, message);
    if (cause !== undefined) this.cause = cause;
  }
}
