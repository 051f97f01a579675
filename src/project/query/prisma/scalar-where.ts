import type { Comparable } from "../../../compile/condition/expression.js";
import type { FilterOperator, FilterTest } from "../../filter/expression.js";
import { untranslatable } from "../untranslatable.js";
import { isWellFormed } from "../well-formed.js";
import { type Column, isUsable, NO_NAN, nothing, type PrismaTable } from "./column.js";
import { assertExact } from "./exact-number.js";
import { instantAmong, instantNotAmong, instantOrdered } from "./instant-where.js";
import { type PrismaWhere, some } from "./where.js";

/** A test of a scalar path against values that are known. */
export function scalarWhere(
  test: FilterTest,
  values: readonly Comparable[],
  column: Column,
  table: PrismaTable,
): PrismaWhere {
  const [value] = values;
  assertExact(test, values, column);
  switch (test.operator) {
    case "eq":
    case "in":
      return among(values, column);
    case "ne":
    case "nin":
      return notAmong(values, column);
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return ordered(test, test.operator, value, column);
    case "startsWith":
    case "notStartsWith":
      return beginning(test, value, column, table);
    default:
      throw untranslatable(test, "no scalar is asked this");
  }
}

function numbersOf(values: readonly Comparable[]): readonly number[] {
  return values.filter((value) => typeof value === "number");
}

function among(values: readonly Comparable[], column: Column): PrismaWhere {
  const { name, kind } = column;
  if (kind === "date") return instantAmong(name, numbersOf(values)) ?? nothing(column);
  const [first, ...rest] = values.map(column.encode).filter((value) => value !== undefined);
  if (first === undefined) return nothing(column);
  if (rest.length === 0) return { [name]: { equals: first } };
  return kind === "boolean" ? column.isThere : { [name]: { in: [first, ...rest] } };
}

function notAmong(values: readonly Comparable[], column: Column): PrismaWhere {
  const { name, kind } = column;
  if (kind === "date") return instantNotAmong(name, numbersOf(values));
  const [first, ...rest] = values.map(column.encode).filter((value) => value !== undefined);
  // an empty `notIn` keeps NULL too
  if (first === undefined) return isUsable(column);
  const noNaN = column.hasNaN ? NO_NAN : {};
  if (rest.length === 0) return { [name]: { not: first, ...noNaN } };
  return kind === "boolean" ? nothing(column) : { [name]: { notIn: [first, ...rest], ...noNaN } };
}

type Ordering = Extract<FilterOperator, "lt" | "lte" | "gt" | "gte">;

function ordered(test: FilterTest, operator: Ordering, value: Comparable | undefined, column: Column): PrismaWhere {
  const { name, kind } = column;
  const isLower = operator === "lt" || operator === "lte";
  const beyond = (isBelow: boolean) => (isBelow === isLower ? nothing(column) : isUsable(column));
  if (typeof value === "number" && kind === "date") return instantOrdered(name, operator, value) ?? nothing(column);
  if (typeof value === "number" && kind === "float" && test.path.leaf.type === "number") {
    return { [name]: { [operator]: value, ...(column.hasNaN && !isLower && NO_NAN) } };
  }
  if (typeof value === "number" && kind === "int" && test.path.leaf.type === "number") {
    // Prisma would cut off what comes after the point
    const limit = operator === "lt" || operator === "gte" ? Math.ceil(value) : Math.floor(value);
    return column.encode(limit) === undefined ? beyond(limit < 0) : { [name]: { [operator]: limit } };
  }
  if (typeof value === "bigint" && kind === "bigint") {
    return column.encode(value) === undefined ? beyond(value < 0n) : { [name]: { [operator]: value } };
  }
  throw untranslatable(test, "only numbers, bigints and dates have an order");
}

function beginning(
  test: FilterTest,
  start: Comparable | undefined,
  column: Column,
  { provider }: PrismaTable,
): PrismaWhere {
  const { name, kind } = column;
  const isNegated = test.operator === "notStartsWith";
  if (typeof start !== "string" || kind !== "text") throw untranslatable(test, "only text begins with text");
  if (!isWellFormed(start)) throw untranslatable(test, "half of a surrogate pair cannot be sent");
  if (start === "") return isNegated ? nothing(column) : column.isThere;
  if (provider !== "postgresql") return byOrder(name, start, isNegated);
  if (column.encode(start) === undefined) return isNegated ? column.isThere : nothing(column);
  const pattern = { startsWith: start.replace(/[\\%_]/g, "\\$&") };
  return { [name]: isNegated ? { not: pattern } : pattern };
}

/** Where LIKE knows no case, or no escape: what begins with a text lies between it and the next one of its length. */
function byOrder(name: string, start: string, isNegated: boolean): PrismaWhere {
  const next = successor(start);
  if (isNegated) return some({ [name]: { lt: start } }, ...(next === null ? [] : [{ [name]: { gte: next } }]));
  return { [name]: { gte: start, ...(next !== null && { lt: next }) } };
}

const LAST_CODE_POINT = 0x10ffff;

/** The least text, by code points, that is larger than all that begin with this one. */
function successor(text: string): string | null {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === LAST_CODE_POINT) points.pop();
  const last = points.pop();
  if (last === undefined) return null;
  // surrogates are no characters
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/** Asks whether there is a value (of whatever use), or none. */
export function presenceWhere(test: FilterTest, name: string, column: Column | null): PrismaWhere {
  const { leaf } = test.path;
  const isPresent = test.operator === "present";
  // of a field that is always there, Prisma refuses to be asked for null
  if (leaf.nullable === true || leaf.optional === true) return { [name]: isPresent ? { not: null } : null };
  if (column === null) throw untranslatable(test, "Prisma cannot ask whether such a required field is there");
  return isPresent ? column.isThere : nothing(column);
}
