import { isDate } from "../model/instant.js";
import type { Json } from "../model/json.js";
import { quote } from "../model/quote.js";
import { refusal } from "./refusal.js";

/** So deep may what a command says be nested … */
const MAX_DEPTH = 32;
/** … of so many values may it consist … */
const MAX_VALUES = 10_000;
/** … and so many UTF-16 code units may all its texts and names have together. */
const MAX_UNITS = 262_144;

/**
 * Copies what came with a command, whoever sent it, as plain JSON: then nothing about it can change, throw or surprise any
 * more. Dates become ISO 8601 texts; members that are undefined are not there.
 *
 * @throws CommandRefusedError `invalid_command` for everything that JSON cannot say, or stores cannot keep (texts with a NUL or
 *   half of a surrogate pair, a key `__proto__`), and for what is too deep or too large
 */
export function plainInput(value: unknown): Json {
  const budget: Budget = { values: MAX_VALUES, units: MAX_UNITS };
  try {
    return copy(value, 0, budget);
  } catch (error) {
    if (error instanceof InputProblem) throw refusal("invalid_command", error.message);
    // a getter or a proxy that throws, whatever it throws
    throw refusal("invalid_command", "what came with the command cannot be read");
  }
}

/** Whether a text can be kept by every store and told by every event. */
export function isKeepable(text: string): boolean {
  return !text.includes("\u0000") && !/\p{Surrogate}/u.test(text);
}

interface Budget {
  values: number;
  units: number;
}

class InputProblem extends Error {}

function copy(value: unknown, depth: number, budget: Budget): Json {
  budget.values -= 1;
  if (budget.values < 0) throw new InputProblem("too much came with the command");
  switch (typeof value) {
    case "string":
      return text(value, budget);
    case "number":
      if (!Number.isFinite(value)) throw new InputProblem("a number in the command is not finite");
      return value === 0 ? 0 : value;
    case "boolean":
      return value;
    case "object":
      if (value === null) return null;
      if (isDate(value)) return date(value);
      if (depth >= MAX_DEPTH) throw new InputProblem("what came with the command is nested too deeply");
      return Array.isArray(value) ? list(value, depth, budget) : members(value, depth, budget);
    default:
      throw new InputProblem(`there is a value of type ${typeof value} in the command`);
  }
}

function text(value: string, budget: Budget): string {
  budget.units -= value.length;
  if (budget.units < 0) throw new InputProblem("too much came with the command");
  if (!isKeepable(value)) throw new InputProblem("a text in the command has characters that cannot be kept");
  return value;
}

function date(value: Date): string {
  const time = Date.prototype.getTime.call(value);
  if (Number.isNaN(time)) throw new InputProblem("a date in the command is invalid");
  return new Date(time).toISOString();
}

function list(values: readonly unknown[], depth: number, budget: Budget): readonly Json[] {
  if (values.length > budget.values) throw new InputProblem("too much came with the command");
  // a hole is met as undefined, and refused
  return Array.from(values, (item) => copy(item, depth + 1, budget));
}

function members(value: object, depth: number, budget: Budget): Json {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new InputProblem("there is an object of a class in the command");
  }
  const kept: [string, Json][] = [];
  for (const key of Object.keys(value)) {
    const member: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (member === undefined) continue;
    if (key === "__proto__") throw new InputProblem(`nothing can be called ${quote(key)}`);
    kept.push([text(key, budget), copy(member, depth + 1, budget)]);
  }
  return Object.fromEntries(kept);
}
