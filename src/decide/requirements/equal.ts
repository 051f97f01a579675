import { own } from "../../compile/own.js";
import { isDate, toEpochMs } from "../../model/instant.js";
import type { PortableField } from "../../model/portable-field.js";

/** Deeper than that, two values are not compared: they count as different. */
const MAX_DEPTH = 32;

/**
 * Compares two sets of values to the letter; an instant equals itself in every notation.
 *
 * @param fields - the fields of the type, of which the dates are compared as instants
 */
export function isEqual(fields: readonly PortableField[], left: unknown, right: unknown): boolean {
  if (!isHolder(left) || !isHolder(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => {
    if (!Object.hasOwn(right, key)) return false;
    const field = fields.find(({ name }) => name === key);
    return isSame(own(left, key), own(right, key), field?.type === "date", 0);
  });
}

function isSame(left: unknown, right: unknown, isInstant: boolean, depth: number): boolean {
  if (left === right) return true;
  if (depth > MAX_DEPTH) return false;
  if (isInstant || (isDate(left) && isDate(right))) {
    const instant = toEpochMs(left);
    if (!Number.isNaN(instant)) return instant === toEpochMs(right);
  }
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isSame(item, right[index], isInstant, depth + 1));
  }
  if (!isHolder(left) || !isHolder(right) || Array.isArray(right) || isDate(left) || isDate(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(own(left, key), own(right, key), false, depth + 1))
  );
}

function isHolder(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
