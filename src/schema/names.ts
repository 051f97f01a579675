import { MAX_NAME_LENGTH } from "./limits.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";

const NAME = /^[A-Za-z0-9_.:/-]+$/;
const DOTLESS = /^[A-Za-z0-9_:/-]+$/;

/** Names that mean something to every JavaScript object: never anybody's own. */
const RESERVED: readonly string[] = ["__proto__", "constructor", "prototype"];

/** A kind of name, and which characters it may have. */
export type NameKind = "action" | "dimension" | "field group" | "id" | "role" | "type";

/** Positional ids are `<role>.<type>#<n>`: a type without a dot keeps them distinct. */
const DOTLESS_KINDS: readonly NameKind[] = ["type", "dimension"];

/** What positional ids of rules and direct grants begin with. */
const RESERVED_ROLES: readonly string[] = ["rules", "grant"];

/** Tells a name that belongs to every JavaScript object. */
export function isReserved(name: string): boolean {
  return RESERVED.includes(name);
}

/**
 * Checks the form of a name.
 *
 * @param site - where it stands
 * @param name - the name
 * @param kind - what it names
 * @returns whether it is well-formed; an issue says why it is not
 */
export function checkName(site: Site, name: string, kind: NameKind): boolean {
  if (isReserved(name) || (kind === "role" && RESERVED_ROLES.includes(name))) {
    site.issue("reserved_name", `${quote(name)} is a reserved name and cannot name a ${kind}`);
    return false;
  }
  const dotless = DOTLESS_KINDS.includes(kind);
  if (name.length <= MAX_NAME_LENGTH && (dotless ? DOTLESS : NAME).test(name)) return true;
  const characters = `A-Z a-z 0-9 _ : / -${dotless ? "" : " and ."}`;
  site.issue("invalid_name", `${quote(name)} cannot name a ${kind}`, `1 to ${MAX_NAME_LENGTH} of ${characters}`);
  return false;
}

/** Reads a name that is a value. */
export function readName(site: Site | undefined, kind: NameKind): string | undefined {
  const name = site?.text();
  return site !== undefined && name !== undefined && checkName(site, name, kind) ? name : undefined;
}

/**
 * Checks the name of a field: any text that a dotted path can spell.
 *
 * @param site - where it stands
 * @param name - the name
 * @returns whether it is well-formed; an issue says why it is not
 */
export function checkFieldName(site: Site, name: string): boolean {
  if (isReserved(name)) {
    site.issue("reserved_name", `${quote(name)} is a reserved name and cannot name a field`);
    return false;
  }
  const spellable = name.length > 0 && name.length <= MAX_NAME_LENGTH && !name.includes(".") && !/^[$#*]/.test(name);
  if (!spellable) {
    const hint = `1 to ${MAX_NAME_LENGTH} characters, without a dot, not beginning with $, # or *`;
    site.issue("invalid_name", `${quote(name)} cannot name a field`, hint);
  }
  return spellable;
}
