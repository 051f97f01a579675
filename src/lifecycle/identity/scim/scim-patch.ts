import type { Json, JsonObject } from "../../../model/json.js";
import { sortedText } from "../stable-id.js";
import { badRequest } from "./scim-error.js";
import { matchesScimFilter, type ScimFilter } from "./scim-filter.js";
import { isSameName, parseScimPath, type ScimPath } from "./scim-path.js";
import { PATCH_SCHEMA, type ScimAttribute } from "./scim-schemas.js";
import { isList, isObject, keyOf, memberOf } from "./scim-values.js";

/** One operation of a patch, read. */
export interface ScimOperation {
  readonly op: "add" | "replace" | "remove";
  /** `undefined`: the resource itself. */
  readonly path?: ScimPath;
  readonly value?: Json;
}

const MOST_OPERATIONS = 200;

/**
 * Reads the operations of a patch (RFC 7644, section 3.5.2); those without a path are taken apart, one for each attribute.
 *
 * @throws ScimError `invalidSyntax`, `invalidPath`, `invalidFilter`, `invalidValue`, `noTarget`
 */
export function readScimOperations(body: Json): readonly ScimOperation[] {
  if (!isObject(body)) throw badRequest("invalidSyntax", "a patch is a JSON object");
  const schemas = memberOf(body, "schemas");
  const isPatch = isList(schemas) && schemas.some((one) => typeof one === "string" && isSameName(one, PATCH_SCHEMA));
  if (!isPatch) throw badRequest("invalidSyntax", "the schema of the body is not that of a patch");
  const list = memberOf(body, "Operations");
  if (!isList(list) || list.length === 0 || list.length > MOST_OPERATIONS) {
    throw badRequest("invalidSyntax", `a patch has 1 to ${MOST_OPERATIONS} operations`);
  }
  return list.flatMap(readOperation);
}

function readOperation(json: Json): readonly ScimOperation[] {
  if (!isObject(json)) throw badRequest("invalidSyntax", "an operation is a JSON object");
  const name = memberOf(json, "op");
  const op = ["add", "replace", "remove"].find((known) => typeof name === "string" && isSameName(name, known));
  if (op === undefined) throw badRequest("invalidSyntax", "an operation is `add`, `replace` or `remove`");
  const [path, value] = [memberOf(json, "path"), memberOf(json, "value")];
  const kind = op as ScimOperation["op"];
  if (kind !== "remove" && value === undefined) throw badRequest("invalidValue", "the operation has no value");
  if (path !== undefined && path !== null) {
    if (typeof path !== "string") throw badRequest("invalidPath", "a path is a text");
    return [{ op: kind, path: parseScimPath(path), ...(value === undefined ? {} : { value }) }];
  }
  if (kind === "remove") throw badRequest("noTarget", "what is removed needs a path");
  if (!isObject(value)) throw badRequest("invalidValue", "without a path the value is an object");
  // names may be paths themselves: `name.givenName`, `urn:…:User:department`, `emails[type eq "work"].value`
  return Object.entries(value).map(([key, member]) => ({ op: kind, path: parseScimPath(key), value: member }));
}

/**
 * Applies operations to a resource, in their order.
 *
 * @throws ScimError `mutability` for what only the server sets, `noTarget` where a filter finds nothing to replace, `invalidValue`
 */
export function applyScimOperations(
  resource: JsonObject,
  operations: readonly ScimOperation[],
  attributes: readonly ScimAttribute[],
): JsonObject {
  return operations.reduce((before, operation) => applyOne(before, operation, attributes), resource);
}

function applyOne(resource: JsonObject, operation: ScimOperation, attributes: readonly ScimAttribute[]): JsonObject {
  const { op, path, value } = operation;
  if (path === undefined) return resource;
  const { schema } = path;
  if (schema === undefined) return applyAt(resource, operation, path, attributes);
  const key = keyOf(resource, schema) ?? schema;
  const found = resource[key];
  const extension = isObject(found) ? found : {};
  if (path.attribute !== undefined) {
    return withMember(resource, key, applyAt(extension, operation, path, []));
  }
  if (op === "remove") return withMember(resource, key, null);
  if (!isObject(value)) throw badRequest("invalidValue", "an extension is an object");
  return withMember(resource, key, op === "add" ? { ...extension, ...value } : value);
}

function applyAt(
  holder: JsonObject,
  { op, value = null }: ScimOperation,
  { attribute = "", filter, sub }: ScimPath,
  attributes: readonly ScimAttribute[],
): JsonObject {
  const known = attributes.find(({ name }) => isSameName(name, attribute));
  // clients send the id along with what they replace; it names the resource, and changes nothing
  if (known?.readOnly === true) {
    if (known.name === "id" || known.name === "schemas" || known.name === "meta") return holder;
    throw badRequest("mutability", `\`${known.name}\` is set by the server`);
  }
  const key = keyOf(holder, attribute) ?? known?.name ?? attribute;
  const before = Object.hasOwn(holder, key) ? (holder[key] ?? null) : null;
  if (filter !== undefined) return withMember(holder, key, inMatching(op, before, filter, sub, value));
  if (sub !== undefined) return withMember(holder, key, inSub(op, before, sub, value));
  if (op === "remove") return withMember(holder, key, isList(before) && isList(value) ? without(before, value) : null);
  const isMulti = known?.multiValued === true || isList(before);
  if (!isMulti)
    return withMember(
      holder,
      key,
      op === "add" && isObject(before) && isObject(value) ? { ...before, ...value } : value,
    );
  const values = isList(value) ? value : [value];
  return withMember(holder, key, op === "add" ? joined(isList(before) ? before : [], values) : values);
}

/** In the elements of a list that match; an `add` makes one that does, where there is none. */
function inMatching(
  op: ScimOperation["op"],
  before: Json,
  filter: ScimFilter,
  sub: string | undefined,
  value: Json,
): Json {
  const list = isList(before) ? before : [];
  const isMatch = (element: Json) => matchesScimFilter(filter, element);
  if (op === "remove" && sub === undefined) return list.filter((element) => !isMatch(element));
  if (!list.some(isMatch)) {
    if (op === "remove") return before;
    const made = op === "add" ? elementFor(filter) : undefined;
    if (made === undefined) throw badRequest("noTarget", "nothing matches the filter of the path");
    return [...list, changed(made, op, sub, value)];
  }
  return list.map((element) => (isMatch(element) && isObject(element) ? changed(element, op, sub, value) : element));
}

function changed(element: JsonObject, op: ScimOperation["op"], sub: string | undefined, value: Json): JsonObject {
  if (sub !== undefined) return withMember(element, keyOf(element, sub) ?? sub, op === "remove" ? null : value);
  if (!isObject(value)) throw badRequest("invalidValue", "an element of the list is an object");
  return op === "add" ? { ...element, ...value } : value;
}

/** An element that matches `type eq "work"`: what Entra means by adding to one that there is not. */
function elementFor(filter: ScimFilter): JsonObject | undefined {
  if (filter.kind !== "compare" || filter.operator !== "eq" || filter.path.includes(".")) return undefined;
  return { [filter.path]: filter.value };
}

/** In a complex attribute; of a list in every element. */
function inSub(op: ScimOperation["op"], before: Json, sub: string, value: Json): Json {
  const next = op === "remove" ? null : value;
  if (isList(before)) return before.map((one) => (isObject(one) ? withMember(one, keyOf(one, sub) ?? sub, next) : one));
  const holder = isObject(before) ? before : {};
  return withMember(holder, keyOf(holder, sub) ?? sub, next);
}

/** Entra removes members by their values, with a path that names them all. */
function without(before: readonly Json[], values: readonly Json[]): readonly Json[] {
  const gone = new Set(values.map(identityOf));
  return before.filter((element) => !gone.has(identityOf(element)));
}

function joined(before: readonly Json[], values: readonly Json[]): readonly Json[] {
  const known = new Set(before.map(sortedText));
  return [...before, ...values.filter((value) => !known.has(sortedText(value)))];
}

function identityOf(element: Json): string {
  const value = isObject(element) ? memberOf(element, "value") : element;
  return sortedText(value ?? element);
}

function withMember(holder: JsonObject, key: string, value: Json): JsonObject {
  const { [key]: _, ...rest } = holder;
  const isGone = value === null || (isObject(value) && Object.keys(value).length === 0);
  return isGone ? rest : { ...rest, [key]: value };
}
