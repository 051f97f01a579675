import type { Duration } from "./duration.js";

/** A value that stands in a condition. A date is an instant; a bigint is a decimal string in JSON. */
export type LiteralData = string | number | bigint | boolean | Date;

/** Reads another fact at decision time: `principal.…`, `session.…`, `record.…` (the old record), or `now`. */
export interface ReferenceData {
  readonly $ref: string;
  /** Shifts an instant, `now` above all: `"-30d"`. */
  readonly plus?: Duration;
}

/** A comparison's right-hand side. */
export type OperandData = LiteralData | ReferenceData | readonly LiteralData[];

/** The operators of a field test. */
export type Operator =
  | "$eq"
  | "$ne"
  | "$in"
  | "$nin"
  | "$lt"
  | "$lte"
  | "$gt"
  | "$gte"
  | "$exists"
  | "$startsWith"
  | "$has"
  | "$hasAny"
  | "$under";

/** What is asked of one path: a literal or a reference (equality), or operators that must all hold. */
export type TestData = LiteralData | ReferenceData | { readonly [operator in Operator]?: OperandData };

/** A condition as data: paths to tests, and `$and`, `$or`, `$not`; all keys must hold. */
export interface ConditionData {
  readonly $and?: readonly ConditionData[];
  readonly $or?: readonly ConditionData[];
  readonly $not?: ConditionData;
  readonly [path: string]: TestData | ConditionData | readonly ConditionData[] | undefined;
}
