import { toEpochMs } from "../../model/instant.js";
import type { PortableField } from "../../model/portable-field.js";

/** A value that can be compared; a date as its epoch milliseconds. */
export type Scalar = string | number | bigint | boolean;

/**
 * S15: a value as its field's type has it, without coercion; `undefined` for null, NaN and values of any other type.
 * For an array field it reads one element.
 */
export function scalarOf(value: unknown, field: PortableField): Scalar | undefined {
  switch (field.type) {
    case "string":
      return typeof value === "string" ? value : undefined;
    case "number":
      return typeof value === "number" && !Number.isNaN(value) ? value : undefined;
    case "bigint":
      return typeof value === "bigint" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? value : undefined;
    case "date":
      return instantOf(value);
    case "enum":
      return field.values?.find((candidate) => candidate === value);
    case "object":
    case "opaque":
      return undefined;
  }
}

/** As {@link scalarOf}, for a literal of a policy: there a bigint may be written in decimal digits. */
export function literalOf(value: unknown, field: PortableField): Scalar | undefined {
  return field.type === "bigint" && typeof value === "string" ? BigInt(value) : scalarOf(value, field);
}

/** An instant in epoch milliseconds, or `undefined` for what names none. */
export function instantOf(value: unknown): number | undefined {
  const instant = toEpochMs(value);
  return Number.isNaN(instant) ? undefined : instant;
}
