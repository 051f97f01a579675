import type { Operator } from "../../model/condition-data.js";
import type { PortableField } from "../../model/portable-field.js";
import type { Cover } from "../dimension.js";

/** A dotted path, resolved against the portable fields. */
export interface Path {
  readonly text: string;
  readonly keys: readonly string[];
  /** The field at each key: the last one is what the path names. */
  readonly fields: readonly PortableField[];
  readonly leaf: PortableField;
}

/** A value to compare with, in the form in which it is compared: instants as epoch milliseconds. */
export type Comparable = string | number | bigint | boolean;

/** Where a reference reads. `record` is the old record. */
export type ReferenceRoot = "principal" | "session" | "record" | "now";

/** A resolved `{ $ref }`. */
export interface Reference {
  readonly root: ReferenceRoot;
  readonly text: string;
  readonly keys: readonly string[];
  /** The field that is read; `null` for `now`. */
  readonly leaf: PortableField | null;
  /** Milliseconds that are added to an instant. */
  readonly plus: number;
}

/** The right-hand side of a test. */
export type Operand =
  | { readonly kind: "literal"; readonly value: Comparable }
  | { readonly kind: "list"; readonly values: readonly Comparable[] }
  | { readonly kind: "reference"; readonly reference: Reference };

/** One operator on one path. `cover` belongs to `$under`: a value and all that lies below it. */
export interface Test {
  readonly kind: "test";
  readonly path: Path;
  readonly operator: Operator;
  readonly operand: Operand;
  readonly cover: ((value: string) => Cover) | null;
}

/** A condition as a tree: the one form that everything downstream reads. */
export type Expression =
  | { readonly kind: "and" | "or"; readonly terms: readonly Expression[] }
  | { readonly kind: "not"; readonly term: Expression }
  | Test;

/** The tests of an expression, in no particular order. */
export function testsOf(expression: Expression): readonly Test[] {
  if (expression.kind === "test") return [expression];
  return expression.kind === "not" ? testsOf(expression.term) : expression.terms.flatMap(testsOf);
}
