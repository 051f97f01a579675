/**
 * Freezes plain data through and through, in place.
 *
 * @param value - a tree of plain objects, arrays and scalars that nobody else holds
 * @returns the same value
 */
export function freezeDeep<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const key of Object.keys(value)) freezeDeep((value as Record<string, unknown>)[key]);
  }
  return value;
}
