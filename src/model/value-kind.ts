/** What a condition can do with a value; the types' counterpart of a portable field's `type` and `array`. */
export type ValueKind = ScalarKind | `${ScalarKind}[]` | "opaque";

/** The values that can be compared. */
export type ScalarKind = "string" | "number" | "bigint" | "boolean" | "date";

type ScalarKindOf<Value> = [Value] extends [never]
  ? "opaque"
  : [Value] extends [string]
    ? "string"
    : [Value] extends [number]
      ? "number"
      : [Value] extends [boolean]
        ? "boolean"
        : [Value] extends [Date]
          ? "date"
          : [Value] extends [bigint]
            ? "bigint"
            : "opaque";

/** The kind of a value that is there: `null` and `undefined` do not count. */
export type KindOf<Value> = 0 extends 1 & Value
  ? "opaque"
  : [NonNullable<Value>] extends [readonly (infer Element)[]]
    ? ScalarKindOf<Element> extends infer Kind extends ScalarKind
      ? `${Kind}[]`
      : "opaque"
    : ScalarKindOf<NonNullable<Value>>;

/** A branded primitive (`string & { … }`) as the plain one that a policy can write down. */
type Unbranded<Value> = Value extends object
  ? Value extends string
    ? string
    : Value extends number
      ? number
      : Value extends bigint
        ? bigint
        : Value extends boolean
          ? boolean
          : Value
  : Value;

/** What an author writes for a value: a date as any instant, a bigint also as the decimal string that JSON carries. */
export type LiteralOf<Value> = [Value] extends [Date]
  ? Date | string | number
  : [Value] extends [bigint]
    ? bigint | `${bigint}`
    : Unbranded<Value>;
