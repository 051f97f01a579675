import type { Comparable, Path } from "../../compile/condition/expression.js";

/**
 * Which records are kept, as plain data. It is two-valued: a test that cannot be told keeps nothing. There is no *not*:
 * negations stand in the tests, each of which has its opposite, so that what is unknown is on neither side.
 *
 * Simplified: `never` and `always` stand alone, `and` and `or` have at least two terms, none of them of their own kind.
 */
export type FilterExpression =
  | { readonly kind: "never" }
  | { readonly kind: "always" }
  | { readonly kind: "and" | "or"; readonly terms: readonly FilterExpression[] }
  | FilterTest
  | FilterCheck;

/**
 * One test of one path. It is true only where the value is usable: present, not `null`, and of the path's type (an enum's
 * of its values; an array's elements each, where the test is about none of them).
 */
export interface FilterTest {
  readonly kind: "test";
  /** What is looked at: `path.leaf` tells its type. */
  readonly path: Path;
  readonly operator: FilterOperator;
  readonly operand: FilterOperand;
  /** A statement that asks it, to be named where it cannot be translated. */
  readonly statement: string;
}

/**
 * On a scalar path: `eq ne lt lte gt gte startsWith notStartsWith` take a value or a field, `in nin` values or an array
 * field; `nin` with no values asks for a usable value. With values, an enum knows no `ne` and `nin`: what is left is listed.
 * With a field, `nin` also wants each of its elements usable; what an enum compared with a field may be is asked beside.
 *
 * On an array path: `hasAny` (some element is one of these) and `hasNone` (every element is usable, and none is one of
 * these; true for the empty array) take values, an array field, or a scalar field for one value. `hasNone` of an array field
 * also wants each of its elements usable, unless the path's array is empty. `empty` and `nonEmpty` take nothing, and look
 * at no element.
 *
 * On any path: `present` (neither missing nor `null`) and `absent` (`null`, or a missing key that the schema lets be
 * missing; a required key that is missing is neither). Along a nested path the first key that is not there decides.
 */
export type FilterOperator =
  | "eq"
  | "ne"
  | "lt"
  | "lte"
  | "gt"
  | "gte"
  | "in"
  | "nin"
  | "startsWith"
  | "notStartsWith"
  | "hasAny"
  | "hasNone"
  | "empty"
  | "nonEmpty"
  | "present"
  | "absent";

/** What a test compares with: instants as epoch milliseconds, maybe with a fraction. Lists hold each value once. */
export type FilterOperand =
  | { readonly kind: "none" }
  | { readonly kind: "value"; readonly value: Comparable }
  | { readonly kind: "values"; readonly values: readonly Comparable[] }
  /** Another field of the record. Only instants are shifted, by `plus` milliseconds. */
  | { readonly kind: "field"; readonly path: Path; readonly plus: number };

/** What only memory can tell, record by record: an approval of one record; the keys of a record to be created. */
export interface FilterCheck {
  readonly kind: "check";
  /** Whether it holds on a record. */
  readonly holds: (record: object) => boolean;
  /** Why, to be named where it cannot be translated. */
  readonly statement: string;
}

export const NEVER: FilterExpression = Object.freeze({ kind: "never" });
export const ALWAYS: FilterExpression = Object.freeze({ kind: "always" });
