import fc from "fast-check";
import type { ResourceData } from "../../model/model-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { BASE } from "./pools.js";
import { hostileValue, validValue, value } from "./value.js";

/** A record as it comes from a database or from an attacker: partial, mostly valid, at times hostile. */
export function record(resource: ResourceData): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 8, arbitrary: fields(resource.fields, validValue, 0) },
    { weight: 8, arbitrary: fields(resource.fields, value, 10) },
    { weight: 1, arbitrary: hostileRecord(resource) },
  );
}

/** A new record: known fields only, mostly. */
export function proposedRecord(resource: ResourceData): fc.Arbitrary<object> {
  return fc.oneof(
    { weight: 6, arbitrary: fields(resource.fields, validValue, 0) },
    { weight: 4, arbitrary: fields(resource.fields, value, 3) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

/** Some fields with values, for records and changes; one key in `missing` is left out, or none if that is 0. */
function fields(
  all: readonly PortableField[],
  drawn: (field: PortableField) => fc.Arbitrary<unknown>,
  missing: number,
): fc.Arbitrary<Record<string, unknown>> {
  const entries = all.map((field) =>
    fc.tuple(drawn(field), missing === 0 ? fc.constant(1) : fc.nat(missing)).map(([each, pick]) => {
      const isLeftOut = pick === 0 || (missing === 0 && field.optional === true && each === null);
      return isLeftOut ? [] : [[field.name, each] as const];
    }),
  );
  return fc.tuple(...entries).map((parts) => Object.fromEntries(parts.flat()));
}

/** Changes of a record: one or few fields, at times none. */
export function changes(resource: ResourceData): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .subarray([...resource.fields], { maxLength: Math.min(3, resource.fields.length) })
    .chain((some) => fields(some, (field) => (some.length === 1 ? validValue(field) : value(field)), 0));
}

/** Records that are meant to break an evaluator. */
function hostileRecord(resource: ResourceData): fc.Arbitrary<object> {
  const names = resource.fields.map((field) => field.name);
  const base = fields(resource.fields, value, 5);
  return fc.oneof(
    // inherited values are not the record's own
    base.map((each) => Object.create(each) as object),
    fc.tuple(base, fc.constantFrom(...names)).map(([each, name]) => withThrowingGetter(each, name)),
    base.map((each) => Object.assign(Object.create(null) as object, each)),
    base.map(
      (each) => JSON.parse(`{"__proto__":{"id":"u1"},"constructor":"DE","rest":${Object.keys(each).length}}`) as object,
    ),
    fc.dictionary(fc.constantFrom(...names), hostileValue()),
    fc.constantFrom<object[]>([], new Date(BASE), new Map([["id", "u1"]])),
  );
}

function withThrowingGetter(base: Record<string, unknown>, name: string): object {
  const lazy = Object.defineProperty({ ...base }, name, {
    enumerable: true,
    configurable: true,
    get(): never {
      throw new Error("not loaded");
    },
  });
  // for the report of a counterexample, which reads every key
  return Object.defineProperty(lazy, fc.toStringMethod, { value: () => `{ get ${name}() { throw } }` });
}
