import type { ModelData } from "../../model/model-data.js";
import type { PortableField } from "../../model/portable-field.js";
import type { Principal } from "../../model/principal.js";

const KINDS = ["employee", "guest", "service", "agent"];
const STATUSES = ["invited", "active", "read_only", "suspended", "deactivated"];

/** What conditions may read of a principal (S16), with the types that S15 wants. */
export function principalFields(model: ModelData): PortableField[] {
  return [
    { name: "id", type: "string" },
    { name: "kind", type: "enum", values: KINDS },
    { name: "status", type: "enum", values: STATUSES },
    { name: "attributes", type: "object", fields: model.principal.attributes },
  ];
}

/** The principal as conditions see it. Without attributes, none is loaded: what the schema requires is unknown. */
export function principalLayer(principal: Principal): object {
  const { id, kind, status, attributes = {} } = principal;
  return { id, kind, status, attributes };
}

/** What conditions may read of a session. */
export function sessionFields(): PortableField[] {
  const flag = (name: string): PortableField => ({ name, type: "boolean", optional: true });
  const text = (name: string): PortableField => ({ name, type: "string", optional: true });
  return [
    { name: "id", type: "string" },
    {
      name: "device",
      type: "object",
      optional: true,
      fields: [text("id"), flag("managed"), flag("compliant"), flag("known")],
    },
    {
      name: "network",
      type: "object",
      optional: true,
      fields: [text("ip"), text("country"), { ...text("zones"), array: true }],
    },
  ];
}
