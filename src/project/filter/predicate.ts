import { decoderOf } from "../../compile/condition/comparable.js";
import type { Comparable } from "../../compile/condition/expression.js";
import { presenceOf } from "../../compile/condition/presence.js";
import type { Readers } from "../../compile/readers.js";
import { allOf, anyOf, type RecordTest } from "../../decide/record-test.js";
import { counted, hasAny, hasNone, isListed } from "./element-tests.js";
import type { FilterExpression, FilterOperator } from "./expression.js";
import type { Predicate, Reading } from "./predicate-of-test.js";

/** Reads the paths of one resource type. */
export function readingOf(readers: Readers, type: string): Reading {
  return ({ keys }) => readers.of(type, keys);
}

/** Turns an expression into the test whether it keeps a record. */
export function predicateOf(expression: FilterExpression, reading: Reading): RecordTest {
  switch (expression.kind) {
    case "never":
      return anyOf([]);
    case "always":
      return allOf([]);
    case "and":
      return allOf(expression.terms.map((term) => predicateOf(term, reading)));
    case "or":
      return anyOf(expression.terms.map((term) => predicateOf(term, reading)));
    case "check":
      return expression.holds;
    case "test":
      return PREDICATES[expression.operator](expression, reading);
  }
}

/** One line for each operator. */
const PREDICATES: { readonly [operator in FilterOperator]: Predicate } = {
  eq: compared((value, operand) => value === operand),
  ne: compared((value, operand) => value !== operand),
  lt: compared((value, operand) => value < operand),
  lte: compared((value, operand) => value <= operand),
  gt: compared((value, operand) => value > operand),
  gte: compared((value, operand) => value >= operand),
  startsWith: compared((value, operand) => startsWith(value, operand) === true),
  notStartsWith: compared((value, operand) => startsWith(value, operand) === false),
  in: isListed("in"),
  nin: isListed("nin"),
  hasAny,
  hasNone,
  empty: counted((length) => length === 0),
  nonEmpty: counted((length) => length > 0),
  present:
    ({ path }) =>
    (record) =>
      presenceOf(path, record) === "present",
  absent:
    ({ path }) =>
    (record) =>
      presenceOf(path, record) === "absent",
};

function startsWith(value: Comparable, start: Comparable): boolean | undefined {
  return typeof value === "string" && typeof start === "string" ? value.startsWith(start) : undefined;
}

function compared(compare: (value: Comparable, operand: Comparable) => boolean): Predicate {
  return ({ path, operand }, reading) => {
    const read = reading(path);
    const decode = decoderOf(path.leaf);
    if (operand.kind === "value") {
      const { value: wanted } = operand;
      return (record) => {
        const value = decode(read(record));
        return value !== undefined && compare(value, wanted);
      };
    }
    if (operand.kind !== "field") return () => false;
    const { plus } = operand;
    const readOther = reading(operand.path);
    const decodeOther = decoderOf(operand.path.leaf);
    return (record) => {
      const value = decode(read(record));
      const other = decodeOther(readOther(record));
      if (value === undefined || other === undefined) return false;
      return compare(value, plus === 0 ? other : (other as number) + plus);
    };
  };
}
