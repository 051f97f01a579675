import { operandDecoderOf } from "../../compile/condition/comparable.js";
import type { Comparable, Path } from "../../compile/condition/expression.js";
import { allOf, oneOf } from "./combine.js";
import { type FilterExpression, type FilterOperator, NEVER } from "./expression.js";
import { type Resolved, testOf } from "./resolved.js";

/** Compares with another field of the record. Of an enum the values that can be compared are asked for beside. */
export function withField(test: Resolved, operator: FilterOperator): FilterExpression {
  const { operand, path } = test;
  if (operand.kind !== "field") return NEVER;
  const decode = operandDecoderOf(path.leaf);
  return allOf([
    ...usableEnum(test, path, () => true),
    ...usableEnum(test, operand.path, (value) => decode(value) !== undefined),
    testOf(test, operator, operand),
  ]);
}

function usableEnum(
  { statement }: Resolved,
  path: Path,
  passes: (value: Comparable) => boolean,
): readonly FilterExpression[] {
  if (path.leaf.type !== "enum" || path.leaf.array === true) return [];
  return [oneOf({ path, statement }, (path.leaf.values ?? []).filter(passes))];
}
