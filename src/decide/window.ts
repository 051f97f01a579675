import { toEpochMs } from "../model/instant.js";

/** Where an instant stands to a half-open window; `unusable` where an end that is given names no instant. */
export type Standing = "before" | "inside" | "after" | "unusable";

/**
 * Places an instant in the window `[from, until)` (S23). An end that is not given bounds nothing.
 *
 * @param now - epoch milliseconds
 */
export function standing(from: unknown, until: unknown, now: number): Standing {
  // as `now` is: a fraction of a millisecond is none
  const start = from === undefined ? Number.NEGATIVE_INFINITY : Math.floor(toEpochMs(from));
  const end = until === undefined ? Number.POSITIVE_INFINITY : Math.floor(toEpochMs(until));
  if (Number.isNaN(start) || Number.isNaN(end)) return "unusable";
  // a window that ends before it begins was never open
  if (now >= end || start >= end) return "after";
  return now < start ? "before" : "inside";
}
