import { isPlain } from "../../decide/plain.js";
import { isDate, toEpochMs } from "../../model/instant.js";

/** Tells the lists in which values are written that JSON does not know, or knows otherwise. */
export const LIST = 0;
export const OBJECT = 1;
export const INSTANT = 2;
export const BIGINT = 3;
export const NOTHING = 4;
export const INFINITE = 5;

/** Deeper, and of more values, nothing is compared: see `isEqual`. */
const MAX_DEPTH = 32;
const MAX_VALUES = 100_000;

/**
 * Writes a value that will be compared to the letter, so that JSON carries it. Keys and values of an object stand in a list,
 * so that neither their order nor their names are anything special.
 *
 * @returns `undefined` for what equals nothing but itself: a function, an object of a class, NaN
 */
export function writeValue(value: unknown): unknown {
  return write(value, 0, { left: MAX_VALUES });
}

function write(value: unknown, depth: number, budget: { left: number }): unknown {
  budget.left -= 1;
  if (depth > MAX_DEPTH || budget.left < 0) return undefined;
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "undefined":
      return [NOTHING];
    case "bigint":
      return [BIGINT, String(value)];
    case "number":
      if (Number.isNaN(value)) return undefined;
      return Number.isFinite(value) ? value : [INFINITE, String(value)];
    case "object":
      return value === null ? null : writeObject(value, depth, budget);
    default:
      return undefined;
  }
}

function writeObject(value: object, depth: number, budget: { left: number }): unknown {
  if (isDate(value)) {
    const instant = toEpochMs(value);
    return Number.isNaN(instant) ? undefined : [INSTANT, instant];
  }
  const parts: unknown[] = [];
  if (Array.isArray(value)) {
    if (value.length > budget.left) return undefined;
    parts.push(LIST, ...Array.from(value, (item) => write(item, depth + 1, budget)));
  } else if (isPlain(value)) {
    parts.push(OBJECT);
    for (const [key, item] of Object.entries(value)) parts.push(key, write(item, depth + 1, budget));
  } else {
    return undefined;
  }
  return parts.includes(undefined) ? undefined : parts;
}
