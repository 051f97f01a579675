import type { Operator } from "../../model/condition-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { FALSE, type Kleene, not, TRUE, UNKNOWN } from "../kleene.js";
import type { Reader } from "../readers.js";
import { type Decode, decoderOf, operandDecoderOf } from "./comparable.js";
import type { Comparable, Operand, Test } from "./expression.js";
import { type Env, type Reading, referenceReader } from "./reference.js";

/** A compiled test or condition: on a record, the old record, and one party's facts. */
export type Evaluate = (subject: object, old: object | null, env: Env) => Kleene;

/** Compares a decoded value with a decoded operand, neither of them null. */
export type Compare = (value: Comparable, operand: Comparable) => boolean;

/** The operators that compare one value with one other. */
export const COMPARE: { readonly [operator in Operator]?: Compare } = {
  $eq: (value, operand) => value === operand,
  $ne: (value, operand) => value !== operand,
  $lt: (value, operand) => value < operand,
  $lte: (value, operand) => value <= operand,
  $gt: (value, operand) => value > operand,
  $gte: (value, operand) => value >= operand,
};

/** Compiles one test, all but `$exists`, whose question is not about the value. */
export function compileComparison(test: Test, reading: Reading): Evaluate {
  const read = reading.readers.of(reading.space, test.path.keys);
  const { operator, operand, path } = test;
  const compare = COMPARE[operator];
  if (compare !== undefined) return scalarTest(path.leaf, compare, operand, read, reading);
  switch (operator) {
    case "$startsWith":
      return startsWith(path.leaf, operand, read, reading);
    case "$in":
      return membership(path.leaf, operand, read, TRUE, reading);
    case "$nin":
      return membership(path.leaf, operand, read, FALSE, reading);
    case "$has":
      return has(path.leaf, operand, read, reading);
    case "$hasAny":
      return hasAny(path.leaf, operand, read, reading);
    default:
      return under(test, read, reading);
  }
}

function scalarTest(
  field: PortableField,
  compare: Compare,
  operand: Operand,
  read: Reader,
  reading: Reading,
): Evaluate {
  if (field.array === true) return () => UNKNOWN;
  const decode = decoderOf(field);
  if (operand.kind === "literal") {
    const { value: literal } = operand;
    return (subject) => {
      const value = decode(read(subject));
      return value === undefined ? UNKNOWN : compare(value, literal) ? TRUE : FALSE;
    };
  }
  const resolve = scalarOperand(field, operand, reading);
  return (subject, old, env) => {
    const value = decode(read(subject));
    if (value === undefined) return UNKNOWN;
    const other = resolve(old, env);
    return other === undefined ? UNKNOWN : compare(value, other) ? TRUE : FALSE;
  };
}

function scalarOperand(
  field: PortableField,
  operand: Operand,
  reading: Reading,
): (old: object | null, env: Env) => Comparable | undefined {
  if (operand.kind !== "reference") return () => undefined;
  const decode = operandDecoderOf(field);
  const readValue = referenceReader(operand.reference, reading);
  const { plus } = operand.reference;
  if (plus === 0) return (old, env) => decode(readValue(old, env));
  return (old, env) => shifted(decode(readValue(old, env)), plus);
}

/** Only instants are shifted, and they are numbers here. */
function shifted(value: Comparable | undefined, plus: number): Comparable | undefined {
  return typeof value === "number" ? value + plus : undefined;
}

/** A beginning is one of texts: an enum may hold numbers as well, and has none for them. */
function startsWith(field: PortableField, operand: Operand, read: Reader, reading: Reading): Evaluate {
  if (field.array === true) return () => UNKNOWN;
  const decode = decoderOf(field);
  const resolve = scalarOperand(field, operand, reading);
  return (subject, old, env) => {
    const value = decode(read(subject));
    const start = operand.kind === "literal" ? operand.value : resolve(old, env);
    if (typeof value !== "string" || typeof start !== "string") return UNKNOWN;
    return value.startsWith(start) ? TRUE : FALSE;
  };
}

/** `$in` is true on a match and otherwise false, unless an unusable element could have been the match; `$nin` its opposite. */
function membership(
  field: PortableField,
  operand: Operand,
  read: Reader,
  whenFound: Kleene,
  reading: Reading,
): Evaluate {
  if (field.array === true) return () => UNKNOWN;
  const decode = decoderOf(field);
  const found = elements(field, operand, reading);
  return (subject, old, env) => {
    const value = decode(read(subject));
    if (value === undefined) return UNKNOWN;
    const match = found(value, old, env);
    return whenFound === TRUE ? match : not(match);
  };
}

/** Whether a list contains a value, by Kleene's logic. */
type Contains = (value: Comparable, old: object | null, env: Env) => Kleene;

function elements(field: PortableField, operand: Operand, reading: Reading): Contains {
  if (operand.kind === "list") {
    const values = new Set(operand.values);
    return (value) => (values.has(value) ? TRUE : FALSE);
  }
  if (operand.kind === "literal") return () => UNKNOWN;
  const decode = operandDecoderOf(field);
  const readValue = referenceReader(operand.reference, reading);
  return (value, old, env) => contains(readValue(old, env), decode, (element) => element === value);
}

/** Whether some element of an array passes; an unusable element makes a no unknown. */
function contains(list: unknown, decode: Decode, passes: (element: Comparable) => boolean): Kleene {
  if (!Array.isArray(list)) return UNKNOWN;
  let result: Kleene = FALSE;
  for (let index = 0; index < list.length; index += 1) {
    const element = decode(list[index]);
    if (element === undefined) result = UNKNOWN;
    else if (passes(element)) return TRUE;
  }
  return result;
}

function has(field: PortableField, operand: Operand, read: Reader, reading: Reading): Evaluate {
  if (field.array !== true || operand.kind === "list") return () => UNKNOWN;
  const decode = decoderOf(field);
  if (operand.kind === "literal") {
    const { value } = operand;
    return (subject) => contains(read(subject), decode, (element) => element === value);
  }
  const resolve = scalarOperand(field, operand, reading);
  return (subject, old, env) => {
    const value = resolve(old, env);
    return value === undefined ? UNKNOWN : contains(read(subject), decode, (element) => element === value);
  };
}

function hasAny(field: PortableField, operand: Operand, read: Reader, reading: Reading): Evaluate {
  if (field.array !== true || operand.kind === "literal") return () => UNKNOWN;
  const decode = decoderOf(field);
  if (operand.kind === "list") {
    const values = new Set(operand.values);
    return (subject) => contains(read(subject), decode, (element) => values.has(element));
  }
  const decodeOperand = operandDecoderOf(field);
  const readValue = referenceReader(operand.reference, reading);
  return (subject, old, env) => {
    const wanted = readValue(old, env);
    if (!Array.isArray(wanted)) return UNKNOWN;
    const values = new Set(wanted.map(decodeOperand));
    const list = read(subject);
    const match = contains(list, decode, (element) => values.has(element));
    // an unusable wanted element could have been any element, where there is one
    return match === FALSE && values.has(undefined) && (list as unknown[]).length > 0 ? UNKNOWN : match;
  };
}

/** Whether a scope value, or one of an array of them, is one of the operand's values or lies below one. */
function under(test: Test, read: Reader, reading: Reading): Evaluate {
  const cover = test.cover ?? ((value: string) => value);
  const { operand } = test;
  const isText: Decode = (value) => (typeof value === "string" ? value : undefined);
  const decode = decoderOf(test.path.leaf);
  const isBelow = (value: Comparable, ancestor: Comparable): boolean => {
    const below = cover(ancestor as string);
    return typeof below === "string" ? below === value : below.has(value as string);
  };
  const one = (item: unknown, wanted: readonly unknown[]): Kleene => {
    const value = decode(item);
    return value === undefined ? UNKNOWN : contains(wanted, isText, (ancestor) => isBelow(value, ancestor));
  };
  const many = (value: unknown, wanted: unknown): Kleene => {
    if (!Array.isArray(wanted) && typeof wanted !== "string") return UNKNOWN;
    const ancestors: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
    if (test.path.leaf.array !== true) return one(value, ancestors);
    if (!Array.isArray(value)) return UNKNOWN;
    let result: Kleene = FALSE;
    for (let index = 0; index < value.length; index += 1) {
      const match = one(value[index], ancestors);
      if (match === TRUE) return TRUE;
      if (match === UNKNOWN) result = UNKNOWN;
    }
    return result;
  };
  if (operand.kind === "reference") {
    const readValue = referenceReader(operand.reference, reading);
    return (subject, old, env) => many(read(subject), readValue(old, env));
  }
  const wanted = operand.kind === "list" ? operand.values : [operand.value];
  return (subject) => many(read(subject), wanted);
}
