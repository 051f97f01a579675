/**
 * Tells a plain object: one whose prototype is none, or that of all objects in some realm.
 *
 * @param value - anything
 */
export function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  // that of all objects, in whichever realm: another object without a prototype may hold values of its own
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "isPrototypeOf");
}
