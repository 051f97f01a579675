import { FALSE, type Kleene, TRUE, UNKNOWN } from "../kleene.js";
import { own, UNREADABLE } from "../own.js";
import type { Path } from "./expression.js";

/** Whether a path's value is there: `missing` is a key that the schema requires and the record lacks: it was not loaded. */
export type Presence = "present" | "absent" | "missing" | "unusable";

/**
 * Walks a path and asks about presence alone (S14).
 *
 * @param path - the resolved path
 * @param subject - the record
 */
export function presenceOf(path: Path, subject: unknown): Presence {
  let holder = subject;
  for (let index = 0; index < path.keys.length; index += 1) {
    if (typeof holder !== "object" || holder === null || Array.isArray(holder)) return "unusable";
    const value = own(holder, path.keys[index] ?? "");
    if (value === null) return "absent";
    if (value === undefined) return path.fields[index]?.optional === true ? "absent" : "missing";
    holder = value;
  }
  return holder === UNREADABLE ? "unusable" : "present";
}

/** Compiles `$exists`. */
export function compileExists(path: Path, wanted: boolean): (subject: object) => Kleene {
  return (subject) => {
    switch (presenceOf(path, subject)) {
      case "present":
        return wanted ? TRUE : FALSE;
      case "absent":
        return wanted ? FALSE : TRUE;
      case "missing":
      case "unusable":
        return UNKNOWN;
    }
  };
}
