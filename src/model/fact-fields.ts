import type { PortableField } from "./portable-field.js";
import type { PrincipalKind, PrincipalStatus } from "./principal.js";

const KINDS: readonly PrincipalKind[] = ["employee", "guest", "service", "agent"];
const STATUSES: readonly PrincipalStatus[] = ["invited", "active", "read_only", "suspended", "deactivated"];

/**
 * The facts of a principal that conditions may read, as fields.
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

/** The facts of a session that conditions may read, as fields. */
export const SESSION_FIELDS: readonly PortableField[] = [
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
