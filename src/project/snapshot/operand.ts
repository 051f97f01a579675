import { operandDecoderOf } from "../../compile/condition/comparable.js";
import type { Test } from "../../compile/condition/expression.js";
import { type Env, fitterOf } from "../../compile/condition/reference.js";
import { valuesOf } from "../../compile/dimension.js";
import { own } from "../../compile/own.js";
import type { Operator } from "../../model/condition-data.js";

/** What a test compares with: values that are known, or something that only time or the record tells. */
export type ResolvedOperand =
  /** Any of these; `undefined` stands for one that cannot be used, or in place of the list for what cannot be told. */
  | { readonly kind: "known"; readonly values: readonly unknown[] | undefined }
  | { readonly kind: "clock"; readonly plus: number }
  | { readonly kind: "record"; readonly keys: readonly string[]; readonly plus: number };

/** Operators that look for any of several values; the others look for one, which is no list. */
const TAKES_SEVERAL: readonly Operator[] = ["$in", "$nin", "$hasAny"];

/** Fills in what is known of the principal and the session. */
export function resolveOperand(test: Test, env: Env): ResolvedOperand {
  const { operand, operator, path } = test;
  const isUnder = operator === "$under";
  const takesSeveral = TAKES_SEVERAL.includes(operator);
  switch (operand.kind) {
    case "literal":
      return known(isUnder ? below(test, [operand.value]) : takesSeveral ? undefined : [operand.value]);
    case "list":
      return known(isUnder ? below(test, operand.values) : takesSeveral ? operand.values : undefined);
    case "reference": {
      const { root, keys, leaf, plus } = operand.reference;
      if (root === "now" || leaf === null) return { kind: "clock", plus };
      if (root === "record") return { kind: "record", keys, plus };
      const value = fitterOf(leaf)(keys.reduce<unknown>(own, root === "principal" ? env.principal : env.session));
      if (isUnder) return known(below(test, typeof value === "string" ? [value] : value));
      const decode = operandDecoderOf(path.leaf);
      if (takesSeveral) return known(Array.isArray(value) ? value.map(decode) : undefined);
      const one = shifted(decode(value), plus);
      return known(one === undefined ? undefined : [one]);
    }
  }
}

function known(values: readonly unknown[] | undefined): ResolvedOperand {
  return { kind: "known", values };
}

function shifted(value: unknown, plus: number): unknown {
  if (plus === 0) return value;
  return typeof value === "number" ? value + plus : undefined;
}

/** Values, and all that lies below them. */
function below({ cover }: Test, values: unknown): readonly unknown[] | undefined {
  if (!Array.isArray(values)) return undefined;
  const all = new Set<unknown>();
  for (const value of values) {
    if (typeof value !== "string") all.add(undefined);
    else for (const one of valuesOf(cover === null ? value : cover(value))) all.add(one);
  }
  return [...all];
}

/** A known value as it stands in JSON, which knows no bigint: that is a text in a list. One that cannot be used is `null`. */
export function writeLiteral(value: unknown): unknown {
  if (typeof value === "bigint") return [String(value)];
  // nor does it know an infinite number: the farthest is as good
  if (typeof value === "number" && !Number.isFinite(value)) return Math.sign(value) * Number.MAX_VALUE;
  return value ?? null;
}
