import { Context, evalExpr } from "mingo/core";
import * as expressionOperators from "mingo/operators/expression";
import * as queryOperators from "mingo/operators/query";
import { Query } from "mingo/query";

// Where mingo is looser than MongoDB: it knows no types of numbers, takes NaN for equal to all numbers in `$lte`, orders
// bigints as texts, and looks into arrays within arrays. What is said here is MongoDB's own behaviour, for documents that a
// driver made.

// mingo writes every query down as JSON, for a message that it may need
Object.defineProperty(BigInt.prototype, "toJSON", {
  configurable: true,
  value(this: bigint) {
    return String(this);
  },
});

type Operator = (selector: string, operand: never) => (document: never) => boolean;
type Expression = (document: never, expression: never, options: never) => unknown;

/** Makes a query of MongoDB's; tells whether it matches a document. */
export function compiled(query: object): (document: object) => boolean {
  const made = new Query(query as never, { context: CONTEXT });
  return (document) => made.test(document as never);
}

const operators: Record<string, Operator> = {
  $type: (selector, wanted) => {
    const names = new Set<unknown>([wanted].flat());
    return (document) => candidates(document, selector).some((value) => names.has(typeOf(value)));
  },
  $lt: ordered((value, limit) => value < limit),
  $lte: ordered((value, limit) => value <= limit),
  $gt: ordered((value, limit) => value > limit),
  $gte: ordered((value, limit) => value >= limit),
  $elemMatch: (selector, criteria) => {
    const matches = compiled({ element: criteria });
    // an element is not looked into: of an array in an array it counts that it is one
    const matchesOne = (element: unknown) => matches({ element: Array.isArray(element) ? [[]] : element });
    return (document) =>
      leaves(document, selector.split(".")).some((value) => Array.isArray(value) && value.some(matchesOne));
  },
};

const expressions: Record<string, Expression> = {
  $type: (document, expression, options) => typeOf(evalExpr(document, expression, options)),
  $lt: orderedPair((value, limit) => value < limit),
  $lte: orderedPair((value, limit) => value <= limit),
  $gt: orderedPair((value, limit) => value > limit),
  $gte: orderedPair((value, limit) => value >= limit),
};

const CONTEXT = Context.init({
  query: { ...queryOperators, ...operators } as never,
  expression: { ...expressionOperators, ...expressions } as never,
});

function orderedPair(compare: (value: never, limit: never) => boolean): Expression {
  return (document, expression, options) => {
    const [value, limit] = evalExpr(document, expression, options) as [unknown, unknown];
    if (bracket(value) !== bracket(limit)) throw new Error("values of different types are in an order of their types");
    return compare(value as never, limit as never);
  };
}

function ordered(compare: (value: never, limit: never) => boolean) {
  return (selector: string, limit: unknown) => (document: unknown) =>
    candidates(document, selector).some(
      (value) => bracket(value) === bracket(limit) && compare(value as never, limit as never),
    );
}

function bracket(value: unknown): string {
  return typeof value === "bigint"
    ? "number"
    : value instanceof Date
      ? "date"
      : typeOf(value).replace(/^(int|double)$/, "number");
}

/** The value at a path, and if it is an array its elements. */
function candidates(document: unknown, selector: string): readonly unknown[] {
  return leaves(document, selector.split(".")).flatMap((value) => (Array.isArray(value) ? [value, ...value] : [value]));
}

function leaves(value: unknown, keys: readonly string[]): readonly unknown[] {
  const [key, ...rest] = keys;
  if (key === undefined) return [value];
  if (Array.isArray(value)) return value.flatMap((each) => (Array.isArray(each) ? [] : leaves(each, keys)));
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return [];
  return leaves((value as Record<string, unknown>)[key], rest);
}

/** As drivers store values of JavaScript. */
export function typeOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (value instanceof Date) return "date";
  switch (typeof value) {
    case "number":
      return Number.isInteger(value) && Math.abs(value) <= 2 ** 31 - 1 && !Object.is(value, -0) ? "int" : "double";
    case "bigint":
      return "long";
    case "boolean":
      return "bool";
    default:
      return typeof value;
  }
}
