import type { Json, JsonObject } from "../../../model/json.js";
import { GROUP_SCHEMA, USER_SCHEMA } from "./scim-schemas.js";

/** Whether a value is a JSON object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is a JSON list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An object's member by its name, whatever its case; own members only. */
export function memberOf(object: JsonObject, name: string): Json | undefined {
  const key = keyOf(object, name);
  return key === undefined ? undefined : object[key];
}

/** How an object writes a name. */
export function keyOf(object: JsonObject, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.keys(object).find((key) => key.toLowerCase() === wanted);
}

/**
 * The values that a filter's path means: of a list each element, and of an element that is an object its `value`, unless the whole
 * elements are asked for.
 */
export function valuesAt(resource: Json, path: string, take: "values" | "whole" = "values"): readonly Json[] {
  if (!isObject(resource)) {
    // an element of a list of texts: its value is it itself
    return path.toLowerCase() === "value" ? [resource] : [];
  }
  const { holder, name } = placeOf(resource, path);
  const [attribute = "", sub] = name.split(".");
  const found = holder === undefined ? undefined : memberOf(holder, attribute);
  const list = isList(found) ? found : found === undefined ? [] : [found];
  if (sub !== undefined) return list.flatMap((one) => (isObject(one) ? (memberOf(one, sub) ?? []) : []));
  return take === "whole" ? list : list.flatMap((one) => (isObject(one) ? (memberOf(one, "value") ?? []) : [one]));
}

function placeOf(
  resource: JsonObject,
  path: string,
): { readonly holder: JsonObject | undefined; readonly name: string } {
  if (!/^urn:/i.test(path)) return { holder: resource, name: path };
  const schema = [USER_SCHEMA, GROUP_SCHEMA].find((core) => path.toLowerCase().startsWith(`${core.toLowerCase()}:`));
  if (schema !== undefined) return { holder: resource, name: path.slice(schema.length + 1) };
  const key = Object.keys(resource).find((name) => path.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  const found = key === undefined ? undefined : resource[key];
  return { holder: isObject(found) ? found : undefined, name: path.slice((key?.length ?? -1) + 1) };
}
