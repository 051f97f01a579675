import { operandDecoderOf } from "../../compile/condition/comparable.js";
import type { Comparable, Path, Reference, Test } from "../../compile/condition/expression.js";
import { resolvePath } from "../../compile/condition/path.js";
import { fitterOf } from "../../compile/condition/reference.js";
import { own } from "../../compile/own.js";
import type { FilterExpression, FilterOperand, FilterOperator } from "./expression.js";
import type { Truth, Viewpoint } from "./viewpoint.js";

/** A test, with all that is known of what it compares with. */
export interface Resolved {
  readonly truth: Truth;
  readonly path: Path;
  readonly operand: ResolvedOperand;
  readonly statement: string;
}

/** What a test compares with: another field of the record, or a value that is known now. */
export type ResolvedOperand =
  | { readonly kind: "field"; readonly path: Path; readonly plus: number }
  /** As it is: not yet fitted to the path that it is compared with. */
  | { readonly kind: "known"; readonly value: unknown; readonly plus: number };

/** Reads what a test compares with, as far as it is known. */
export function resolve({ operand }: Test, at: Viewpoint): ResolvedOperand {
  switch (operand.kind) {
    case "literal":
      return { kind: "known", value: operand.value, plus: 0 };
    case "list":
      return { kind: "known", value: operand.values, plus: 0 };
    case "reference":
      return resolveReference(operand.reference, at);
  }
}

function resolveReference(reference: Reference, { party, resource }: Viewpoint): ResolvedOperand {
  const { root, leaf, keys, plus } = reference;
  if (root === "now" || leaf === null) return { kind: "known", value: party.now, plus };
  if (root === "record") {
    return { kind: "field", path: resolvePath(resource.fields, keys.join(".")), plus };
  }
  const value = keys.reduce<unknown>(own, root === "principal" ? party.principal : party.session);
  return { kind: "known", value: fitterOf(leaf)(value), plus };
}

/** A list of known values; `hasUnusable` where it holds something that could be any value. */
export interface KnownList {
  readonly values: readonly Comparable[];
  readonly hasUnusable: boolean;
}

/** The one value that a test compares with, or `undefined` where it is none. */
export function knownValue(
  { leaf }: Path,
  { value, plus }: ResolvedOperand & { kind: "known" },
): Comparable | undefined {
  const decoded = operandDecoderOf(leaf)(value);
  if (plus === 0) return decoded;
  return typeof decoded === "number" ? decoded + plus : undefined;
}

/** `null` for what is no list. */
export function knownList({ leaf }: Path, { value }: ResolvedOperand & { kind: "known" }): KnownList | null {
  if (!Array.isArray(value)) return null;
  const decoded = value.map(operandDecoderOf(leaf));
  const values = [...new Set(decoded)].filter((one) => one !== undefined);
  return { values, hasUnusable: decoded.includes(undefined) };
}

/** A test as it stands in a filter. */
export function testOf(
  { path, statement }: Resolved,
  operator: FilterOperator,
  operand: FilterOperand,
): FilterExpression {
  return { kind: "test", path, operator, operand, statement };
}
