/** What the engine can know of a field's value. `opaque` is readable, but no condition but `$exists` may look at it. */
export type PortableFieldType = "string" | "number" | "bigint" | "boolean" | "date" | "enum" | "object" | "opaque";

/**
 * A field as the engine sees it: the whole of what is read off a schema, and plain JSON.
 * `array` means an array of `type`; `values` belongs to `enum`, `fields` to `object`.
 */
export interface PortableField {
  readonly name: string;
  readonly type: PortableFieldType;
  readonly array?: boolean;
  /** The value may be `null`. */
  readonly nullable?: boolean;
  /** The key may be missing. A key that is not optional and yet missing was not loaded (S14). */
  readonly optional?: boolean;
  readonly values?: readonly (string | number)[];
  readonly fields?: readonly PortableField[];
}
