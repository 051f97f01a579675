import { isDate } from "../model/instant.js";
import type { DefinitionIssueCode } from "./issue-codes.js";
import type { IssuePath, Issues } from "./issues.js";
import { MAX_DEPTH, MAX_TEXT_LENGTH, MAX_VALUES } from "./limits.js";
import { quote } from "./text.js";

/** Stands where a value was that an issue has already been reported for. */
export const UNREADABLE: unique symbol = Symbol("unreadable");

/** Something that is not data and is taken as it is: a schema. */
export class Kept {
  readonly value: object;
  constructor(value: object) {
    this.value = value;
  }
}

/** An object's own entries. A `Map`, since it knows no `__proto__`. */
export type PlainObject = ReadonlyMap<string, Plain>;

/** A private copy of untrusted input: no getter, proxy, cycle, hole or prototype is left in it. */
export type Plain =
  | null
  | boolean
  | number
  | bigint
  | string
  | Date
  | readonly Plain[]
  | PlainObject
  | Kept
  | typeof UNREADABLE;

/** How a definition is copied. */
export interface CopyOptions {
  readonly issues: Issues;
  /** How many values may still be copied; shared by the parts of one definition. */
  readonly budget: Budget;
  /** Where the input stands in the definition. Default: it is the definition. */
  readonly path?: IssuePath;
  /** Which objects are taken as they are. Default: none. */
  readonly keep?: (value: object, path: IssuePath) => boolean;
  /** What it is called when a value contains itself. Default: `cyclic_value`. */
  readonly cycleCode?: (path: IssuePath) => DefinitionIssueCode;
}

/** Counts down the values of one definition. */
export interface Budget {
  left: number;
}

/** A full {@link Budget}. */
export function newBudget(): Budget {
  return { left: MAX_VALUES };
}

/**
 * Copies untrusted input once, so that nothing which is checked can change afterwards. Calls no getter; what throws, is hidden, cyclic, too deep or no data at all becomes an issue.
 *
 * @param input - anything
 * @param options - where issues go, and what is kept as it is
 * @returns the copy; {@link UNREADABLE} in the place of whatever could not be copied
 */
export function copyPlain(input: unknown, options: CopyOptions): Plain {
  const path = [...(options.path ?? [])];
  const ancestors: object[] = []; // never more than MAX_DEPTH
  const { issues, budget } = options;
  return copy(input);

  function refuse(code: DefinitionIssueCode, message: string, hint?: string): typeof UNREADABLE {
    issues.add(code, [...path], message, hint);
    return UNREADABLE;
  }

  function copy(value: unknown): Plain {
    if (budget.left <= 0 || issues.full) return tooLarge();
    budget.left--;
    switch (typeof value) {
      case "string":
        return value.length <= MAX_TEXT_LENGTH
          ? value
          : refuse("text_too_long", `a text has at most ${MAX_TEXT_LENGTH} characters; this one has ${value.length}`);
      case "number":
        if (!Number.isFinite(value)) return refuse("not_finite", `${value} is no number that a definition can hold`);
        return value === 0 ? 0 : value; // JSON knows no -0
      case "boolean":
      case "bigint":
        return value;
      case "undefined":
        return refuse("undefined_value", "the value is undefined", "leave the key out");
      case "object":
        return value === null ? null : copyObject(value);
      default:
        return refuse("unreadable_value", `a ${typeof value} is no data`);
    }
  }

  function copyObject(value: object): Plain {
    if (ancestors.includes(value))
      return refuse(options.cycleCode?.(path) ?? "cyclic_value", "the value contains itself");
    if (path.length > MAX_DEPTH) return refuse("too_deep", `a definition nests at most ${MAX_DEPTH} levels`);
    ancestors.push(value);
    try {
      return read(value);
    } catch {
      // a proxy's trap threw, or something only looks like a date
      return refuse("unreadable_value", "the value throws when it is read");
    } finally {
      ancestors.pop();
    }
  }

  function read(value: object): Plain {
    if (options.keep?.(value, path) === true) return new Kept(value);
    if (Array.isArray(value)) return readList(value);
    if (isPlainObject(value)) return readEntries(value);
    if (isDate(value)) {
      const time = Date.prototype.getTime.call(value);
      return Number.isNaN(time) ? refuse("not_finite", "the date is invalid") : new Date(time);
    }
    return Object.prototype.toString.call(value) === "[object RegExp]"
      ? refuse("regular_expression", "regular expressions do not exist in policies", "use `$startsWith` or `$in`")
      : refuse("unreadable_value", "an instance of a class is no data", "write a plain object");
  }

  function readList(list: object): Plain {
    const length: unknown = Object.getOwnPropertyDescriptor(list, "length")?.value;
    if (typeof length === "number" && length > budget.left && Object.hasOwn(list, length - 1)) return tooLarge();
    // every index and `length`, and nothing else; a length of four billion is never counted out
    if (typeof length !== "number" || Reflect.ownKeys(list).length !== length + 1) {
      return refuse("sparse_array", "the list has holes, or keys beside its elements");
    }
    const copied: Plain[] = [];
    for (let index = 0; index < length && budget.left > 0; index++) copied.push(readKey(list, index));
    return copied.length === length ? copied : tooLarge();
  }

  function readEntries(object: object): Plain {
    const copied = new Map<string, Plain>();
    for (const key of Reflect.ownKeys(object)) {
      if (budget.left <= 0) return tooLarge();
      if (typeof key === "string") copied.set(key, readKey(object, key));
      else if (Object.getOwnPropertyDescriptor(object, key)?.enumerable === true) {
        refuse("unreadable_value", `the key ${quote(String(key))} is no text`);
      }
    }
    return copied;
  }

  function readKey(object: object, key: string | number): Plain {
    path.push(key);
    try {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (property === undefined) return refuse("sparse_array", "the list has a hole");
      if (!("value" in property)) return refuse("unreadable_value", "a getter or setter is no data", "write the value");
      if (property.enumerable !== true) return refuse("unreadable_value", "the key is hidden (not enumerable)");
      return copy(property.value);
    } finally {
      path.pop();
    }
  }

  function tooLarge(): typeof UNREADABLE {
    if (budget.left >= 0) {
      budget.left = -1; // said once
      issues.add("too_large", [], `a definition holds at most ${MAX_VALUES} values`);
    }
    return UNREADABLE;
  }
}

/** A plain object of this or another realm: nothing is inherited but what every object has. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return (
    typeof prototype === "object" &&
    prototype !== null &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "isPrototypeOf")
  );
}
