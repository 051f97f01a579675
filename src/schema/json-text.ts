import type { Issues } from "./issues.js";
import { MAX_JSON_LENGTH } from "./limits.js";
import { copyPlain, newBudget } from "./plain.js";
import { Site } from "./site.js";

/**
 * The copy of a definition that may also come as JSON text.
 *
 * @param input - a value, or JSON text
 * @param issues - where issues go
 * @returns the root of the copy, or `undefined` if the text is no JSON
 */
export function readRoot(input: unknown, issues: Issues): Site | undefined {
  const parsed = typeof input === "string" ? parseJson(input, issues) : { value: input };
  return parsed === undefined ? undefined : new Site(copyPlain(parsed.value, { issues, budget: newBudget() }), issues);
}

function parseJson(text: string, issues: Issues): { readonly value: unknown } | undefined {
  if (text.length > MAX_JSON_LENGTH) {
    issues.add("too_large", [], `a JSON text has at most ${MAX_JSON_LENGTH} characters`);
    return undefined;
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    issues.add("invalid_json", [], "the text is not JSON");
    return undefined;
  }
}
