import type { PortableField, PortableFieldType } from "../model/portable-field.js";
import { MAX_FIELD_DEPTH, MAX_FIELDS } from "./limits.js";
import { readUnique } from "./name-list.js";
import { checkFieldName } from "./names.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";

const KEYS = ["name", "type", "array", "nullable", "optional", "values", "fields"];

const TYPES: ReadonlyMap<string, PortableFieldType> = new Map(
  (["string", "number", "bigint", "boolean", "date", "enum", "object", "opaque"] as const).map((type) => [type, type]),
);

/**
 * Reads a list of portable fields.
 *
 * @param site - where the list stands
 * @returns the fields with nothing in them that says nothing: `array: false` is left out
 */
export function readPortableFields(site: Site, depth = 0): readonly PortableField[] | undefined {
  if (depth > MAX_FIELD_DEPTH) return site.issue("too_deep", `fields nest at most ${MAX_FIELD_DEPTH} deep`);
  const elements = site.list("a list of fields");
  if (elements === undefined) return undefined;
  if (elements.length > MAX_FIELDS) return site.issue("too_large", `there are at most ${MAX_FIELDS} fields`);
  const fields = new Map<string, PortableField>();
  for (const element of elements) {
    const field = readField(element, depth);
    if (field === undefined) continue;
    if (fields.has(field.name)) element.issue("duplicate_field", `the field ${quote(field.name)} is defined twice`);
    fields.set(field.name, field);
  }
  // a list whose fields all have issues is not an empty one
  return fields.size === 0 && elements.length > 0 ? undefined : [...fields.values()];
}

function readField(site: Site, depth: number): PortableField | undefined {
  if (site.object(KEYS, "a field: an object with `name` and `type`") === undefined) return undefined;
  const nameSite = site.required("name");
  const name = nameSite?.text();
  const type = readFieldType(site.required("type"));
  const flags = ["array", "nullable", "optional"].filter((flag) => site.optional(flag)?.boolean() === true);
  const values = readValues(site, type);
  const fields = readInner(site, type, depth);
  if (nameSite === undefined || name === undefined || !checkFieldName(nameSite, name)) return undefined;
  if (type === undefined) return { name, type: "opaque" }; // its name is known, so that others may name it
  if (flags.includes("array") && (type === "object" || type === "opaque")) {
    return site.issue(
      "invalid_field",
      `a list of ${type} values cannot be looked into`,
      'write `type: "opaque"` alone',
    );
  }
  return {
    name,
    type,
    ...Object.fromEntries(flags.map((flag) => [flag, true])),
    ...(values === undefined ? {} : { values }),
    ...(fields === undefined ? {} : { fields }),
  };
}

function readFieldType(site: Site | undefined): PortableFieldType | undefined {
  const text = site?.text("a type");
  if (site === undefined || text === undefined) return undefined;
  const type = TYPES.get(text);
  return type ?? site.unknown("unsupported_field_type", `there is no field type ${quote(text)}`, text, TYPES.keys());
}

function readValues(site: Site, type: PortableFieldType | undefined): readonly (string | number)[] | undefined {
  const values = site.optional("values");
  if (type === "enum" && values === undefined) return site.issue("invalid_field", "an enum needs `values`");
  if (type !== "enum" && values !== undefined) return values.issue("invalid_field", "only an enum has `values`");
  if (values?.list()?.length === 0) return values.issue("empty_list", "an enum needs at least one value");
  return readUnique(values, (element) => {
    const { value } = element;
    return typeof value === "string" || typeof value === "number" ? value : element.wrongType("a text or a number");
  });
}

function readInner(site: Site, type: PortableFieldType | undefined, depth: number) {
  const inner = site.optional("fields");
  if (type === "object" && inner === undefined) return site.issue("invalid_field", "an object needs `fields`");
  if (type !== "object" && inner !== undefined) return inner.issue("invalid_field", "only an object has `fields`");
  return inner === undefined ? undefined : readPortableFields(inner, depth + 1);
}
