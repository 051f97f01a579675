import type { ConditionData, OperandData } from "../../model/condition-data.js";
import { toEpochMs } from "../../model/instant.js";
import type { PortableField } from "../../model/portable-field.js";
import { findField } from "../field-path.js";
import { type Comparison, conjunctionOf, isReference } from "./condition-parts.js";

type Scalar = string | number | bigint | boolean;

/**
 * Whether no record can meet a condition. Sound, not complete: `true` is certain.
 *
 * @param condition - a trusted condition
 * @param fields - the fields that it looks at
 */
export function isNeverTrue(condition: ConditionData, fields: readonly PortableField[]): boolean {
  const { comparisons, choices } = conjunctionOf(condition);
  if (choices.some((choice) => choice.every((inner) => isNeverTrue(inner, fields)))) return true;
  const paths = new Map<string, Comparison[]>();
  for (const comparison of comparisons) {
    const known = paths.get(comparison.path);
    if (known === undefined) paths.set(comparison.path, [comparison]);
    else known.push(comparison);
  }
  return [...paths].some(([path, all]) => {
    const lookup = findField(fields, path);
    return lookup.found && contradicts(all, lookup.field);
  });
}

function contradicts(comparisons: readonly Comparison[], field: PortableField): boolean {
  const asked = comparisons.filter(({ operator }) => operator !== "$exists");
  const presence = comparisons.filter(({ operator }) => operator === "$exists").map(({ operand }) => operand);
  // whatever is asked of a missing value is unknown
  if (presence.includes(false) && (presence.includes(true) || asked.length > 0)) return true;
  if (asked.some(({ operator, operand }) => NEEDS_ELEMENTS.includes(operator) && isEmptyList(operand))) return true;
  return field.array !== true && noValueFits(asked, field);
}

const NEEDS_ELEMENTS: readonly string[] = ["$in", "$hasAny", "$under"];

function isEmptyList(operand: OperandData): boolean {
  return Array.isArray(operand) && operand.length === 0;
}

/** The values that are named, or all that the type has, are tried one by one; bounds are compared with each other. */
function noValueFits(comparisons: readonly Comparison[], field: PortableField): boolean {
  const named = comparisons.flatMap(({ operator, operand }) => {
    const values = operator === "$eq" || operator === "$in" ? literals(operand, field) : undefined;
    return values === undefined ? [] : [values];
  });
  const candidates = named[0] ?? allValues(field);
  if (candidates !== undefined) {
    return candidates.every((value) => comparisons.some((comparison) => excludes(comparison, value, field)));
  }
  return boundsCross(comparisons, field);
}

function allValues(field: PortableField): readonly Scalar[] | undefined {
  if (field.type === "boolean") return [true, false];
  return field.type === "enum" ? field.values : undefined;
}

/** The literals of an operand in comparable form; `undefined` if it is a reference. */
function literals(operand: OperandData, field: PortableField): readonly Scalar[] | undefined {
  if (isReference(operand)) return undefined;
  const all: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return all.map((literal) => comparable(literal, field));
}

function comparable(literal: unknown, field: PortableField): Scalar {
  if (field.type === "date") return toEpochMs(literal);
  if (field.type === "bigint") return BigInt(String(literal));
  return literal as Scalar;
}

function excludes({ operator, operand }: Comparison, value: Scalar, field: PortableField): boolean {
  const values = literals(operand, field);
  if (values === undefined) return false;
  const [only] = values;
  switch (operator) {
    case "$eq":
    case "$in":
      return !values.includes(value);
    case "$ne":
    case "$nin":
      return values.includes(value);
    case "$startsWith":
      return !String(value).startsWith(String(only));
    case "$lt":
      return only !== undefined && !(value < only);
    case "$lte":
      return only !== undefined && !(value <= only);
    case "$gt":
      return only !== undefined && !(value > only);
    case "$gte":
      return only !== undefined && !(value >= only);
    default:
      return false;
  }
}

function boundsCross(comparisons: readonly Comparison[], field: PortableField): boolean {
  const bounds = (operators: readonly string[]): readonly { value: Scalar; strict: boolean }[] =>
    comparisons.flatMap(({ operator, operand }) => {
      const [value] = operators.includes(operator) ? (literals(operand, field) ?? []) : [];
      return value === undefined ? [] : [{ value, strict: operator === "$lt" || operator === "$gt" }];
    });
  const upper = bounds(["$lt", "$lte"]);
  return bounds(["$gt", "$gte"]).some((low) =>
    upper.some((high) => low.value > high.value || (low.value === high.value && (low.strict || high.strict))),
  );
}
