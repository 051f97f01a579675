import { principalFields, SESSION_FIELDS } from "../model/fact-fields.js";
import type { PortableField } from "../model/portable-field.js";

/**
 * Everything that a `$ref` may name, as fields.
 *
 * @param attributes - the model's principal attributes
 * @param record - the fields of the resource type; none in a `who`, which has no record
 */
export function referenceFields(
  attributes: readonly PortableField[],
  record: readonly PortableField[] | undefined,
): readonly PortableField[] {
  return [
    { name: "principal", type: "object", fields: principalFields(attributes) },
    { name: "session", type: "object", nullable: true, fields: SESSION_FIELDS },
    { name: "now", type: "date" },
    ...(record === undefined ? [] : [{ name: "record", type: "object" as const, fields: record }]),
  ];
}
