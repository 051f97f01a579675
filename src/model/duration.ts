/** A length of time: milliseconds, or a whole number with a unit: `"30s"`, `"15m"`, `"12h"`, `"90d"`. A day is 24 hours. */
export type Duration = number | `${number}${"s" | "m" | "h" | "d"}`;

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** One hundred years: a longer length is taken for a mistake (seconds and milliseconds mixed up). */
export const MAX_DURATION_MS = 3_155_760_000_000;

/**
 * Reads a length of time as milliseconds.
 *
 * @param value - anything; only a {@link Duration} is usable; a leading `-` is allowed, for shifts
 * @returns whole milliseconds, or `NaN` for everything that is no length or exceeds 100 years
 * @example
 * toMilliseconds("15m") // => 900000
 * toMilliseconds("-30d") // => -2592000000
 * toMilliseconds("15 minutes") // => NaN
 */
export function toMilliseconds(value: unknown): number {
  const length = typeof value === "string" ? parse(value) : value;
  return typeof length === "number" && Number.isInteger(length) && Math.abs(length) <= MAX_DURATION_MS
    ? length
    : Number.NaN;
}

function parse(text: string): number {
  const parts = /^(-?\d{1,15})([smhd])$/.exec(text);
  return parts === null ? Number.NaN : Number(parts[1]) * (UNIT_MS[parts[2] ?? ""] ?? Number.NaN);
}
