import { isPlain } from "../../decide/plain.js";
import { isDate, toEpochMs } from "../../model/instant.js";
import { checksum } from "./checksum.js";

/** Deeper than that, and of more values, nothing is compared. */
const MAX_DEPTH = 32;
const MAX_VALUES = 100_000;

/**
 * A short text that equal values share: equal to the letter, but an instant equals itself in every notation, and a `Date` the
 * text that JSON makes of it. Only plain data is told so.
 *
 * @param dates - the fields at the top that hold instants
 * @returns `undefined` for what equals nothing but itself
 */
export function sumOfValue(value: unknown, dates: ReadonlySet<string>): string | undefined {
  let left = MAX_VALUES;
  const told = (item: unknown, isInstant: boolean, depth: number): unknown => {
    const instant = isInstant || isDate(item) ? toEpochMs(item) : Number.NaN;
    if (!Number.isNaN(instant)) return isInstant ? [instant] : new Date(instant);
    if (typeof item === "string") return item;
    left -= Array.isArray(item) ? item.length + 1 : 1;
    if (left < 0 || depth > MAX_DEPTH) throw new RangeError();
    if (Array.isArray(item)) return ["[", ...Array.from(item, (each) => told(each, isInstant, depth + 1))];
    if (isPlain(item)) {
      const keys = Object.keys(item).sort();
      return keys.map((key) => [key, told(Reflect.get(item, key), depth === 0 && dates.has(key), depth + 1)]);
    }
    // functions, objects of classes, NaN; a symbol throws by itself
    if (item === Object(item) || Number.isNaN(item)) throw new RangeError();
    return [typeof item, `${item}`];
  };
  try {
    return checksum(JSON.stringify(told(value, false, 0)));
  } catch {
    return undefined;
  }
}
