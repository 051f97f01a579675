import type { PortableField } from "../../model/portable-field.js";

/** Objects laid over each other, the uppermost first: `[changes, record]` is `{ ...record, ...changes }`. */
export type Layers = readonly object[];

/** What stands at a path: a value, nothing (S14: known to be absent), a key that was not loaded, or something unusable. */
export type Found =
  | { readonly state: "value"; readonly value: unknown }
  | { readonly state: "absent" | "not_loaded" | "unusable" };

/** Reads a path: own properties only (S17), arrays are not flattened, and what throws while being read is unusable. */
export function readPath(layers: Layers, path: string, fields: readonly PortableField[]): Found {
  try {
    return walk(layers, path.split("."), fields);
  } catch {
    return { state: "unusable" };
  }
}

function walk(layers: Layers, keys: readonly string[], fields: readonly PortableField[]): Found {
  const [key = "", ...rest] = keys;
  const field = fields.find((candidate) => candidate.name === key);
  const holder = layers.find((layer) => Object.hasOwn(layer, key));
  const value: unknown = holder === undefined ? undefined : Reflect.get(holder, key);
  if (value === undefined) return { state: field?.optional ? "absent" : "not_loaded" };
  if (rest.length === 0 || value === null) return value === null ? { state: "absent" } : { state: "value", value };
  if (typeof value !== "object" || Array.isArray(value)) return { state: "unusable" };
  return walk([value], rest, field?.fields ?? []);
}

/** The schema's field at a dotted path. */
export function fieldAt(path: string, fields: readonly PortableField[]): PortableField | undefined {
  const [key, ...rest] = path.split(".");
  const field = fields.find((candidate) => candidate.name === key);
  return rest.length === 0 || field === undefined ? field : fieldAt(rest.join("."), field.fields ?? []);
}
