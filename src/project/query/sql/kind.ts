import type { Comparable } from "../../../compile/condition/expression.js";
import type { PortableField } from "../../../model/portable-field.js";
import type { Kind } from "./dialect.js";

/** The kinds of values that a field has: two for an enum of texts and numbers, none for what is not compared. */
export function kindsOf(field: PortableField): readonly Kind[] {
  switch (field.type) {
    case "enum":
      return [...new Set((field.values ?? []).map((value) => kindOfLiteral(field, value)))];
    case "object":
    case "opaque":
      return [];
    default:
      return [field.type];
  }
}

/** The kind that a literal has beside a field. Instants are numbers of milliseconds. */
export function kindOfLiteral(field: PortableField, literal: Comparable): Kind {
  const type = typeof literal;
  if (type === "number") return field.type === "date" ? "date" : "number";
  return type === "bigint" || type === "boolean" ? type : "string";
}

/** Those of an enum's values that are of one kind; `null` for what is no enum. */
export function enumValues(field: PortableField, kind: Kind): readonly Comparable[] | null {
  if (field.type !== "enum") return null;
  return (field.values ?? []).filter((value) => kindOfLiteral(field, value) === kind);
}

/** Those of the literals that a field can have as values of this kind. */
export function literalsOf(field: PortableField, kind: Kind, literals: readonly Comparable[]): readonly Comparable[] {
  const ofKind = literals.filter((literal) => kindOfLiteral(field, literal) === kind);
  const values = enumValues(field, kind);
  return values === null ? ofKind : ofKind.filter((literal) => values.includes(literal));
}
