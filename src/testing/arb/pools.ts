import type { PortableField } from "../../model/portable-field.js";

// few values, so that records, conditions, scopes and facts meet

/** The names of the roles that a generated policy has. */
export const ROLE_NAMES = ["rep", "lead", "boss", "guest"] as const;

/** The ids of the people there are. */
export const PEOPLE = ["u1", "u2", "u3"] as const;

/** Texts: people, scope values, and what tempts an evaluator that trusts prototypes. */
export const TEXTS = ["u1", "u2", "DE", "FR", "EMEA", "north", "south", "", "constructor"] as const;

/** Values of the dimensions; `XX` is in no tree. */
export const SCOPE_VALUES = ["DE", "FR", "DACH", "EMEA", "US", "XX", "north", "south"] as const;

/** Countries and zones of networks. */
export const COUNTRIES = ["DE", "FR", "US"] as const;
export const ZONES = ["office", "vpn", "north"] as const;

/** An RFC 8176 method of each class, and some that count for nothing or for two. */
export const METHODS = ["pwd", "pin", "otp", "hwk", "sc", "fpt", "face", "mfa", "geo"] as const;

/** A Monday morning; around it the instants of records and conditions lie. */
export const BASE = Date.UTC(2026, 2, 2, 10);

/** The path of every field, also of those inside objects. */
export function pathsOf(fields: readonly PortableField[], prefix = ""): { path: string; field: PortableField }[] {
  return fields.flatMap((field) => {
    const path = `${prefix}${field.name}`;
    return [{ path, field }, ...pathsOf(field.fields ?? [], `${path}.`)];
  });
}

/** Tells a field that holds text, or an enum with text among its values. */
export function isTextual(field: PortableField): boolean {
  if (field.type === "enum") return field.values?.some((value) => typeof value === "string") ?? false;
  return field.type === "string";
}
