/** The URNs of RFC 7643 and RFC 7644. */
export const USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
export const GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
export const ENTERPRISE_SCHEMA = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
export const PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
export const ERROR_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:Error";
export const LIST_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

/** How an attribute is, as far as castellan looks into it. */
export interface ScimAttribute {
  readonly name: string;
  readonly type: "string" | "boolean" | "complex";
  readonly multiValued?: boolean;
  /** Whether upper and lower case differ. Default `false`, as RFC 7643 has it. */
  readonly caseExact?: boolean;
  readonly required?: boolean;
  /** Kept by castellan, and never by who sends it. */
  readonly readOnly?: boolean;
  /** Never given back. */
  readonly writeOnly?: boolean;
}

/** The attributes of a user that RFC 7643 knows; others are kept as they come. */
export const USER_ATTRIBUTES: readonly ScimAttribute[] = [
  { name: "schemas", type: "string", multiValued: true, readOnly: true },
  { name: "id", type: "string", caseExact: true, readOnly: true },
  { name: "meta", type: "complex", readOnly: true },
  { name: "externalId", type: "string", caseExact: true },
  { name: "userName", type: "string", required: true },
  { name: "name", type: "complex" },
  { name: "displayName", type: "string" },
  { name: "nickName", type: "string" },
  { name: "profileUrl", type: "string" },
  { name: "title", type: "string" },
  { name: "userType", type: "string" },
  { name: "preferredLanguage", type: "string" },
  { name: "locale", type: "string" },
  { name: "timezone", type: "string" },
  { name: "active", type: "boolean" },
  { name: "password", type: "string", writeOnly: true },
  { name: "emails", type: "complex", multiValued: true },
  { name: "phoneNumbers", type: "complex", multiValued: true },
  { name: "ims", type: "complex", multiValued: true },
  { name: "photos", type: "complex", multiValued: true },
  { name: "addresses", type: "complex", multiValued: true },
  { name: "groups", type: "complex", multiValued: true, readOnly: true },
  { name: "entitlements", type: "complex", multiValued: true },
  { name: "roles", type: "complex", multiValued: true },
  { name: "x509Certificates", type: "complex", multiValued: true },
  { name: ENTERPRISE_SCHEMA, type: "complex" },
];

/** The attributes of a group. */
export const GROUP_ATTRIBUTES: readonly ScimAttribute[] = [
  { name: "schemas", type: "string", multiValued: true, readOnly: true },
  { name: "id", type: "string", caseExact: true, readOnly: true },
  { name: "meta", type: "complex", readOnly: true },
  { name: "externalId", type: "string", caseExact: true },
  { name: "displayName", type: "string", required: true },
  { name: "members", type: "complex", multiValued: true },
];
