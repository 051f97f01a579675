import type { ResourceData } from "../../../model/model-data.js";
import { quote } from "../../../model/quote.js";
import { textsOf } from "./names.js";
import type { Plain } from "./plain.js";
import type { Site } from "./site.js";

/**
 * What a rule says of fields: `null` for all of them, `[]` where nothing is left of it.
 */
export type Fields = readonly string[] | null;

/** Reads the fields of a rule, where it has any. @param resource - of the model, if there is one */
export function readFields(site: Site, fields: Plain, resource: ResourceData | undefined): Fields {
  if (!fields) {
    const hint = "leave the key out if every field is meant";
    if (!site.isForbid) return nothing(site.drop({ code: "no_fields", hint }));
    site.note({ code: "no_fields", hint });
    return null;
  }
  const names = textsOf(fields);
  if (names === undefined) {
    site.refuse({ code: "invalid_fields" });
    return site.isForbid ? null : [];
  }
  const all = new Set<string>();
  for (const name of names) {
    const found = fieldsOf(site, name, resource);
    // a forbid of what cannot be told forbids every field
    if (found === null) return null;
    for (const one of found) all.add(one);
  }
  return [...all];
}

/** The fields that one name means; `null` for a forbid where that cannot be told. */
function fieldsOf(site: Site, name: string, resource: ResourceData | undefined): Fields {
  const known = resource?.fields.map((field) => field.name);
  if (name.includes("*")) return matching(site, name, known);
  if (known?.includes(name)) return [name];
  if (name.includes(".")) return outerField(site, name, known);
  if (known === undefined) return [name];
  return nothing(site.drop({ code: "unknown_field", message: `the resource type has no field ${quote(name)}` }));
}

function matching(site: Site, pattern: string, known: readonly string[] | undefined): Fields {
  const hint = "list the fields, or make a field group of them";
  const prefix = pattern.replace(/\*+$/, "");
  // nothing but a beginning is read: other patterns reach inside of fields, or can be slow to match
  if (known === undefined || /[*.]/.test(prefix)) {
    site.refuse({ code: "field_wildcard", message: `the pattern ${quote(pattern)} of fields`, hint });
    return site.isForbid ? null : [];
  }
  const found = known.filter((name) => name.startsWith(prefix) && !name.includes("."));
  site.note({ code: "field_wildcard", message: `the pattern ${quote(pattern)} became a list of fields`, hint });
  return found;
}

function outerField(site: Site, name: string, known: readonly string[] | undefined): Fields {
  const [outer = ""] = name.split(".");
  const message = `${quote(name)} lies inside of ${quote(outer)}: a field is granted whole`;
  site.refuse({ code: "nested_field", message, hint: "make it a field of its own" });
  return site.isForbid && outer !== "" && known?.includes(outer) !== false ? [outer] : nothing(undefined);
}

function nothing(_: undefined): readonly string[] {
  return [];
}
