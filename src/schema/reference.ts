import type { ReferenceData } from "../model/condition-data.js";
import type { PortableField } from "../model/portable-field.js";
import { comparableTypes, findField } from "./field-path.js";
import { readShift } from "./numbers.js";
import { isObject, type Site } from "./site.js";
import { quote } from "./text.js";

/** What a reference is to be compared with. */
export interface WantedOperand {
  readonly field: PortableField;
  /** Whether one value is wanted, a list of them, or either. */
  readonly as: "value" | "list" | "either";
}

/** Tells an object that is meant as a reference. */
export function isReference(site: Site): boolean {
  return isObject(site.value) && site.value.has("$ref");
}

/**
 * Reads `{ $ref, plus? }`.
 *
 * @param site - where it stands
 * @param facts - everything that may be referred to; no `record` among them in a `who`
 * @param wanted - what it is compared with
 */
export function readReference(
  site: Site,
  facts: readonly PortableField[],
  wanted: WantedOperand,
): ReferenceData | undefined {
  if (site.object(["$ref", "plus"]) === undefined) return undefined;
  const here = site.required("$ref");
  const path = here?.text("a path such as `principal.id`");
  const plusSite = site.optional("plus");
  const plus = readShift(plusSite);
  if (here === undefined || path === undefined) return undefined;

  const field = findFact(here, path, facts);
  if (field === undefined) return undefined;
  if (plusSite !== undefined && (field.type !== "date" || field.array === true)) {
    return plusSite.issue("plus_without_date", `${quote(path)} is no date and cannot be shifted`);
  }
  if (!fits(field, wanted)) {
    const message = `${quote(path)} is ${describe(field)}, and ${quote(wanted.field.name)} ${demand(wanted)}`;
    return here.issue("reference_type", message);
  }
  return { $ref: path, ...(plus === undefined ? {} : { plus }) };
}

function findFact(site: Site, path: string, facts: readonly PortableField[]): PortableField | undefined {
  const lookup = findField(facts, path);
  if (lookup.found) return lookup.field;
  if (path.split(".")[0] === "record" && !facts.some((fact) => fact.name === "record")) {
    const hint = "`who` looks at the principal; conditions on the record go into `when`";
    return site.issue("record_in_who", "`who` has no record", hint);
  }
  if (lookup.because === "array") {
    return site.issue("path_through_array", `${quote(lookup.step)} in ${quote(path)} is reached through a list`);
  }
  if (lookup.because === "opaque") {
    return site.issue("opaque_path", `nothing is known of what is inside ${quote(path)}`);
  }
  return site.unknown("unknown_reference", `there is no fact ${quote(path)}`, path, lookup.candidates());
}

function fits(field: PortableField, wanted: WantedOperand): boolean {
  if (wanted.as !== "either" && (field.array === true) !== (wanted.as === "list")) return false;
  const types = comparableTypes(field);
  return [...comparableTypes(wanted.field)].some((type) => types.has(type));
}

function describe(field: PortableField): string {
  const type = field.type === "string" ? "text" : field.type;
  return field.array === true ? `a list of ${type} values` : `of type ${type}`;
}

function demand(wanted: WantedOperand): string {
  const type = [...comparableTypes(wanted.field)].map((name) => (name === "string" ? "text" : name)).join(" or ");
  return wanted.as === "list" ? `is compared with a list of ${type} values` : `is compared with ${type}`;
}
