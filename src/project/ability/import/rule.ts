import { isList, isMap, type Plain, type PlainMap } from "./plain.js";
import type { Site } from "./site.js";

const KEYS: readonly string[] = ["action", "subject", "fields", "conditions", "inverted", "reason"];

/** A rule as `packRules` writes it. */
export function unpacked(rule: Plain): PlainMap | undefined {
  if (isMap(rule)) return rule;
  if (!isList(rule)) return undefined;
  const [action, subject, conditions, inverted, fields, reason] = rule;
  if (typeof action !== "string") return undefined;
  const split = (value: Plain): Plain => (typeof value === "string" ? value.split(",") : value);
  const entries: [string, Plain][] = [
    ["action", split(action)],
    ["subject", split(subject)],
    ["inverted", inverted === 1 || inverted === true],
  ];
  if (conditions) entries.push(["conditions", conditions]);
  if (fields) entries.push(["fields", split(fields)]);
  if (reason) entries.push(["reason", reason]);
  return new Map(entries);
}

/**
 * Looks for keys that were meant to restrict a rule, and do not: CASL passes over what it does not know.
 *
 * @returns whether there is none
 */
export function hasKnownKeys(site: Site, rule: PlainMap): boolean {
  const strange = [...rule].filter(([key, value]) => !KEYS.includes(key) && mayRestrict(key, value));
  for (const [key] of strange) {
    const near = KEYS.find((known) => isNear(key, known));
    const hint = near === undefined ? "leave it out if it means nothing" : `did you mean \`${near}\`?`;
    site.at(key).refuse({ code: "unknown_key", hint });
  }
  return strange.length === 0;
}

/** A number or a text, such as a column of the table, means nothing; a flag, a list or an object may. */
function mayRestrict(key: string, value: Plain): boolean {
  if (KEYS.some((known) => isNear(key, known))) return true;
  return typeof value === "boolean" || (typeof value === "object" && value !== null && !(value instanceof Date));
}

function isNear(key: string, known: string): boolean {
  const lower = key.toLowerCase();
  return lower.slice(0, 4) === known.slice(0, 4) || letters(lower) === letters(known);
}

/** In order, and without those of a plural: two names with letters swapped have the same. */
function letters(name: string): string {
  return [...name.slice(0, 20)]
    .filter((letter) => letter !== "s")
    .sort()
    .join("");
}
