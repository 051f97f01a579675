import type { PortableField } from "../model/portable-field.js";

const KINDS = ["employee", "guest", "service", "agent"];
const STATUSES = ["invited", "active", "read_only", "suspended", "deactivated"];

const SESSION_FIELDS: readonly PortableField[] = [
  { name: "id", type: "string" },
  {
    name: "device",
    type: "object",
    optional: true,
    fields: [
      { name: "id", type: "string" },
      { name: "managed", type: "boolean", optional: true },
      { name: "compliant", type: "boolean", optional: true },
      { name: "known", type: "boolean", optional: true },
    ],
  },
  {
    name: "network",
    type: "object",
    optional: true,
    fields: [
      { name: "ip", type: "string", optional: true },
      { name: "country", type: "string", optional: true },
      { name: "zones", type: "string", array: true, optional: true },
    ],
  },
];

/**
 * The facts of a principal that conditions may read, as fields: the left-hand paths of a `who`.
 *
 * @param attributes - the model's principal attributes
 */
export function principalFields(attributes: readonly PortableField[]): readonly PortableField[] {
  return [
    { name: "id", type: "string" },
    { name: "kind", type: "enum", values: KINDS },
    { name: "status", type: "enum", values: STATUSES },
    { name: "attributes", type: "object", fields: attributes },
  ];
}

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
