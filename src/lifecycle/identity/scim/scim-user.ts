import type { Json, JsonObject } from "../../../model/json.js";
import type { PrincipalState } from "../../../model/principal-state.js";
import { badRequest } from "./scim-error.js";
import { isSameName, nameOf } from "./scim-path.js";
import { ENTERPRISE_SCHEMA, type ScimAttribute, USER_ATTRIBUTES, USER_SCHEMA } from "./scim-schemas.js";
import { isList, isObject } from "./scim-values.js";

/** A user as a client sends it, in the names of RFC 7643: what castellan keeps, and the rest as it came. */
export interface ScimUser {
  readonly userName: string;
  readonly externalId?: string;
  readonly active?: boolean;
  /** Everything else that is not the server's own, nor a password. */
  readonly profile: JsonObject;
}

const LONGEST_NAME = 256;
const LONGEST_TEXT = 1_024;

/**
 * Reads a user: the names of attributes in whatever case, `active` also as a text (as Entra sends it). What only the server sets is
 * passed over, and a password is thrown away at once.
 *
 * @throws ScimError `invalidSyntax`, `invalidValue`, `invalidPath`
 */
export function readScimUser(json: Json): ScimUser {
  if (!isObject(json)) throw badRequest("invalidSyntax", "a user is a JSON object");
  const values = new Map<string, Json>();
  for (const [key, value] of Object.entries(canonicalNames(json, USER_ATTRIBUTES))) {
    const attribute = USER_ATTRIBUTES.find(({ name }) => name === key);
    if (attribute?.readOnly === true || attribute?.writeOnly === true || isUnassigned(value)) continue;
    checkType(key, value, attribute);
    values.set(key, value);
  }
  const { userName, externalId, active, ...profile } = Object.fromEntries(values);
  return {
    userName: textOf("userName", userName, LONGEST_NAME),
    ...(externalId === undefined ? {} : { externalId: textOf("externalId", externalId, LONGEST_NAME) }),
    ...(active === undefined ? {} : { active: flagOf(active) }),
    profile,
  };
}

/** A user as a client sees it. */
export function writeScimUser(state: PrincipalState, groups: readonly JsonObject[], location: string): JsonObject {
  const { identity = {}, principal } = state;
  const extensions = Object.keys(identity.profile ?? {}).filter((name) => /^urn:/i.test(name));
  return {
    schemas: [USER_SCHEMA, ...extensions],
    id: principal.id,
    ...(identity.externalId === undefined ? {} : { externalId: identity.externalId }),
    ...(identity.userName === undefined ? {} : { userName: identity.userName }),
    ...identity.profile,
    active: identity.active !== false && principal.status !== "deactivated",
    groups,
    meta: { resourceType: "User", location, version: versionOf(state) },
  };
}

/** A user as it was last said, without what only the server knows: what a patch is applied to, and a mapping reads. */
export function writtenBy(user: ScimUser): JsonObject {
  const { userName, externalId, active, profile } = user;
  return {
    ...profile,
    userName,
    ...(externalId === undefined ? {} : { externalId }),
    ...(active === undefined ? {} : { active }),
  };
}

/** A user as it was last said by the provider. */
export function saidUser({ identity = {} }: PrincipalState): ScimUser {
  const { userName = "", externalId, active, profile = {} } = identity;
  return {
    userName,
    ...(externalId === undefined ? {} : { externalId }),
    ...(active === undefined ? {} : { active }),
    profile,
  };
}

/** The version of what is kept on a user: a weak entity tag that changes with everything that is heard of them. */
export function versionOf({ identity, principal }: PrincipalState): string {
  return `W/"${identity?.saidAt ?? 0}-${principal.status}"`;
}

/**
 * The names of attributes as RFC 7643 writes them.
 *
 * @throws ScimError `invalidSyntax` for one that stands there twice, `invalidPath` for one that no attribute has
 */
export function canonicalNames(json: JsonObject, attributes: readonly ScimAttribute[]): JsonObject {
  const values = new Map<string, Json>();
  for (const [key, value] of Object.entries(json)) {
    const known = attributes.find(({ name }) => isSameName(name, key))?.name;
    const name = known ?? (/^urn:[\w.:-]{1,200}$/i.test(key) ? key : nameOf(key));
    const twice = [...values.keys()].some((other) => isSameName(other, name));
    if (twice) throw badRequest("invalidSyntax", "an attribute stands in the resource twice");
    values.set(name, value);
  }
  return Object.fromEntries(values);
}

function checkType(key: string, value: Json, attribute: ScimAttribute | undefined): void {
  if (/^urn:/i.test(key) && !isObject(value)) throw badRequest("invalidValue", "an extension is an object");
  if (attribute === undefined || attribute.type === "boolean" || attribute.name === ENTERPRISE_SCHEMA) return;
  const isFine =
    attribute.multiValued === true
      ? isList(value)
      : attribute.type === "complex"
        ? isObject(value)
        : typeof value === "string";
  if (!isFine) throw badRequest("invalidValue", `\`${attribute.name}\` is of another type`);
}

function textOf(name: string, value: Json | undefined, longest: number): string {
  if (typeof value === "string" && value.trim() !== "" && value.length <= longest) return value;
  throw badRequest("invalidValue", `\`${name}\` is a text of 1 to ${longest} characters`);
}

function flagOf(value: Json): boolean {
  const flag = typeof value === "string" && value.length <= LONGEST_TEXT ? value.toLowerCase() : value;
  if (flag === true || flag === "true") return true;
  if (flag === false || flag === "false") return false;
  throw badRequest("invalidValue", "`active` is true or false");
}

/** What RFC 7643 (section 2.5) takes for not there. */
function isUnassigned(value: Json): boolean {
  return value === null || (isList(value) && value.length === 0);
}
