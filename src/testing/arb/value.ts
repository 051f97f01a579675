import fc from "fast-check";
import type { PortableField } from "../../model/portable-field.js";
import { spelling } from "./instant.js";
import { BASE, TEXTS } from "./pools.js";

const HOUR = 3_600_000;

/** A value that a field of this type may have, arrays and objects included. */
export function validValue(field: PortableField): fc.Arbitrary<unknown> {
  if (field.array) return fc.array(scalar(field), { maxLength: 3 });
  if (field.type === "object") {
    const inner = (field.fields ?? []).map((each) => [each.name, value(each)] as const);
    return fc.record(Object.fromEntries(inner), { requiredKeys: [] });
  }
  return scalar(field);
}

/** A value as records have them: mostly valid, at times null, or of another type. */
export function value(field: PortableField): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 40, arbitrary: validValue(field) },
    { weight: field.nullable ? 6 : 1, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: hostileValue() },
  );
}

/** A value that fits hardly any type. */
export function hostileValue(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown[]>(Number.NaN, -0, Number.POSITIVE_INFINITY, "", "1", 1, 0n, true, undefined, Symbol("s")),
    fc.constantFrom<unknown[]>("2026-03-01", "2026-02-30T00:00:00Z", new Date(Number.NaN), BASE + 0.5),
    fc.constantFrom<unknown[]>(
      [],
      [null],
      ["DE", null],
      [undefined, 1],
      {},
      { city: 1 },
      Object.create({ city: "DE" }),
    ),
    fc.constantFrom<unknown[]>(new Map(), /x/, () => "DE", Object.create(null), new String("DE")),
  );
}

/** A literal of a policy that the field can be compared with. */
export function literal(field: PortableField): fc.Arbitrary<string | number | boolean> {
  switch (field.type) {
    case "string":
      return fc.constantFrom(...TEXTS);
    case "number":
      return fc.constantFrom(0, 1, 100, -1, 1.5);
    case "bigint":
      return fc.constantFrom("0", "1", "100", "-1");
    case "boolean":
      return fc.boolean();
    case "date":
      return fc.constantFrom(-HOUR, -1, 0, 1, HOUR).map((offset) => new Date(BASE + offset).toISOString());
    case "enum":
      return fc.constantFrom(...(field.values ?? ["none"]));
    case "object":
    case "opaque":
      return fc.constant("none");
  }
}

function scalar(field: PortableField): fc.Arbitrary<unknown> {
  switch (field.type) {
    case "bigint":
      return fc.constantFrom(0n, 1n, 100n);
    case "date":
      return fc
        .tuple(fc.constantFrom(-30 * 24 * HOUR, -HOUR, -1, 0, 1, HOUR), spelling())
        .map(([offset, spell]) => spell(BASE + offset));
    case "object":
    case "opaque":
      return fc.constantFrom<unknown[]>({ any: 1 }, "x", [1, 2]);
    default:
      return literal(field);
  }
}
