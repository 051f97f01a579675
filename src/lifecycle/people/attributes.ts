import type { Json, JsonObject } from "../../model/json.js";

/** Attributes as they are with others laid over them: `null` takes one away, what is not named stays. */
export function givenAttributes(
  before: Readonly<Record<string, unknown>>,
  given: JsonObject,
): Readonly<Record<string, Json>> {
  // what is kept came from JSON
  const entries = new Map(Object.entries(before as JsonObject));
  for (const [name, value] of Object.entries(given)) {
    if (value === null) entries.delete(name);
    else entries.set(name, value);
  }
  return Object.fromEntries(entries);
}
