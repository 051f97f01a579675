import type { Json, JsonObject } from "../../../model/json.js";
import { badRequest } from "./scim-error.js";
import type { ScimFilter } from "./scim-filter.js";
import { matchesScimFilter } from "./scim-filter.js";
import type { ScimOperation } from "./scim-patch.js";
import { GROUP_ATTRIBUTES, GROUP_SCHEMA } from "./scim-schemas.js";
import { canonicalNames } from "./scim-user.js";
import { isList, isObject, memberOf } from "./scim-values.js";

/** A group as castellan keeps it; who is in it is kept with each member. */
export interface ScimGroup {
  readonly id: string;
  readonly displayName: string;
  readonly externalId?: string;
}

/** A group as a client sends it. */
export interface SentGroup {
  readonly displayName: string;
  readonly externalId?: string;
  /** The ids of its members; `undefined` where nothing is said of them. */
  readonly members?: readonly string[];
}

/** What a patch does to a group. */
export interface GroupPatch {
  readonly displayName?: string;
  readonly externalId?: string;
  /** What it does to the members, in its order. */
  readonly members: readonly MemberStep[];
}

/** One step of a change of members. */
export type MemberStep =
  | { readonly kind: "add" | "remove" | "replace"; readonly ids: readonly string[] }
  | { readonly kind: "remove_matching"; readonly filter: ScimFilter };

const LONGEST_NAME = 256;
const MOST_MEMBERS = 10_000;

/**
 * Reads a group.
 *
 * @throws ScimError `invalidSyntax`, `invalidValue`
 */
export function readScimGroup(json: Json): SentGroup {
  if (!isObject(json)) throw badRequest("invalidSyntax", "a group is a JSON object");
  const { displayName, externalId, members } = canonicalNames(json, GROUP_ATTRIBUTES);
  return {
    displayName: textOf("displayName", displayName),
    ...(externalId === undefined || externalId === null ? {} : { externalId: textOf("externalId", externalId) }),
    ...(members === undefined || members === null ? {} : { members: idsOf(members) }),
  };
}

/** A group as a client sees it. */
export function writeScimGroup(
  group: ScimGroup,
  members: readonly JsonObject[] | undefined,
  location: string,
): JsonObject {
  const { id, displayName, externalId } = group;
  return {
    schemas: [GROUP_SCHEMA],
    id,
    ...(externalId === undefined ? {} : { externalId }),
    displayName,
    ...(members === undefined ? {} : { members }),
    meta: { resourceType: "Group", location },
  };
}

/**
 * What operations do to a group, without knowing its members.
 *
 * @throws ScimError `invalidValue`, `mutability`, `invalidPath`
 */
export function readGroupPatch(operations: readonly ScimOperation[]): GroupPatch {
  let patch: GroupPatch = { members: [] };
  for (const operation of operations) patch = withOperation(patch, operation);
  return patch;
}

function withOperation(patch: GroupPatch, { op, path, value }: ScimOperation): GroupPatch {
  const name = path?.schema === undefined ? path?.attribute?.toLowerCase() : undefined;
  switch (name) {
    case "displayname":
      if (op === "remove") throw badRequest("mutability", "a group has a `displayName`");
      return { ...patch, displayName: textOf("displayName", value) };
    case "externalid":
      return op === "remove" ? patch : { ...patch, externalId: textOf("externalId", value) };
    case "members":
      return { ...patch, members: [...patch.members, memberStep(op, path?.filter, value)] };
    case "id":
    case "schemas":
    case "meta":
      return patch;
    default:
      throw badRequest("invalidPath", "groups have `displayName`, `externalId` and `members`");
  }
}

function memberStep(op: ScimOperation["op"], filter: ScimFilter | undefined, value: Json | undefined): MemberStep {
  if (op !== "remove") {
    if (filter !== undefined) throw badRequest("mutability", "members are added and removed, and not changed");
    return { kind: op, ids: idsOf(value ?? []) };
  }
  if (filter !== undefined) {
    const isOne = filter.kind === "compare" && filter.operator === "eq" && filter.path.toLowerCase() === "value";
    return isOne && typeof filter.value === "string"
      ? { kind: "remove", ids: [filter.value] }
      : { kind: "remove_matching", filter };
  }
  // Entra removes members by their values, with a path that names them all
  return value === undefined || value === null ? { kind: "replace", ids: [] } : { kind: "remove", ids: idsOf(value) };
}

/** Who is in a group after a change, of those who were and those whom it names. */
export function membersAfter(before: ReadonlySet<string>, steps: readonly MemberStep[]): ReadonlySet<string> {
  const after = new Set(before);
  for (const step of steps) {
    if (step.kind === "remove_matching") {
      for (const id of [...after]) if (matchesScimFilter(step.filter, { value: id })) after.delete(id);
      continue;
    }
    if (step.kind === "replace") after.clear();
    for (const id of step.ids) {
      if (step.kind === "remove") after.delete(id);
      else after.add(id);
    }
  }
  return after;
}

function idsOf(value: Json): readonly string[] {
  const list = isList(value) ? value : [value];
  if (list.length > MOST_MEMBERS) throw badRequest("tooMany", `a request names at most ${MOST_MEMBERS} members`);
  return list.map((member) => {
    const id = isObject(member) ? memberOf(member, "value") : member;
    return textOf("members.value", id);
  });
}

function textOf(name: string, value: Json | undefined): string {
  if (typeof value === "string" && value.trim() !== "" && value.length <= LONGEST_NAME) return value;
  throw badRequest("invalidValue", `\`${name}\` is a text of 1 to ${LONGEST_NAME} characters`);
}
