import { toEpochMs } from "../model/instant.js";
import type { PortableField } from "../model/portable-field.js";
import { instantText } from "./numbers.js";
import { isObject, type Site } from "./site.js";
import { quote, quoteAll } from "./text.js";

/** A literal as plain JSON: a date is ISO 8601 text, a bigint a decimal text. */
export type PlainLiteral = string | number | boolean;

const DECIMAL = /^-?(?:0|[1-9]\d{0,999})$/;

/** What looks as if somebody else were to fill it in: nobody will. */
const TEMPLATE = /\$\{|\{\{/;

/**
 * Reads a literal that a field's value is compared with.
 *
 * @param site - where it stands
 * @param field - the field
 * @returns the literal, normalised
 */
export function readLiteral(site: Site, field: PortableField): PlainLiteral | undefined {
  const { value } = site;
  if (value === null) return nullLiteral(site);
  if (isObject(value)) return site.wrongType("a value");
  if (typeof value === "string" && TEMPLATE.test(value)) {
    const hint = 'a reference is an object: `{ $ref: "principal.id" }`';
    return site.issue("template_text", `${quote(value)} is not interpolated`, hint);
  }
  switch (field.type) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === field.type ? (value as PlainLiteral) : mismatch(site, field);
    case "bigint":
      if (typeof value === "bigint") return value.toString();
      return typeof value === "string" && DECIMAL.test(value) ? value : mismatch(site, field);
    case "date":
      return dateLiteral(site, field);
    case "enum":
      return enumLiteral(site, field);
    case "object":
    case "opaque":
      return site.issue("opaque_path", "conditions cannot compare such a value", "only `$exists` can look at it");
  }
}

/** Reports a literal `null`. */
export function nullLiteral(site: Site): undefined {
  const hint = "ask `{ $exists: false }` for a value that is missing or null";
  return site.issue("null_literal", "nothing equals null", hint);
}

function dateLiteral(site: Site, field: PortableField): PlainLiteral | undefined {
  const { value } = site;
  const epochMs = value instanceof Date ? value.getTime() : toEpochMs(value);
  // a Date holds whole milliseconds: a fraction would be lost on the way through JSON
  return Number.isInteger(epochMs) ? instantText(epochMs) : mismatch(site, field);
}

function enumLiteral(site: Site, field: PortableField): PlainLiteral | undefined {
  const { value } = site;
  const values = field.values ?? [];
  if (typeof value !== "string" && typeof value !== "number") return mismatch(site, field);
  if (values.includes(value)) return value;
  const known = values.map(String);
  const message = `${quote(String(value))} is no value of ${quote(field.name)}`;
  return site.unknown("not_in_enum", message, String(value), known);
}

const EXPECTED: Readonly<Record<PortableField["type"], string>> = {
  string: "a text",
  number: "a number",
  bigint: "a bigint, or a text of its decimal digits",
  boolean: "true or false",
  date: "a Date, ISO 8601 with an offset, or whole epoch milliseconds",
  enum: "one of its values",
  object: "nothing",
  opaque: "nothing",
};

function mismatch(site: Site, field: PortableField): undefined {
  const hint = field.type === "enum" ? `one of ${quoteAll((field.values ?? []).map(String))}` : undefined;
  return site.issue("literal_type", `${quote(field.name)} must be compared with ${EXPECTED[field.type]}`, hint);
}
