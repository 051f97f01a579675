import {
  GROUP_ATTRIBUTES,
  GROUP_SCHEMA,
  type ScimAttribute,
  USER_ATTRIBUTES,
  USER_SCHEMA,
} from "../../lifecycle/identity/scim/scim-schemas.js";
import type { JsonObject } from "../../model/json.js";

/** What a client may ask of this server (RFC 7643, section 5). */
export function serviceProviderConfig(base: string, maxResults: number): JsonObject {
  return {
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      { type: "oauthbearertoken", name: "Bearer token", description: "A bearer token of this tenant", primary: true },
    ],
    meta: { resourceType: "ServiceProviderConfig", location: `${base}/ServiceProviderConfig` },
  };
}

/** The kinds of resources (RFC 7643, section 6). */
export function resourceTypes(base: string): readonly JsonObject[] {
  const type = (name: string, endpoint: string, schema: string): JsonObject => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"],
    id: name,
    name,
    endpoint,
    schema,
    meta: { resourceType: "ResourceType", location: `${base}/ResourceTypes/${name}` },
  });
  return [type("User", "/Users", USER_SCHEMA), type("Group", "/Groups", GROUP_SCHEMA)];
}

/** The attributes of resources (RFC 7643, section 7), as far as castellan looks into them. */
export function schemas(base: string): readonly JsonObject[] {
  const schema = (id: string, name: string, attributes: readonly ScimAttribute[]): JsonObject => ({
    schemas: ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
    id,
    name,
    attributes: attributes.filter((attribute) => !attribute.name.startsWith("urn:")).map(described),
    meta: { resourceType: "Schema", location: `${base}/Schemas/${id}` },
  });
  return [schema(USER_SCHEMA, "User", USER_ATTRIBUTES), schema(GROUP_SCHEMA, "Group", GROUP_ATTRIBUTES)];
}

function described(attribute: ScimAttribute): JsonObject {
  const { name, type, multiValued = false, caseExact = false, required = false, readOnly, writeOnly } = attribute;
  const isUnique = name === "userName" || name === "id";
  return {
    name,
    type,
    multiValued,
    required,
    caseExact,
    mutability: readOnly === true ? "readOnly" : writeOnly === true ? "writeOnly" : "readWrite",
    returned: writeOnly === true ? "never" : name === "id" ? "always" : "default",
    uniqueness: isUnique ? "server" : "none",
  };
}
