import type { Instant } from "./instant.js";

/**
 * Somebody's yes to exactly one request: this requester, action, record and these changes.
 * That the approver held the required role on the record when approving is checked by who records the approval.
 */
export interface Approval {
  readonly id: string;
  /** The id of the principal who approved. */
  readonly by: string;
  /** The id of the principal who asked. */
  readonly principal: string;
  readonly action: string;
  readonly type: string;
  /** The record's `id`. Required, except for `create`. */
  readonly recordId?: string | number;
  /** The changes (for `create`, the record) approved: to the letter. */
  readonly changes?: Readonly<Record<string, unknown>>;
  /**
   * What the approver saw: values of the record's fields. When given, the approval is dead as soon as a field that the
   * requirement's `when` or `to` reads differs from, or is missing in, what was seen.
   */
  readonly seen?: Readonly<Record<string, unknown>>;
  readonly at: Instant;
  /** Exclusive. */
  readonly validUntil?: Instant;
}
