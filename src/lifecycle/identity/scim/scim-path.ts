import { badRequest } from "./scim-error.js";
import { parseValueFilter, type ScimFilter } from "./scim-filter.js";
import { ENTERPRISE_SCHEMA, GROUP_SCHEMA, USER_SCHEMA } from "./scim-schemas.js";

/** Where something stands in a resource: `name.givenName`, `emails[type eq "work"].value`, `urn:…:User:department`. */
export interface ScimPath {
  /** The extension that the attribute belongs to; `undefined` for the resource itself. */
  readonly schema?: string;
  readonly attribute?: string;
  readonly filter?: ScimFilter;
  readonly sub?: string;
}

const LONGEST_PATH = 1_000;
const CORE = [USER_SCHEMA, GROUP_SCHEMA];
const NAME = /^[A-Za-z$][\w$-]{0,127}$/;
const FORBIDDEN = ["__proto__", "constructor", "prototype"];

/**
 * Reads a path of RFC 7644 (section 3.5.2).
 *
 * @throws ScimError `invalidPath`, `invalidFilter`
 */
export function parseScimPath(text: string): ScimPath {
  if (text.length > LONGEST_PATH) throw badRequest("invalidPath", `a path has at most ${LONGEST_PATH} characters`);
  const { schema, rest } = splitSchema(text.trim());
  if (rest === "") {
    if (schema === undefined) throw badRequest("invalidPath", "the path is empty");
    return { schema };
  }
  const open = rest.indexOf("[");
  const close = rest.lastIndexOf("]");
  const place = schema === undefined ? {} : { schema };
  if (open < 0) {
    const [attribute = "", sub, ...more] = rest.split(".");
    if (more.length > 0) throw badRequest("invalidPath", "a path has at most one sub-attribute");
    return { ...place, attribute: nameOf(attribute), ...(sub === undefined ? {} : { sub: nameOf(sub) }) };
  }
  const tail = rest.slice(close + 1);
  if (close < open || !(tail === "" || tail.startsWith(".")))
    throw badRequest("invalidPath", "the path cannot be read");
  return {
    ...place,
    attribute: nameOf(rest.slice(0, open)),
    filter: parseValueFilter(rest.slice(open + 1, close)),
    ...(tail === "" ? {} : { sub: nameOf(tail.slice(1)) }),
  };
}

/** Names of attributes are told apart whatever their case. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** A name that an attribute may have. */
export function nameOf(text: string): string {
  const name = text.trim();
  if (!NAME.test(name) || FORBIDDEN.includes(name))
    throw badRequest("invalidPath", "there is a name that no attribute has");
  return name;
}

/** `urn:…:2.0:User:department` is an attribute of an extension; the core schemas are the resource itself. */
function splitSchema(text: string): { readonly schema?: string; readonly rest: string } {
  if (!/^urn:/i.test(text)) return { rest: text };
  for (const known of [...CORE, ENTERPRISE_SCHEMA]) {
    if (!isSameName(text.slice(0, known.length), known)) continue;
    const after = text.slice(known.length);
    if (after !== "" && !after.startsWith(":")) continue;
    return CORE.includes(known) ? { rest: after.slice(1) } : { schema: known, rest: after.slice(1) };
  }
  // another extension: its URN ends where the version and the name of the resource do
  const other = /^(urn:[\w.:-]+:\d+\.\d+:\w+)(?::(.*))?$/i.exec(text);
  if (other?.[1] === undefined) throw badRequest("invalidPath", "the schema of the path cannot be read");
  return { schema: other[1], rest: other[2] ?? "" };
}
