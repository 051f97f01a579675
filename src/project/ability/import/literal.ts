import type { LiteralData, ReferenceData } from "../../../model/condition-data.js";
import { toEpochMs } from "../../../model/instant.js";
import type { PortableField } from "../../../model/portable-field.js";
import { quote } from "../../../model/quote.js";
import type { Plain } from "./plain.js";
import type { Site } from "./site.js";

/** What a test compares with. */
export type Operand = LiteralData | ReferenceData;

const PLACEHOLDER = /\$\{|\{\{/;
const WHOLE_PLACEHOLDER = /^(?:\$\{\s*([\w.]+)\s*\}|\{\{\s*([\w.]+)\s*\}\})$/;
const LOOKS_LIKE_DATE = /^\d{4}-\d\d-\d\d(?:T|$)/;

/**
 * Reads a value that CASL compares with.
 *
 * @param field - the field to the left, if the model tells
 */
export function readOperand(site: Site, value: Plain, field: PortableField | null): Operand | undefined {
  if (typeof value === "string" && PLACEHOLDER.test(value)) return readPlaceholder(site, value);
  return readLiteral(site, value, field);
}

/** The reference that a placeholder stands for. */
export function readPlaceholder(site: Site, text: string): ReferenceData | undefined {
  const { references } = site.names;
  const [, inBraces, inDoubleBraces] = WHOLE_PLACEHOLDER.exec(text) ?? [];
  const name = inBraces ?? inDoubleBraces;
  const path = name !== undefined && Object.hasOwn(references, name) ? references[name] : undefined;
  if (path !== undefined) return { $ref: path };
  const hint =
    name === undefined
      ? 'a reference stands alone: `{ $ref: "principal.id" }`'
      : `say what it reads: \`references: { "${name}": "principal.…" }\``;
  return site.refuse({ code: "template_text", message: `${quote(text)} is a placeholder`, hint });
}

/** Whether a text is to be filled in. */
export function isPlaceholder(value: Plain): value is string {
  return typeof value === "string" && PLACEHOLDER.test(value);
}

function readLiteral(site: Site, value: Plain, field: PortableField | null): LiteralData | undefined {
  if (value instanceof Date) return readDate(site, value.getTime(), field);
  if (typeof value === "string" && isAboutDates(value, field)) return readDate(site, toEpochMs(value), field);
  if (typeof value === "number" && !Number.isFinite(value)) return site.refuse({ code: "invalid_operand" });
  if (
    typeof value !== "string" &&
    typeof value !== "number" &&
    typeof value !== "boolean" &&
    typeof value !== "bigint"
  ) {
    return site.refuse({ code: "invalid_operand" });
  }
  return field === null ? value : ofType(site, value, field);
}

function isAboutDates(text: string, field: PortableField | null): boolean {
  return field === null ? LOOKS_LIKE_DATE.test(text) : field.type === "date";
}

/** @param epochMs - NaN for what names no instant, such as a day without a time zone */
function readDate(site: Site, epochMs: number, field: PortableField | null): string | undefined {
  if (field !== null && field.type !== "date") return mismatch(site, field);
  if (!Number.isInteger(epochMs) || Math.abs(epochMs) > MAX_DATE) {
    const hint = "ISO 8601 with an offset, such as `2026-03-01T00:00:00Z`";
    return site.refuse({ code: "date_value", message: "the text names no instant", hint });
  }
  site.note({ code: "date_value", hint: "it is an instant here: make sure that it is the one that was meant" });
  return new Date(epochMs).toISOString();
}

const MAX_DATE = 8_640_000_000_000_000;

function ofType(site: Site, value: string | number | boolean | bigint, field: PortableField): LiteralData | undefined {
  switch (field.type) {
    case "string":
    case "number":
    case "boolean":
      return typeof value === field.type ? value : mismatch(site, field);
    case "bigint":
      return isInteger(value) ? String(value) : mismatch(site, field);
    case "enum":
      return (field.values ?? []).some((known) => known === value) ? value : mismatch(site, field);
    case "date":
      return typeof value === "number" ? readDate(site, value, field) : mismatch(site, field);
    case "object":
    case "opaque":
      return mismatch(site, field);
  }
}

function isInteger(value: string | number | boolean | bigint): boolean {
  if (typeof value === "string") return /^-?(?:0|[1-9]\d{0,99})$/.test(value);
  return typeof value === "bigint" || Number.isSafeInteger(value);
}

function mismatch(site: Site, field: PortableField): undefined {
  return site.refuse({
    code: "literal_type",
    message: `${quote(field.name)} is compared with a value of another type`,
  });
}
