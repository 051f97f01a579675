import { isDate } from "../model/instant.js";

/**
 * Tells whether every plain object inherits something by an assignment to `Object.prototype`: then what is absent in a
 * policy or among facts would read as present.
 */
export function isPolluted(): boolean {
  for (const _inherited in {}) return true;
  return false;
}

/** Copies plain data to objects that inherit nothing. Dates stay as they are. */
export function withoutPrototypes<Data>(data: Data): Data {
  return copy(data) as Data;
}

function copy(value: unknown): unknown {
  if (typeof value !== "object" || value === null || isDate(value)) return value;
  if (Array.isArray(value)) return value.map(copy);
  const bare: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) bare[key] = copy((value as Record<string, unknown>)[key]);
  return bare;
}
