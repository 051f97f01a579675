import type { Operator } from "../model/condition-data.js";
import type { PortableField } from "../model/portable-field.js";
import { isTextual } from "./field-path.js";

/** What stands to the right of an operator. */
export type OperandKind =
  /** A literal of the field's type, or a reference to one. */
  | "value"
  /** A list of literals of the field's type, or a reference to a list. */
  | "list"
  /** A text, or a reference to one. */
  | "text"
  /** True or false; no reference. */
  | "flag"
  /** A text, a list of texts, or a reference to either. */
  | "scope";

/** What an operator asks of the field to its left, and of its operand. */
export interface OperatorRule {
  readonly operand: OperandKind;
  /** `scalar` for one value, `list` for many, `any` for both. */
  readonly on: "scalar" | "list" | "any";
  /** Which scalar (or element) types it knows. */
  readonly knows: (field: PortableField) => boolean;
}

const everything = (): boolean => true;
const comparable = (field: PortableField): boolean => field.type !== "object" && field.type !== "opaque";
// texts sort differently in every database
const ordered = (field: PortableField): boolean => ["number", "bigint", "date"].includes(field.type);

/** All operators of a field test. */
export const OPERATORS: ReadonlyMap<string, OperatorRule & { readonly name: Operator }> = new Map(
  (
    [
      { name: "$eq", operand: "value", on: "scalar", knows: comparable },
      { name: "$ne", operand: "value", on: "scalar", knows: comparable },
      { name: "$in", operand: "list", on: "scalar", knows: comparable },
      { name: "$nin", operand: "list", on: "scalar", knows: comparable },
      { name: "$lt", operand: "value", on: "scalar", knows: ordered },
      { name: "$lte", operand: "value", on: "scalar", knows: ordered },
      { name: "$gt", operand: "value", on: "scalar", knows: ordered },
      { name: "$gte", operand: "value", on: "scalar", knows: ordered },
      { name: "$startsWith", operand: "text", on: "scalar", knows: isTextual },
      { name: "$has", operand: "value", on: "list", knows: comparable },
      { name: "$hasAny", operand: "list", on: "list", knows: comparable },
      { name: "$under", operand: "scope", on: "any", knows: isTextual },
      { name: "$exists", operand: "flag", on: "any", knows: everything },
    ] as const
  ).map((rule) => [rule.name, rule]),
);

/** The operators that combine conditions. */
export const LOGIC: readonly string[] = ["$and", "$or", "$not"];
