import type * as z from "zod";
import type { PortableField } from "../model/portable-field.js";
import { MAX_FIELD_DEPTH, MAX_FIELDS, MAX_SCHEMAS } from "./limits.js";
import { checkFieldName } from "./names.js";
import { Kept } from "./plain.js";
import type { Site } from "./site.js";
import { unifyTypes } from "./unify-types.js";

/** A field but for its name. */
export type FieldType = Omit<PortableField, "name">;

/** What is read along one model. */
export interface SchemaReading {
  left: number;
  readonly ancestors: Set<object>;
}

const WHAT_IS_SUPPORTED =
  "use text, number, bigint, boolean, date, enum, an array of these, or an object; or `z.unknown()` where no condition looks inside";

/** How many schemas may stand inside each other: optional, nullable, lazy and their like among them. */
const MAX_WRAPPERS = 200;

const OPAQUE: FieldType = { type: "opaque" };

/** A fresh reading: of one model. */
export function newSchemaReading(): SchemaReading {
  return { left: MAX_SCHEMAS, ancestors: new Set() };
}

/**
 * Reads the portable fields off a zod 4 object: what a value *is* once parsed, since records come from a database.
 *
 * @param site - where the schema stands
 * @param reading - shared by all schemas of one model
 * @returns the fields in the schema's order; an issue for each whose values no portable field can describe
 */
export function readZodObject(site: Site, reading: SchemaReading): readonly PortableField[] | undefined {
  const schema = site.value instanceof Kept ? site.value.value : undefined;
  if (schema === undefined || !isZodSchema(schema)) {
    const hint = 'make it with zod 4: `import * as z from "zod"`';
    return site.issue("invalid_schema", "must be a zod 4 object schema", hint);
  }
  const type = readType(schema, site, reading, 0);
  if (type === undefined) return undefined;
  if (type.type !== "object" || type.array === true) {
    return site.issue("invalid_schema", "must be an object schema: `z.object({ … })`");
  }
  return type.fields;
}

/** Tells a zod 4 schema, of whichever copy of zod. */
export function isZodSchema(value: object): value is z.core.$ZodTypes {
  try {
    if (!("_zod" in value)) return false;
    const internals: unknown = value._zod;
    return typeof internals === "object" && internals !== null && "def" in internals;
  } catch {
    return false; // a getter that throws is no schema
  }
}

/** Tells what is meant to be a schema: of any zod, or of another library that follows Standard Schema. */
export function looksLikeSchema(value: object): boolean {
  return "_zod" in value || "_def" in value || "~standard" in value;
}

function readType(schema: z.core.SomeType, site: Site, reading: SchemaReading, depth: number): FieldType | undefined {
  if (reading.left-- <= 0) {
    if (reading.left === -1) site.issue("too_large", `a model holds at most ${MAX_SCHEMAS} schemas`);
    return undefined;
  }
  if (site.issues.full) return undefined;
  // what contains itself is a tree of unknown depth: readable, and no path leads into it
  if (reading.ancestors.has(schema)) return OPAQUE;
  // a lazy schema can give a new one for ever
  if (reading.ancestors.size > MAX_WRAPPERS) return site.issue("too_deep", "the schema nests too deep");
  reading.ancestors.add(schema);
  try {
    return readKnownType(schema as z.core.$ZodTypes, site, reading, depth);
  } catch {
    return unsupported(site, "the schema throws when it is read");
  } finally {
    reading.ancestors.delete(schema);
  }
}

function readKnownType(schema: z.core.$ZodTypes, site: Site, reading: SchemaReading, depth: number) {
  const { def } = schema._zod;
  const inner = (of: z.core.SomeType): FieldType | undefined => readType(of, site, reading, depth);
  switch (def.type) {
    case "string":
    case "number":
    case "bigint":
    case "boolean":
    case "date":
      return { type: def.type } satisfies FieldType;
    case "template_literal":
      return { type: "string" } satisfies FieldType;
    case "success":
      return { type: "boolean" } satisfies FieldType;
    case "enum":
      return { type: "enum", values: enumValues(def.entries) } satisfies FieldType;
    case "literal":
      return literalType(def.values, site);
    case "nullable":
      return withKey(inner(def.innerType), "nullable");
    case "optional":
      return withKey(inner(def.innerType), "optional");
    case "default":
    case "prefault":
    case "nonoptional":
      return withoutOptional(inner(def.innerType));
    case "catch":
    case "readonly":
      return inner(def.innerType);
    case "lazy":
      return inner(def.getter());
    case "pipe":
      return typeOf(def.out) === "transform"
        ? unsupported(site, "what a transform gives is unknown", "say what it gives: `.pipe(z.number())`")
        : inner(def.out);
    case "array":
      return arrayType(inner(def.element));
    case "object":
      return objectType(def.shape, site, reading, depth);
    case "union":
      return unionType(def.options, site, inner);
    case "intersection":
      return intersectionType(inner(def.left), inner(def.right), site);
    case "unknown":
    case "any":
    case "record":
    case "tuple":
      return OPAQUE;
    case "set":
      return unsupported(site, "a set is no JSON", "use `z.array(…)`");
    case "map":
      return unsupported(site, "a map is no JSON", "use `z.record(…)`");
    default:
      return unsupported(site, `a zod type \`${def.type}\` cannot be described`);
  }
}

function typeOf(schema: z.core.SomeType): string {
  return (schema as z.core.$ZodTypes)._zod.def.type;
}

function unsupported(site: Site, message: string, hint: string = WHAT_IS_SUPPORTED): undefined {
  return site.issue("unsupported_field_type", message, hint);
}

/** A native enum of numbers also maps back from number to name; those entries are no values. */
function enumValues(entries: z.core.util.EnumLike): readonly (string | number)[] {
  const values = Object.entries(entries)
    .filter(([key]) => typeof entries[entries[key] as string] !== "number" || !/^-?\d/.test(key))
    .map(([, value]) => value);
  return [...new Set(values)];
}

function literalType(values: readonly z.core.util.Literal[], site: Site): FieldType | undefined {
  const present = values.filter((value) => value !== null && value !== undefined);
  const names = present.filter((value) => typeof value === "string" || typeof value === "number");
  const absent = {
    ...(values.includes(null) ? { nullable: true } : {}),
    ...(values.includes(undefined) ? { optional: true } : {}),
  };
  if (present.length === 0) return unsupported(site, "the value is always empty");
  if (names.length === present.length) return { type: "enum", values: [...new Set(names)], ...absent };
  if (present.every((value) => typeof value === "boolean")) return { type: "boolean", ...absent };
  if (present.every((value) => typeof value === "bigint")) return { type: "bigint", ...absent };
  return unsupported(site, "literals of several types cannot be compared");
}

function withKey(type: FieldType | undefined, key: "nullable" | "optional"): FieldType | undefined {
  return type === undefined ? undefined : { ...type, [key]: true };
}

function withoutOptional(type: FieldType | undefined): FieldType | undefined {
  if (type === undefined) return undefined;
  const { optional: _, ...rest } = type;
  return rest;
}

/** Only lists of scalars can be looked into; whether an element may be null is not told (a null one is unknown). */
function arrayType(element: FieldType | undefined): FieldType | undefined {
  if (element === undefined) return undefined;
  if (element.array === true || element.type === "object" || element.type === "opaque") return OPAQUE;
  const { nullable: _, optional: __, ...type } = element;
  return { ...type, array: true };
}

function objectType(shape: z.core.$ZodShape, site: Site, reading: SchemaReading, depth: number): FieldType | undefined {
  if (depth > MAX_FIELD_DEPTH) return site.issue("too_deep", `fields nest at most ${MAX_FIELD_DEPTH} deep`);
  const names = Object.keys(shape);
  if (names.length > MAX_FIELDS) return site.issue("too_large", `there are at most ${MAX_FIELDS} fields`);
  const fields: PortableField[] = [];
  for (const name of names) {
    const field = site.child(name, null);
    const inner = shape[name];
    if (!checkFieldName(field, name) || inner === undefined) continue;
    // one that cannot be described has its issue; its name is known, so that others may name it
    fields.push({ name, ...(readType(inner, field, reading, depth + 1) ?? OPAQUE) });
  }
  return fields.length === 0 && names.length > 0 ? undefined : { type: "object", fields };
}

function unionType(
  options: readonly z.core.SomeType[],
  site: Site,
  inner: (schema: z.core.SomeType) => FieldType | undefined,
): FieldType | undefined {
  const present = options.filter((option) => !["null", "undefined", "void"].includes(typeOf(option)));
  const absent = {
    ...(options.some((option) => typeOf(option) === "null") ? { nullable: true } : {}),
    ...(options.some((option) => typeOf(option) === "undefined") ? { optional: true } : {}),
  };
  const types: FieldType[] = [];
  for (const option of present) {
    const type = inner(option);
    if (type === undefined) return undefined;
    types.push(type);
  }
  const type = unifyTypes(types);
  if (type === undefined) return unsupported(site, "a union of several types cannot be compared");
  return { ...type, ...absent };
}

function intersectionType(left: FieldType | undefined, right: FieldType | undefined, site: Site) {
  if (left === undefined || right === undefined) return undefined;
  const isStructure = (type: FieldType): boolean => type.type === "object" || type.type === "opaque";
  return isStructure(left) && isStructure(right) ? OPAQUE : unsupported(site, "an intersection of values is unclear");
}
