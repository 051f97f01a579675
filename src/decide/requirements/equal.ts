import { own } from "../../compile/own.js";
import { isDate, toEpochMs } from "../../model/instant.js";
import type { PortableField } from "../../model/portable-field.js";
import { isPlain } from "../plain.js";

/** Deeper than that, two values are not compared: they count as different. */
const MAX_DEPTH = 32;

/** Of more values than that, two are not compared: they count as different. */
const MAX_VALUES = 100_000;

/**
 * Compares two sets of values to the letter; an instant equals itself in every notation. Only plain data is compared:
 * what keeps its value out of sight equals nothing.
 *
 * @param fields - the fields of the type, of which the dates are compared as instants
 */
export function isEqual(fields: readonly PortableField[], left: unknown, right: unknown): boolean {
  if (!isPlain(left) || !isPlain(right)) return false;
  const budget = { left: MAX_VALUES };
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => {
    const field = fields.find(({ name }) => name === key);
    return Object.hasOwn(right, key) && isSame(own(left, key), own(right, key), field?.type === "date", 0, budget);
  });
}

function isSame(left: unknown, right: unknown, isInstant: boolean, depth: number, budget: { left: number }): boolean {
  budget.left -= 1;
  if (depth > MAX_DEPTH || budget.left < 0) return false;
  if (left === right) return true;
  if (typeof left !== "object" || left === null) return (isInstant || isDate(right)) && isSameInstant(left, right);
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length || left.length > budget.left) return false;
    for (let index = 0; index < left.length; index += 1) {
      if (!isSame(left[index], right[index], isInstant, depth + 1, budget)) return false;
    }
    return true;
  }
  if (isDate(left) || isDate(right)) return isSameInstant(left, right);
  if (!isPlain(left) || !isPlain(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(own(left, key), own(right, key), false, depth + 1, budget))
  );
}

function isSameInstant(left: unknown, right: unknown): boolean {
  const instant = toEpochMs(left);
  return !Number.isNaN(instant) && instant === toEpochMs(right);
}
