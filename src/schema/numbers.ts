import { type Duration, toMilliseconds } from "../model/duration.js";
import { toEpochMs } from "../model/instant.js";
import type { Site } from "./site.js";

/** Reads a positive whole number. */
export function readCount(site: Site | undefined): number | undefined {
  if (site === undefined) return undefined;
  const { value } = site;
  if (typeof value !== "number") return site.wrongType("a positive whole number");
  return Number.isSafeInteger(value) && value > 0
    ? value
    : site.issue("invalid_count", `must be a positive whole number, not ${value}`);
}

const DURATION_HINT = 'for example `"15m"`, `"12h"`, `"90d"` or milliseconds, up to 100 years';

/** Reads a length of time greater than zero. It stays as it was written. */
export function readDuration(site: Site | undefined): Duration | undefined {
  const duration = readShift(site);
  if (site === undefined || duration === undefined || toMilliseconds(duration) > 0) return duration;
  return site.issue("invalid_duration", "a length of time must be greater than zero", DURATION_HINT);
}

/** Reads a length of time that may be negative. */
export function readShift(site: Site | undefined): Duration | undefined {
  if (site === undefined) return undefined;
  const { value } = site;
  if (typeof value !== "string" && typeof value !== "number") return site.wrongType("a length of time");
  return isDuration(value) ? value : site.issue("invalid_duration", "must be a length of time", DURATION_HINT);
}

function isDuration(value: string | number): value is Duration {
  return !Number.isNaN(toMilliseconds(value));
}

/** Reads an instant, as plain JSON: a `Date` becomes its ISO 8601 text; what was text or a number stays. */
export function readInstant(site: Site | undefined): string | number | undefined {
  if (site === undefined) return undefined;
  const { value } = site;
  if (typeof value === "string" || typeof value === "number") {
    if (!Number.isNaN(toEpochMs(value))) return value;
    const hint = "write epoch milliseconds, or ISO 8601 with an offset, such as `2026-03-01T00:00:00Z`";
    return site.issue("invalid_instant", "must name an instant", hint);
  }
  return value instanceof Date ? instantText(value.getTime()) : site.wrongType("an instant");
}

/** An instant as ISO 8601 text; beyond the year 9999, where that text is not read back, as epoch milliseconds. */
export function instantText(epochMs: number): string | number {
  const text = new Date(epochMs).toISOString();
  return Number.isNaN(toEpochMs(text)) ? epochMs : text;
}
