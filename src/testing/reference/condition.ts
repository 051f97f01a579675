import type { ConditionData } from "../../model/condition-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { isReference, listOf, operandOf } from "./operand.js";
import { fieldAt, readPath } from "./path.js";
import type { Scene } from "./scene.js";
import { dimensionOf, isUnder } from "./scope.js";
import { allOf, anyOf, not, type Truth } from "./truth.js";
import { type Scalar, scalarOf } from "./value.js";

/** Section 4: all keys of a condition, and all operators of a test, must hold. */
export function evaluate(condition: ConditionData, scene: Scene): Truth {
  return allOf(
    Object.entries(condition).map(([key, part]) => {
      if (part === undefined) return true;
      if (key === "$and") return allOf((part as ConditionData[]).map((each) => evaluate(each, scene)));
      if (key === "$or") return anyOf((part as ConditionData[]).map((each) => evaluate(each, scene)));
      if (key === "$not") return not(evaluate(part as ConditionData, scene));
      return allOf(testsOf(part).map(([operator, operand]) => test(key, operator, operand, scene)));
    }),
  );
}

/** The operators of a test; a bare literal or reference means `$eq`. */
export function testsOf(part: unknown): [operator: string, operand: unknown][] {
  const isPlain = typeof part === "object" && part !== null && !isReference(part) && !(part instanceof Date);
  return isPlain ? Object.entries(part).filter(([, operand]) => operand !== undefined) : [["$eq", part]];
}

function test(path: string, operator: string, operand: unknown, scene: Scene): Truth {
  const field = fieldAt(path, scene.subject.fields);
  const found = readPath(scene.subject.layers, path, scene.subject.fields);
  if (operator === "$exists") {
    if (found.state === "not_loaded") scene.onNotLoaded(path);
    if (found.state === "not_loaded" || found.state === "unusable") return "unknown";
    return (found.state === "value") === operand;
  }
  // S13: a missing or null value makes every other test unknown
  if (found.state !== "value" || field === undefined) return "unknown";
  const { value } = found;
  switch (operator) {
    case "$eq":
      return compare(value, field, operandOf(operand, field, scene), (left, right) => left === right);
    case "$ne":
      return compare(value, field, operandOf(operand, field, scene), (left, right) => left !== right);
    case "$lt":
      return compare(value, field, operandOf(operand, field, scene), (left, right) => left < right);
    case "$lte":
      return compare(value, field, operandOf(operand, field, scene), (left, right) => left <= right);
    case "$gt":
      return compare(value, field, operandOf(operand, field, scene), (left, right) => left > right);
    case "$gte":
      return compare(value, field, operandOf(operand, field, scene), (left, right) => left >= right);
    case "$startsWith":
      return startsWith(value, field, operandOf(operand, TEXT, scene));
    case "$in":
      return isIn(value, field, listOf(operand, field, scene));
    case "$nin":
      return not(isIn(value, field, listOf(operand, field, scene)));
    case "$has":
      return has(value, field, operandOf(operand, field, scene));
    case "$hasAny":
      return hasAny(value, field, listOf(operand, field, scene));
    case "$under":
      return under(path, value, field, operand, scene);
    default:
      return "unknown";
  }
}

// a prefix, or a value of a tree, is a string, whichever values the field itself may have
const TEXT: PortableField = { name: "text", type: "string" };

function compare(
  value: unknown,
  field: PortableField,
  right: Scalar | undefined,
  holds: (left: Scalar, right: Scalar) => boolean,
): Truth {
  const left = field.array ? undefined : scalarOf(value, field);
  return left === undefined || right === undefined ? "unknown" : holds(left, right);
}

function startsWith(value: unknown, field: PortableField, prefix: Scalar | undefined): Truth {
  const left = field.array ? undefined : scalarOf(value, field);
  return typeof left === "string" && typeof prefix === "string" ? left.startsWith(prefix) : "unknown";
}

function isIn(value: unknown, field: PortableField, list: (Scalar | undefined)[] | undefined): Truth {
  if (list === undefined) return "unknown";
  const left = field.array ? undefined : scalarOf(value, field);
  return left === undefined ? "unknown" : anyOf(list.map((element) => equal(left, element)));
}

function has(value: unknown, field: PortableField, right: Scalar | undefined): Truth {
  // S13: a null operand is unknown, even against an empty list
  if (!field.array || !Array.isArray(value) || right === undefined) return "unknown";
  return anyOf(Array.from(value, (element: unknown) => equal(scalarOf(element, field), right)));
}

function hasAny(value: unknown, field: PortableField, list: (Scalar | undefined)[] | undefined): Truth {
  if (!field.array || !Array.isArray(value) || list === undefined) return "unknown";
  return anyOf(Array.from(value, (element: unknown) => isIn(element, { ...field, array: false }, list)));
}

function equal(left: Scalar | undefined, right: Scalar | undefined): Truth {
  return left === undefined || right === undefined ? "unknown" : left === right;
}

function under(path: string, value: unknown, field: PortableField, operand: unknown, scene: Scene): Truth {
  const dimension = dimensionOf(path, scene.scopePaths, scene.model);
  const one = operandOf(operand, TEXT, scene);
  const many = one === undefined ? listOf(operand, TEXT, scene) : [one];
  if (dimension === undefined || many === undefined) return "unknown";
  if (Array.isArray(value) !== (field.array === true)) return "unknown";
  const values: unknown[] = Array.isArray(value) ? Array.from(value) : [value];
  return anyOf(
    values.map((each): Truth => {
      const left = scalarOf(each, field);
      if (typeof left !== "string") return "unknown";
      return anyOf(
        many.map((ancestor) => (typeof ancestor === "string" ? isUnder(dimension, left, ancestor) : "unknown")),
      );
    }),
  );
}
