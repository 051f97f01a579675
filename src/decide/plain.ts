/**
 * Tells a plain object: one whose prototype is none, or that of all objects in some realm.
 *
 * @param value - anything
 */
export function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
