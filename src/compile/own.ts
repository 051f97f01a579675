import { isDate } from "../model/instant.js";

/** Stands for a value whose reading threw: of no type, so that every comparison with it is unknown. */
export const UNREADABLE: unique symbol = Symbol("unreadable");

/**
 * Reads an own property; an inherited one does not exist (S17).
 *
 * @param holder - any value
 * @param key - the property's name
 * @returns the value, or `undefined` where `holder` is no object, or an array, or has no such property of its own
 */
export function own(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null && !Array.isArray(holder) && Object.hasOwn(holder, key)
    ? (holder as Record<string, unknown>)[key]
    : undefined;
}

/**
 * Copies a record whose getters or traps throw, to a plain one in which such values are {@link UNREADABLE}.
 *
 * @param holder - a record that threw while it was read
 * @param keys - the fields that count
 */
export function readable(holder: object, keys: Iterable<string>): Record<string, unknown> {
  const copy: Record<string, unknown> = Object.create(null);
  const budget = { left: MAX_VALUES };
  for (const key of keys) {
    try {
      if (Object.hasOwn(holder, key)) copy[key] = detached((holder as Record<string, unknown>)[key], 0, budget);
    } catch {
      copy[key] = UNREADABLE;
    }
  }
  return copy;
}

/** Deep enough for any path of a condition; what lies deeper is not read. */
const MAX_DEPTH = 8;

/** So many values are copied at most: a graph of entities may have no end. */
const MAX_VALUES = 10_000;

function detached(value: unknown, depth: number, budget: { left: number }): unknown {
  if (typeof value !== "object" || value === null || isDate(value)) return value;
  if (depth >= MAX_DEPTH || budget.left <= 0) return UNREADABLE;
  if (Array.isArray(value)) {
    budget.left -= value.length;
    return budget.left <= 0 ? UNREADABLE : Array.from(value, (item) => detached(item, depth + 1, budget));
  }
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    budget.left -= 1;
    try {
      copy[key] = detached((value as Record<string, unknown>)[key], depth + 1, budget);
    } catch {
      copy[key] = UNREADABLE;
    }
  }
  return copy;
}
