/**
 * How a text begins that spreadsheets take for a formula: also after apostrophes, so that one is always put before, and can
 * always be taken away.
 */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * One line of CSV (RFC 4180), ending in CRLF. Texts are always quoted, numbers never; what is missing is empty.
 *
 * @param cells - numbers are written as they are; texts that begin like a formula get an apostrophe in front
 * @example
 * csvLine([1, "a \"b\"", undefined, "=cmd|'/c calc'!A1"]) // => `1,"a ""b""",,"'=cmd|'/c calc'!A1"\r\n`
 */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
