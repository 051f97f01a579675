import type { Cells, FieldInfo, FieldName, Names } from "../../crm-backend/contract.js";

const money = new Set([
  "amount",
  "cost",
  "margin",
  "commission",
  "annualRevenue",
  "creditLimit",
  "openBalance",
  "revenue",
  "forecast",
]);
const euros = new Intl.NumberFormat("en-GB", { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
const numbers = new Intl.NumberFormat("en-GB");
const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

const labels: Readonly<Record<string, string>> = {
  id: "ID",
  iban: "IBAN",
  vatId: "VAT ID",
  mfaEnrolled: "MFA enrolled",
  discountPercent: "Discount",
};

/** A field's name as people say it: `expectedCloseAt` is "Expected close". */
export function labelOf(field: string): string {
  const words = field
    .replace(/(?<=.)(At|Id|ById)$/, "")
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replaceAll("_", " ");
  return labels[field] ?? capitalised(words);
}

/** A value of an enum as people say it. */
export function valueLabel(value: string): string {
  return /^[A-Z]/.test(value) ? value : capitalised(value.replaceAll(/[_-]/g, " "));
}

/** The cell of a field; `undefined` where it may not be seen, or where its type has no such field. */
export function cellOf(record: Cells, field: FieldName): unknown {
  return (record as Readonly<Partial<Record<FieldName, unknown>>>)[field];
}

/** What a record is called, as far as that may be seen. */
export function titleOf(record: Cells, id: string): string {
  const title = cellOf(record, "name") ?? cellOf(record, "title");
  return typeof title === "string" ? title : id;
}

/** A cell as text; a dash where there is nothing. */
export function textOf(field: FieldInfo, value: unknown, names: Names): string {
  if (value === null || value === undefined || value === "") return "–";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.join(", ");
  if (typeof value === "object") return Object.values(value).join(", ");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number") return numberText(field.name, value);
  if (field.type === "date") return dates.format(new Date(String(value)));
  return field.type === "enum" ? valueLabel(String(value)) : (names[String(value)] ?? String(value));
}

/** Whether a column stands to the right, so that its digits line up. */
export function isNumeric(field: FieldInfo): boolean {
  return field.type === "number";
}

/** A length of time, as a clock shows it. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** What a statement says of itself, as a sentence. */
export function sentence(why: string): string {
  return `${capitalised(why)}.`;
}

function numberText(name: string, value: number): string {
  if (money.has(name)) return euros.format(value);
  return name === "probability" || name.endsWith("Percent") ? `${value} %` : numbers.format(value);
}

/** With a capital letter in front. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
