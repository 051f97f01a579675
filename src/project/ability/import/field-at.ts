import type { PortableField } from "../../../model/portable-field.js";

/** What a model knows of a path: a field, nothing since there is no model, or why there is none. */
export type FieldLookup =
  | { readonly is: "field"; readonly field: PortableField }
  | { readonly is: "anything" }
  | { readonly is: "unknown" | "inside_a_list" };

/** Names that mean something to every object, and never a field. */
const RESERVED: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Finds what a condition's path leads to. @param fields - of the resource type; `null` without a model */
export function fieldAt(fields: readonly PortableField[] | null, path: string): FieldLookup {
  const keys = path.split(".");
  if (keys.some((key) => key === "" || RESERVED.includes(key))) return { is: "unknown" };
  if (fields === null) return { is: "anything" };
  let known: readonly PortableField[] = fields;
  let field: PortableField | undefined;
  for (const key of keys) {
    if (field?.array === true) return { is: "inside_a_list" };
    field = known.find(({ name }) => name === key);
    if (field === undefined) return { is: "unknown" };
    known = field.fields ?? [];
  }
  return field === undefined ? { is: "unknown" } : { is: "field", field };
}
