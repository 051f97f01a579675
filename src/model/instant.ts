/**
 * A point in time: epoch milliseconds, a `Date`, or an ISO 8601 date-time **with an offset** (`Z`, `+01:00`).
 * A date without a time or a time without an offset names no instant and is unusable.
 */
export type Instant = number | Date | string;

/** The farthest instant a `Date` can hold, in epoch milliseconds (ECMAScript time values). */
const MAX_EPOCH_MS = 8.64e15;

const ISO_WITH_OFFSET = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;

/**
 * Reads an instant as epoch milliseconds.
 *
 * @param value - anything; only an {@link Instant} is usable
 * @returns epoch milliseconds, or `NaN` for everything that names no instant
 * @example
 * toEpochMs("2026-03-01T12:00:00+01:00") // => 1772362800000
 * toEpochMs("2026-03-01") // => NaN
 */
export function toEpochMs(value: unknown): number {
  if (typeof value === "number") return Math.abs(value) <= MAX_EPOCH_MS ? value : Number.NaN;
  if (typeof value === "string") return isoToEpochMs(value);
  if (!isDate(value)) return Number.NaN;
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    // something that calls itself a date and is none
    return Number.NaN;
  }
}

/**
 * Tells a `Date`, whichever realm it comes from.
 *
 * @param value - anything
 * @returns whether `value` is a `Date`, valid or not
 * @example
 * isDate(new Date(0)) // => true
 */
export function isDate(value: unknown): value is Date {
  try {
    return value instanceof Date || Object.prototype.toString.call(value) === "[object Date]";
  } catch {
    // a proxy that was revoked, or that refuses to be looked at
    return false;
  }
}

function isoToEpochMs(text: string): number {
  if (text.length > 40) return Number.NaN;
  const parts = ISO_WITH_OFFSET.exec(text);
  if (parts === null) return Number.NaN;
  // engines roll 30 February over into March; such a text names no day
  const day = Number(parts[3]);
  const lastDay = new Date(Date.UTC(Number(parts[1]), Number(parts[2]), 0)).getUTCDate();
  return day >= 1 && day <= lastDay ? Date.parse(text) : Number.NaN;
}
