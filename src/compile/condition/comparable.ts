import { toEpochMs } from "../../model/instant.js";
import type { PortableField } from "../../model/portable-field.js";
import type { Comparable } from "./expression.js";

/** Gives the form in which a value is compared, or `undefined` for one of another type (S15: no coercion). */
export type Decode = (value: unknown) => Comparable | undefined;

/**
 * How values of a field, or the elements of an array field, are compared.
 *
 * @param field - its `array` is not looked at
 */
export function decoderOf(field: PortableField): Decode {
  switch (field.type) {
    case "string":
      return (value) => (typeof value === "string" ? value : undefined);
    case "number":
      return (value) => (typeof value === "number" && !Number.isNaN(value) ? value : undefined);
    case "bigint":
      return (value) => (typeof value === "bigint" ? value : undefined);
    case "boolean":
      return (value) => (typeof value === "boolean" ? value : undefined);
    case "date":
      return (value) => {
        const instant = toEpochMs(value);
        return Number.isNaN(instant) ? undefined : instant;
      };
    case "enum": {
      const values = new Set<unknown>(field.values);
      return (value) => (values.has(value) ? (value as string | number) : undefined);
    }
    case "object":
    case "opaque":
      return () => undefined;
  }
}

/** Reads a literal of a policy; a bigint may stand as a decimal text there. */
export function decodeLiteral(field: PortableField, value: unknown): Comparable | undefined {
  if (field.type === "bigint" && typeof value === "string" && /^-?\d{1,1000}$/.test(value)) return BigInt(value);
  return decoderOf(field)(value);
}

/** How an operand that comes by reference is read: an enum compares with any text or number. */
export function operandDecoderOf(field: PortableField): Decode {
  if (field.type !== "enum") return decoderOf(field);
  return (value) =>
    typeof value === "string" || (typeof value === "number" && !Number.isNaN(value)) ? value : undefined;
}
