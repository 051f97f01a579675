/**
 * Writes JSON text in ASCII alone, so that neither the character set of a column nor that of a connection can change what is
 * read from what was written.
 *
 * @param json - JSON text
 * @example
 * asciiJson('{"name":"Zoë"}') // => '{"name":"Zo\\u00eb"}'
 */
export function asciiJson(json: string): string {
  return json.replace(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const NOT_ASCII = /[\u0080-\uffff]/g;
