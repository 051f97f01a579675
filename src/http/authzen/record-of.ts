import type { PortableField } from "../../model/portable-field.js";
import type { AuthzenResource } from "./entities.js";

/**
 * The record that a resource stands for, as far as the caller is believed.
 *
 * @param fields - those of its type
 */
export function recordOf(
  resource: AuthzenResource,
  fields: readonly PortableField[],
  trust: "id" | "properties",
): object {
  const id = fields.find(({ name }) => name === "id");
  return {
    ...(trust === "properties" && resource.properties),
    ...(id !== undefined && { id: idOf(resource.id, id) }),
  };
}

/** Ids are texts in AuthZEN; where the schema has numbers, the text of one stands for it. */
function idOf(text: string, { type }: PortableField): unknown {
  if (type === "number" && String(Number(text)) === text) return Number(text);
  if (type === "bigint" && /^(0|-?[1-9]\d{0,40})$/.test(text)) return BigInt(text);
  return text;
}

/** The id of a record, as AuthZEN has it; `null` for one that has none, and so cannot be named. */
export function idOfRecord(record: object): string | null {
  const id: unknown = Object.hasOwn(record, "id") ? Reflect.get(record, "id") : undefined;
  return typeof id === "string" || typeof id === "number" || typeof id === "bigint" ? String(id) : null;
}
