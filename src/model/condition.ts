import type { RecordPath, ValueAt } from "./record-path.js";
import type { InstantReference, PathsByKind, PathsOf, Reference } from "./reference.js";
import type { KindOf, LiteralOf, ScalarKind } from "./value-kind.js";

/** Asks whether a value is there: neither missing nor `null`. All that can be asked of an object or an opaque field. */
export interface PresenceTest {
  readonly $exists?: boolean;
}

/** Compares a value with others of its kind. All operators that are given must hold. */
export interface EqualityTest<Literal, One, Several> extends PresenceTest {
  readonly $eq?: Literal | One;
  readonly $ne?: Literal | One;
  readonly $in?: readonly Literal[] | Several;
  readonly $nin?: readonly Literal[] | Several;
}

/** Compares a number, a bigint or a date. */
export interface OrderTest<Literal, One, Several> extends EqualityTest<Literal, One, Several> {
  readonly $lt?: Literal | One;
  readonly $lte?: Literal | One;
  readonly $gt?: Literal | One;
  readonly $gte?: Literal | One;
}

/** Compares a text. */
export interface TextTest<Literal, One, Several> extends EqualityTest<Literal, One, Several> {
  readonly $startsWith?: string | One;
}

/** Compares the value of a scope path: `$under` is true for the value itself and everything below it in its tree. */
export interface ScopeTest<Literal, One, Several> extends TextTest<Literal, One, Several> {
  readonly $under?: string | readonly string[] | One | Several;
}

/** Looks into an array. */
export interface ListTest<Literal, One, Several> extends PresenceTest {
  readonly $has?: Literal | One;
  readonly $hasAny?: readonly Literal[] | Several;
}

/** An array that is a scope path. */
export interface ScopeListTest<Literal, One, Several> extends ListTest<Literal, One, Several> {
  readonly $under?: string | readonly string[] | One | Several;
}

/**
 * For every kind of value, what a condition may ask of it. The unions are written out, since the compiler names them in its
 * messages: the values first, then the rest.
 */
interface Tests<Literal, Element, Paths> {
  string: Literal | To<Paths, "string"> | TextTest<Literal, To<Paths, "string">, To<Paths, "string[]">>;
  scope: Literal | To<Paths, "string"> | ScopeTest<Literal, To<Paths, "string">, To<Paths, "string[]">>;
  number:
    | Literal
    | To<Paths, "number">
    | (number extends Literal
        ? OrderTest<Literal, To<Paths, "number">, To<Paths, "number[]">>
        : EqualityTest<Literal, To<Paths, "number">, To<Paths, "number[]">>);
  bigint: Literal | To<Paths, "bigint"> | OrderTest<Literal, To<Paths, "bigint">, To<Paths, "bigint[]">>;
  date: Literal | To<Paths, "date"> | OrderTest<Literal, To<Paths, "date">, To<Paths, "date[]">>;
  boolean: Literal | To<Paths, "boolean"> | EqualityTest<Literal, To<Paths, "boolean">, To<Paths, "boolean[]">>;
  "string[]": ListTest<Element, To<Paths, "string">, To<Paths, "string[]">>;
  "scope[]": ScopeListTest<Element, To<Paths, "string">, To<Paths, "string[]">>;
  "number[]": ListTest<Element, To<Paths, "number">, To<Paths, "number[]">>;
  "bigint[]": ListTest<Element, To<Paths, "bigint">, To<Paths, "bigint[]">>;
  "date[]": ListTest<Element, To<Paths, "date">, To<Paths, "date[]">>;
  "boolean[]": ListTest<Element, To<Paths, "boolean">, To<Paths, "boolean[]">>;
  opaque: PresenceTest;
}

type To<Paths, Kind extends ScalarKind | `${ScalarKind}[]`> = Kind extends "date"
  ? InstantReference<PathsOf<Paths, Kind>>
  : Reference<PathsOf<Paths, Kind>>;

type ElementLiteral<Value> = Value extends readonly (infer Element)[] ? LiteralOf<Element> : never;

type TestKind<Value, Path, ScopePath> = Path extends ScopePath
  ? KindOf<Value> extends "string"
    ? "scope"
    : KindOf<Value> extends "string[]"
      ? "scope[]"
      : KindOf<Value>
  : KindOf<Value>;

/** What may be asked of one path. */
export type FieldTest<Value, Paths, Path = never, ScopePath = never> = Tests<
  LiteralOf<Exclude<Value, null | undefined>>,
  ElementLiteral<Exclude<Value, null | undefined>>,
  Paths
>[TestKind<Value, Path, ScopePath>];

/** Conditions on conditions. */
export interface Combination<Of> {
  readonly $and?: readonly Of[];
  readonly $or?: readonly Of[];
  readonly $not?: Of;
}

/**
 * A condition on a record (or, for `who`, on the principal): paths to tests, and `$and`, `$or`, `$not`. All keys must hold.
 *
 * @typeParam Row - what the paths lead through
 * @typeParam Readable - what references may read
 * @typeParam ScopePath - the paths that also know `$under`
 */
export type Condition<Row, Readable, ScopePath extends string = never> = {
  readonly [Path in RecordPath<Row>]?: FieldTest<ValueAt<Row, Path>, PathsByKind<Readable>, Path, ScopePath>;
} & Combination<Condition<Row, Readable, ScopePath>>;
