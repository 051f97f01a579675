/**
 * A value that a path may step into: a plain object with known keys. Not an array, a date, a function, a map or a set,
 * nor a dictionary, whose keys no schema knows.
 */
type SteppedInto<Value> = 0 extends 1 & Value
  ? never
  : NonNullable<Value> extends Date | readonly unknown[] | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
    ? never
    : NonNullable<Value> extends (...parameters: never[]) => unknown
      ? never
      : NonNullable<Value> extends object
        ? string extends keyof NonNullable<Value>
          ? never
          : NonNullable<Value>
        : never;

/** How much deeper a path of so many steps may go: a schema that contains itself has paths without end. */
type OneFewer = { 5: 4; 4: 3; 3: 2; 2: 1; 1: 0 };

/**
 * The dotted paths of a record, at most five names long: `"address"`, `"address.city"`. They do not lead through arrays.
 */
export type RecordPath<Row, Depth extends keyof OneFewer | 0 = 5> = Depth extends keyof OneFewer
  ? {
      [Name in keyof Row & string]:
        | Name
        | ([SteppedInto<Row[Name]>] extends [never]
            ? never
            : `${Name}.${RecordPath<SteppedInto<Row[Name]>, OneFewer[Depth]>}`);
    }[keyof Row & string]
  : never;

/** The value at a dotted path. */
export type ValueAt<Row, Path extends string> = Path extends `${infer Head}.${infer Rest}`
  ? Head extends keyof Row
    ? ValueAt<NonNullable<Row[Head]>, Rest>
    : never
  : Path extends keyof Row
    ? Row[Path]
    : never;
