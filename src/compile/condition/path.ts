import type { PortableField } from "../../model/portable-field.js";
import { CompileError } from "../compile-error.js";
import type { Path } from "./expression.js";

/**
 * Finds the fields along a dotted path.
 *
 * @param fields - the fields at the top
 * @param text - such as `address.city`
 * @throws CompileError where the path leads nowhere, through an array, or through something that is no object
 */
export function resolvePath(fields: readonly PortableField[], text: string): Path {
  const keys = text.split(".");
  const along: PortableField[] = [];
  let level: readonly PortableField[] = fields;
  for (const key of keys) {
    const field = level.find((candidate) => candidate.name === key);
    if (field === undefined) throw new CompileError(`path \`${text}\` is not in the schema`);
    along.push(field);
    level = field.array === true ? [] : (field.fields ?? []);
  }
  const leaf = along.at(-1);
  if (leaf === undefined) throw new CompileError("a path is empty");
  return { text, keys, fields: along, leaf };
}
