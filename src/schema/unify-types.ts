import type { PortableField } from "../model/portable-field.js";

type FieldType = Omit<PortableField, "name">;

/**
 * The type that describes every option of a union.
 *
 * @param options - the options but for `null` and `undefined`
 * @returns their common type: enums add up, texts swallow enums of texts; structures of any kind are `opaque`;
 *   `undefined` for scalars of several types, since no comparison would mean the same for all of them
 */
export function unifyTypes(options: readonly FieldType[]): FieldType | undefined {
  const [first] = options;
  if (first === undefined) return undefined;
  const absent = {
    ...(options.some((option) => option.nullable) ? { nullable: true } : {}),
    ...(options.some((option) => option.optional) ? { optional: true } : {}),
  };
  if (options.length === 1) return first;
  if (options.some((option) => option.type === "opaque" || option.type === "object")) {
    return { type: "opaque", ...absent };
  }
  if (options.some((option) => option.array !== first.array)) return undefined;
  const array = first.array === true ? { array: true } : {};
  if (options.every((option) => option.type === "enum")) {
    const values = [...new Set(options.flatMap((option) => option.values ?? []))];
    return { type: "enum", values, ...array, ...absent };
  }
  const bases = new Set(options.map(baseOf));
  const [base] = bases;
  return bases.size === 1 && base !== undefined ? { type: base, ...array, ...absent } : undefined;
}

/** What an enum's values are, if they are all of one type. */
function baseOf(option: FieldType): PortableField["type"] {
  if (option.type !== "enum") return option.type;
  const kinds = new Set((option.values ?? []).map((value) => typeof value));
  if (kinds.size > 1) return "enum";
  return kinds.has("number") ? "number" : "string";
}
