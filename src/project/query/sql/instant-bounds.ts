import type { Comparison } from "./dialect.js";

/** The farthest instant a `Date` can hold, in epoch milliseconds (ECMAScript time values). */
export const MAX_EPOCH_MS = 8.64e15;

/**
 * Instants from one on, inclusive, until another, exclusive, in whole epoch milliseconds; `null`: without bound.
 * `outside`: all the others.
 */
export interface InstantBounds {
  readonly from: number | null;
  readonly until: number | null;
  readonly outside: boolean;
}

/**
 * Says a comparison so that it holds for finer instants too, which memory cuts to whole milliseconds.
 *
 * @param literal - epoch milliseconds, maybe with a fraction
 * @returns `null` where no whole millisecond is equal
 */
export function instantBounds(comparison: Comparison, literal: number): InstantBounds | null {
  const isWhole = Number.isInteger(literal);
  const within = { from: null, until: null, outside: false };
  switch (comparison) {
    case "lt":
      return { ...within, until: Math.ceil(literal) };
    case "lte":
      return { ...within, until: Math.floor(literal) + 1 };
    case "gt":
      return { ...within, from: Math.floor(literal) + 1 };
    case "gte":
      return { ...within, from: Math.ceil(literal) };
    case "eq":
      return isWhole ? { from: literal, until: literal + 1, outside: false } : null;
    case "ne":
      return isWhole ? { from: literal, until: literal + 1, outside: true } : within;
  }
}

/** What a column can hold: from the one, inclusive, until the other, exclusive. */
export interface InstantRange {
  readonly first: number;
  readonly end: number;
}

/** Which of the bounds a column still needs; `null` where it can hold nothing within them. */
export function clamped(bounds: InstantBounds, range: InstantRange): InstantBounds | null {
  const { outside } = bounds;
  const from = bounds.from !== null && bounds.from <= range.first ? null : bounds.from;
  const until = bounds.until !== null && bounds.until >= range.end ? null : bounds.until;
  const isEmpty = (from !== null && from >= range.end) || (until !== null && until <= range.first);
  if (!isEmpty) return { from, until, outside };
  return outside ? { from: null, until: null, outside: false } : null;
}
