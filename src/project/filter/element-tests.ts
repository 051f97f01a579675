import { type Decode, decoderOf } from "../../compile/condition/comparable.js";
import type { Comparable } from "../../compile/condition/expression.js";
import type { RecordTest } from "../../decide/record-test.js";
import type { FilterOperand } from "./expression.js";
import type { Predicate, Reading } from "./predicate-of-test.js";

/** The values of a list, and whether each of its elements is a usable one. */
interface Elements {
  readonly values: ReadonlySet<Comparable>;
  readonly areUsable: boolean;
}

/** Gives the list that a test compares with, on one record; `null` where there is none. */
type ListReader = (record: object) => Elements | null;

function elementsOf(list: unknown, decode: Decode): Elements | null {
  if (!Array.isArray(list)) return null;
  const decoded = list.map(decode);
  const values = new Set(decoded.filter((value) => value !== undefined));
  return { values, areUsable: !decoded.includes(undefined) };
}

function operandReader(operand: FilterOperand, reading: Reading): ListReader {
  if (operand.kind === "values") {
    const known = { values: new Set(operand.values), areUsable: true };
    return () => known;
  }
  if (operand.kind !== "field") return () => null;
  const read = reading(operand.path);
  const decode = decoderOf(operand.path.leaf);
  if (operand.path.leaf.array === true) return (record) => elementsOf(read(record), decode);
  const { plus } = operand;
  return (record) => {
    const value = decode(read(record));
    if (value === undefined) return null;
    return { values: new Set([plus === 0 ? value : (value as number) + plus]), areUsable: true };
  };
}

/** `in` and `nin`: a scalar among, or certainly not among, some values. */
export function isListed(operator: "in" | "nin"): Predicate {
  return ({ path, operand }, reading) => {
    const read = reading(path);
    const decode = decoderOf(path.leaf);
    const listOf = operandReader(operand, reading);
    return (record) => {
      const value = decode(read(record));
      if (value === undefined) return false;
      const list = listOf(record);
      if (list === null) return false;
      return operator === "in" ? list.values.has(value) : list.areUsable && !list.values.has(value);
    };
  };
}

/** An array with an element that is one of some values. */
export const hasAny: Predicate = ({ path, operand }, reading) => {
  const read = reading(path);
  const decode = decoderOf(path.leaf);
  const listOf = operandReader(operand, reading);
  return (record) => {
    const list = read(record);
    if (!Array.isArray(list)) return false;
    const wanted = listOf(record);
    if (wanted === null) return false;
    return list.some((item) => {
      const value = decode(item);
      return value !== undefined && wanted.values.has(value);
    });
  };
};

/** An array whose elements are certainly none of some values. */
export const hasNone: Predicate = ({ path, operand }, reading) => {
  const read = reading(path);
  const decode = decoderOf(path.leaf);
  const listOf = operandReader(operand, reading);
  return (record) => {
    const elements = elementsOf(read(record), decode);
    const unwanted = listOf(record);
    if (elements === null || unwanted === null || !elements.areUsable) return false;
    if (!unwanted.areUsable && (read(record) as unknown[]).length > 0) return false;
    return [...elements.values].every((value) => !unwanted.values.has(value));
  };
};

/** An array of a length that passes, whatever its elements. */
export function counted(passes: (length: number) => boolean): Predicate {
  return ({ path }, reading): RecordTest => {
    const read = reading(path);
    return (record) => {
      const list = read(record);
      return Array.isArray(list) && passes(list.length);
    };
  };
}
