import { operandDecoderOf } from "../../compile/condition/comparable.js";
import type { Comparable, Path, Test } from "../../compile/condition/expression.js";
import { type Env, fitterOf } from "../../compile/condition/reference.js";
import { valuesOf } from "../../compile/dimension.js";
import { own } from "../../compile/own.js";
import type { Operator } from "../../model/condition-data.js";
import type { PortableFieldType } from "../../model/portable-field.js";

/** What a test compares with: a value that is known, `undefined` where it cannot be told; or something else to be read. */
export type ResolvedOperand =
  | { readonly kind: "known"; readonly value: unknown }
  | { readonly kind: "clock"; readonly plus: number }
  | { readonly kind: "record"; readonly keys: readonly string[]; readonly plus: number };

/** Whether an operator looks for one value, or for any of several. */
const TAKES: { readonly [operator in Operator]: "one" | "several" | "branches" | "presence" } = {
  $eq: "one",
  $ne: "one",
  $lt: "one",
  $lte: "one",
  $gt: "one",
  $gte: "one",
  $startsWith: "one",
  $has: "one",
  $in: "several",
  $nin: "several",
  $hasAny: "several",
  $under: "branches",
  $exists: "presence",
};

/** Fills in what is known of the principal and the session. */
export function resolveOperand(test: Test, env: Env): ResolvedOperand {
  const { operand, operator, path } = test;
  const takes = TAKES[operator];
  if (operand.kind === "literal" && takes === "several") return NOTHING;
  if (operand.kind === "list" && takes === "one") return NOTHING;
  if (operand.kind === "literal") return known(takes === "branches" ? below(test, [operand.value]) : operand.value);
  if (operand.kind === "list") return known(takes === "branches" ? below(test, operand.values) : operand.values);
  const { root, keys, leaf, plus } = operand.reference;
  if (root === "now" || leaf === null) return { kind: "clock", plus };
  if (root === "record") return { kind: "record", keys, plus };
  const value = fitterOf(leaf)(keys.reduce<unknown>(own, root === "principal" ? env.principal : env.session));
  if (takes === "branches") return known(below(test, typeof value === "string" ? [value] : value));
  if (takes === "one") return known(shifted(operandDecoderOf(path.leaf)(value), plus));
  return known(Array.isArray(value) ? value.map(operandDecoderOf(path.leaf)) : undefined);
}

const NOTHING: ResolvedOperand = { kind: "known", value: undefined };

function known(value: unknown): ResolvedOperand {
  return { kind: "known", value };
}

function shifted(value: Comparable | undefined, plus: number): Comparable | undefined {
  if (plus === 0) return value;
  return typeof value === "number" ? value + plus : undefined;
}

/** Values, and all that lies below them; `undefined` stands for one that cannot be used. */
function below({ cover }: Test, values: unknown): readonly (string | undefined)[] | undefined {
  if (!Array.isArray(values)) return undefined;
  const all = new Set<string | undefined>();
  for (const value of values) {
    if (typeof value !== "string") all.add(undefined);
    else for (const one of valuesOf(cover === null ? value : cover(value))) all.add(one);
  }
  return [...all];
}

/** A known value as it stands in JSON: a bigint, and a number that JSON does not know, as text. */
export function writeLiteral({ leaf }: Path, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : writeScalar(leaf.type, item)));
  return value === undefined ? undefined : writeScalar(leaf.type, value);
}

function writeScalar(type: PortableFieldType, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "number" || Number.isFinite(value)) return value;
  // no value of an enum: any other that is none will do
  return type === "enum" ? Math.sign(value) * Number.MAX_VALUE : String(value);
}
