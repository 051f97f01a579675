import { isDate } from "../../../model/instant.js";

/** What cannot be data: a regular expression, a class, or something that cannot be read. */
export class NoData {
  readonly kind: "class" | "regular_expression" | "unreadable";
  /** The name of a class. */
  readonly name: string;

  constructor(kind: NoData["kind"], name = "") {
    this.kind = kind;
    this.name = name;
  }
}

/** A private copy of a rule: no getter, proxy, cycle or prototype is left in it. Maps know no `__proto__`. */
export type Plain = undefined | null | boolean | number | bigint | string | Date | NoData | readonly Plain[] | PlainMap;

/** An object's own keys. */
export type PlainMap = ReadonlyMap<string, Plain>;

/** Counts down what may still be copied. */
export interface Budget {
  left: number;
}

const MAX_DEPTH = 40;
const MAX_TEXT_LENGTH = 10_000;
const UNREADABLE = new NoData("unreadable");

/** Copies anything; what cannot be read, nests too deep, or goes beyond the budget is {@link NoData} in the copy. */
export function copyOf(value: unknown, budget: Budget, depth = 0): Plain {
  budget.left -= 1;
  if (budget.left < 0) return UNREADABLE;
  switch (typeof value) {
    case "string":
      return value.length <= MAX_TEXT_LENGTH ? value : UNREADABLE;
    case "undefined":
    case "boolean":
    case "number":
    case "bigint":
      return value;
    case "function":
      return classOf(value);
    case "object":
      return value === null ? null : copyOfObject(value, budget, depth);
    default:
      return UNREADABLE;
  }
}

/** Tells a copied object. */
export function isMap(value: Plain): value is PlainMap {
  return value instanceof Map;
}

/** Tells a copied list. */
export function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value);
}

function copyOfObject(value: object, budget: Budget, depth: number): Plain {
  if (depth >= MAX_DEPTH) return UNREADABLE;
  try {
    if (Array.isArray(value)) return copyOfList(value, budget, depth);
    if (isDate(value)) return new Date(Date.prototype.getTime.call(value));
    if (Object.prototype.toString.call(value) === "[object RegExp]") return new NoData("regular_expression");
    if (!isPlainObject(value)) return UNREADABLE;
    const copy = new Map<string, Plain>();
    for (const key of Object.keys(value)) {
      if (budget.left <= 0) return UNREADABLE;
      copy.set(key, copyOf(valueAt(value, key), budget, depth + 1));
    }
    return copy;
  } catch {
    // a proxy's trap threw
    return UNREADABLE;
  }
}

function copyOfList(list: readonly unknown[], budget: Budget, depth: number): Plain {
  const { length } = list;
  if (!(length <= budget.left)) {
    budget.left = -1;
    return UNREADABLE;
  }
  return Array.from({ length }, (_, index) => copyOf(valueAt(list, String(index)), budget, depth + 1));
}

/** A getter is not called: what it would give may differ each time. */
function valueAt(holder: object, key: string): unknown {
  const property = Object.getOwnPropertyDescriptor(holder, key);
  return property !== undefined && "value" in property ? property.value : NOT_READ;
}

const NOT_READ: unique symbol = Symbol("not read");

function classOf(value: unknown): NoData {
  try {
    const { modelName, name } = value as { modelName?: unknown; name?: unknown };
    const named = typeof modelName === "string" ? modelName : name;
    return new NoData("class", typeof named === "string" ? named : "");
  } catch {
    return UNREADABLE;
  }
}

/** Of this or another realm. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, "isPrototypeOf");
}
