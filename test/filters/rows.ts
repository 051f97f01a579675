import fc from "fast-check";
import type { PortableField } from "../../src/model/portable-field.js";
import { FIELDS } from "./model.js";
import { foreign, scalar } from "./values.js";

/** What is to be stored: values of all types in all fields, nulls, and keys that are not there. */
export type Row = Readonly<Record<string, unknown>>;

/** As many rows; each a few fields off the last, so that one test alone tells them apart now and then. */
export function rows(count: number): fc.Arbitrary<readonly Row[]> {
  return fc.array(row(), { minLength: count, maxLength: count, size: "max" });
}

function row(): fc.Arbitrary<Row> {
  return fc.oneof({ weight: 3, arbitrary: object(FIELDS, 30) }, { weight: 2, arbitrary: object(FIELDS, 8) });
}

/** @param valid - so many times more often there is a valid value than none, or one of another type */
function object(fields: readonly PortableField[], valid: number): fc.Arbitrary<Row> {
  const parts = fields.map((field) =>
    fc.oneof(
      { weight: valid, arbitrary: value(field, valid) },
      { weight: field.nullable === true ? 3 : 1, arbitrary: fc.constant(null) },
      { weight: field.optional === true ? 3 : 1, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: foreign() },
    ),
  );
  return fc
    .tuple(...parts)
    .map((values) =>
      Object.fromEntries(
        fields.flatMap(({ name }, index) => (values[index] === undefined ? [] : [[name, values[index]]])),
      ),
    );
}

function value(field: PortableField, valid: number): fc.Arbitrary<unknown> {
  if (field.array === true)
    return fc.oneof({ weight: 4, arbitrary: elements(scalar(field)) }, { weight: 1, arbitrary: odd(field) });
  return field.type === "object" ? object(field.fields ?? [], valid) : scalar(field);
}

/** Arrays with the same element twice, or none. */
function elements(element: fc.Arbitrary<unknown>): fc.Arbitrary<unknown[]> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.array(element, { maxLength: 3 }) },
    { weight: 1, arbitrary: element.map((each) => [each, each]) },
  );
}

/** Arrays with null, with elements of other types, with arrays. */
function odd(field: PortableField): fc.Arbitrary<unknown[]> {
  return fc
    .tuple(elements(scalar(field)), fc.oneof(fc.constant(null), foreign()))
    .map(([list, extra]) => [...list, extra]);
}
