import type { Json } from "../model/json.js";

/** How deep what an event tells may go; what lies deeper is replaced. */
const MAX_DEPTH = 64;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * What JSON can say of a value. Total: no value, however it came, keeps something from being audited.
 *
 * Dates become ISO 8601 texts, bigints their digits, numbers that are not finite `null`; halves of surrogate pairs become
 * U+FFFD; members that are undefined, functions or symbols are left out; what lies more than 64 levels deep becomes
 * `{ "truncated": true }`.
 *
 * @example
 * toJson({ at: new Date(0), amount: 10n, gone: undefined }) // => { at: "1970-01-01T00:00:00.000Z", amount: "10" }
 */
export function toJson(value: unknown): Json {
  return jsonOf(value, 0) ?? null;
}

function jsonOf(value: unknown, depth: number): Json | undefined {
  switch (typeof value) {
    case "string":
      return wellFormed(value);
    case "number":
      // -0 would come back from JSON as 0
      return Number.isFinite(value) ? value || 0 : null;
    case "boolean":
      return value;
    case "bigint":
      return value.toString();
    case "object":
      if (value === null) return null;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
      if (depth >= MAX_DEPTH) return { truncated: true };
      return Array.isArray(value) ? value.map((item) => jsonOf(item, depth + 1) ?? null) : members(value, depth + 1);
    default:
      return undefined;
  }
}

function members(value: object, depth: number): Json {
  const kept: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    const json = jsonOf(member, depth);
    if (json !== undefined) kept.push([wellFormed(key), json]);
  }
  // fromEntries makes own properties of all keys, `__proto__` included
  return Object.fromEntries(kept);
}

/** A text that JSON can carry: halves of surrogate pairs are replaced by U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd");
}
