/** A value as a program may hold it: a date also as ISO 8601 text or epoch milliseconds. */
type InputValue<Value> = 0 extends 1 & Value
  ? unknown
  : Value extends Date
    ? Date | string | number
    : Value extends readonly (infer Element)[]
      ? readonly InputValue<Element>[]
      : Value extends object
        ? RecordInput<Value>
        : Value;

/**
 * What may be asked about: any part of a record, with dates as JSON carries them too. What is missing can only take access
 * away.
 */
export type RecordInput<Row> = string extends keyof Row
  ? object
  : { readonly [Field in keyof Row]?: InputValue<Row[Field]> | null | undefined };
