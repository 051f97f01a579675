/** What CASL's `subject()` writes a record's type into. */
const TAG = "__caslSubjectType__";

/** Stands for the type of what has none. No type can be called so: names have no parentheses. */
export const NO_TYPE = "(no type)";

/**
 * The type that `subject()` gave a record. CASL itself also believes a record that brings such a property along, or a
 * `constructor` with a name: what came out of JSON would choose its own type.
 *
 * @returns `"(no type)"` where `subject()` was not called for this very object
 */
export function typeOfSubject(record: unknown): string {
  try {
    if (typeof record !== "object" || record === null) return NO_TYPE;
    const tag = Object.getOwnPropertyDescriptor(record, TAG);
    // `subject()` hides the property and locks it; JSON, a spread and an assignment make it enumerable
    if (tag === undefined || tag.enumerable === true || tag.writable === true || tag.configurable === true) {
      return NO_TYPE;
    }
    return typeof tag.value === "string" ? tag.value : NO_TYPE;
  } catch {
    // a proxy whose traps throw
    return NO_TYPE;
  }
}
