/** Stands for a value whose reading threw: of no type, so that every comparison with it is unknown. */
export const UNREADABLE: unique symbol = Symbol("unreadable");

/**
 * Reads an own property; an inherited one does not exist (S17).
 *
 * @param holder - any value
 * @param key - the property's name
 * @returns the value, or `undefined` where `holder` is no object or has no such property of its own
 */
export function own(holder: unknown, key: string): unknown {
  return typeof holder === "object" && holder !== null && Object.hasOwn(holder, key)
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
  const copy: Record<string, unknown> = {};
  for (const key of keys) {
    try {
      if (Object.hasOwn(holder, key)) copy[key] = detached((holder as Record<string, unknown>)[key], 0);
    } catch {
      copy[key] = UNREADABLE;
    }
  }
  return copy;
}

/** Deep enough for any path of a condition; what lies deeper is not read. */
const MAX_DEPTH = 8;

function detached(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth >= MAX_DEPTH) return UNREADABLE;
  if (Array.isArray(value)) return Array.from(value, (item) => detached(item, depth + 1));
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    try {
      Object.defineProperty(copy, key, {
        value: detached((value as Record<string, unknown>)[key], depth + 1),
        enumerable: true,
      });
    } catch {
      Object.defineProperty(copy, key, { value: UNREADABLE, enumerable: true });
    }
  }
  return copy;
}
