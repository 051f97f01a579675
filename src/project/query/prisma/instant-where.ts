import type { FilterOperator } from "../../filter/expression.js";
import { every, type PrismaWhere, some } from "./where.js";

/** The years that every database holds and every driver reads; what lies outside is read as an invalid date. */
const FIRST = Date.parse("0001-01-01T00:00:00.000Z");
const END = Date.parse("9999-12-31T23:59:59.999Z") + 1;

/** Whether an instant is usable. */
function instantIsUsable(name: string): PrismaWhere {
  return { [name]: { gte: new Date(FIRST), ...until(END) } };
}

type Ordering = Extract<FilterOperator, "lt" | "lte" | "gt" | "gte">;

/**
 * Compares an instant. Databases may hold microseconds, which are cut off when they are read: what is read as one
 * millisecond is all of it.
 *
 * @param limit - epoch milliseconds, maybe with a fraction
 */
export function instantOrdered(name: string, operator: Ordering, limit: number): PrismaWhere | null {
  switch (operator) {
    case "lt":
      return between(name, FIRST, Math.ceil(limit));
    case "lte":
      return between(name, FIRST, Math.floor(limit) + 1);
    case "gt":
      return between(name, Math.floor(limit) + 1, END);
    case "gte":
      return between(name, Math.ceil(limit), END);
  }
}

/** Whether an instant is one of these; `null` if no row can hold any. */
export function instantAmong(name: string, instants: readonly number[]): PrismaWhere | null {
  const [first, ...rest] = instants
    .filter((at) => Number.isInteger(at) && at >= FIRST && at < END)
    .map((at) => ({ [name]: { gte: new Date(at), ...until(at + 1) } }));
  return first === undefined ? null : some(first, ...rest);
}

/** Whether an instant is usable and none of these. */
export function instantNotAmong(name: string, instants: readonly number[]): PrismaWhere {
  const among = instantAmong(name, instants);
  return among === null ? instantIsUsable(name) : every(instantIsUsable(name), { NOT: among });
}

function between(name: string, from: number, end: number): PrismaWhere | null {
  const begin = Math.max(from, FIRST);
  return Math.min(end, END) <= begin ? null : { [name]: { gte: new Date(begin), ...until(end) } };
}

// the end itself has a year that not every database holds
function until(end: number): { readonly lt: Date } | { readonly lte: Date } {
  return end < END ? { lt: new Date(end) } : { lte: new Date(END - 1) };
}
