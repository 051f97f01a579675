import type { PortableField } from "../model/portable-field.js";
import { isReserved } from "./names.js";

/** Where a dotted path leads. */
export type FieldLookup =
  | {
      readonly found: true;
      readonly field: PortableField;
      /** Whether the value may be missing or null: by itself, or because an object on the way may be. */
      readonly mayBeAbsent: boolean;
    }
  | {
      readonly found: false;
      readonly because: "unknown" | "reserved" | "array" | "opaque";
      /** The step at which the path ends. */
      readonly step: string;
      /** What the path could have been. */
      readonly candidates: () => readonly string[];
    };

/**
 * Follows a dotted path through fields. Names are compared, never looked up on an object: `__proto__` leads nowhere.
 *
 * @param fields - the fields of a record, or the facts that may be read
 * @param path - `stage`, `address.city`
 * @returns the field, or why there is none
 */
export function findField(fields: readonly PortableField[], path: string): FieldLookup {
  const steps = path.split(".");
  let siblings = fields;
  let mayBeAbsent = false;
  for (const [index, step] of steps.entries()) {
    const prefix = steps
      .slice(0, index)
      .map((before) => `${before}.`)
      .join("");
    const here = siblings;
    const lost = (because: "unknown" | "reserved" | "array" | "opaque"): FieldLookup => ({
      found: false,
      because,
      step,
      candidates: () => here.map((sibling) => prefix + sibling.name),
    });
    if (isReserved(step)) return lost("reserved");
    const field = siblings.find((sibling) => sibling.name === step);
    if (field === undefined) return lost("unknown");
    mayBeAbsent ||= field.nullable === true || field.optional === true;
    if (index === steps.length - 1) return { found: true, field, mayBeAbsent };
    if (field.array === true) return lost("array");
    if (field.type === "opaque") return lost("opaque");
    siblings = field.fields ?? [];
  }
  return { found: false, because: "unknown", step: "", candidates: () => [] };
}

/** What the values of a field are to be compared with: the type of an enum's values, or the field's own. */
export function comparableTypes(field: PortableField): ReadonlySet<string> {
  return field.type === "enum" ? new Set((field.values ?? []).map((value) => typeof value)) : new Set([field.type]);
}

/** Tells a field that holds text, or an enum with text among its values. */
export function isTextual(field: PortableField): boolean {
  return comparableTypes(field).has("string");
}
