import { InvalidRequestError } from "../../model/errors.js";
import { quote } from "../../model/quote.js";
import { nearest } from "../../schema/suggest.js";
import type { SqlDialectName } from "./sql-dialect.js";
import { sqlDialect } from "./sql-dialects.js";

/** Which tables, in which kind of database. */
export interface SqlLocation {
  readonly dialect: SqlDialectName;
  /**
   * What the names of the tables begin with. Default `castellan_`. A letter or `_`, then letters, digits or `_`; at most 32
   * characters.
   */
  readonly prefix?: string;
  /** The schema that they are in, or for MySQL the database; it has to exist. Default: where the connection is. */
  readonly schema?: string;
}

/** The names of the tables, quoted and with their schema, so that they can stand in a statement as they are. */
export interface SqlTables {
  readonly schema: string;
  readonly tenant: string;
  readonly principal: string;
  readonly role: string;
  readonly event: string;
  readonly concern: string;
}

/**
 * Names the tables.
 *
 * @throws InvalidRequestError `invalid_request` for an option or a dialect that there is not, a prefix or schema that is no plain name
 */
export function sqlTables(location: SqlLocation): SqlTables {
  checkOptions(location);
  const table = (name: string) => {
    const schema = location.schema === undefined ? "" : `${quoted(location, location.schema, "schema")}.`;
    return `${schema}${quoted(location, `${prefixOf(location)}${name}`, "prefix")}`;
  };
  return {
    schema: table("schema"),
    tenant: table("tenant"),
    principal: table("principal"),
    role: table("principal_role"),
    event: table("event"),
    concern: table("event_principal"),
  };
}

/** All that `migrate` and `sqlStore` know: tables must not be made elsewhere because of a misspelt `schema`. */
const OPTIONS = ["db", "dialect", "prefix", "schema", "notifications", "pollMs"];

function checkOptions(location: SqlLocation): void {
  const stranger = Object.keys(location).find((name) => !OPTIONS.includes(name));
  if (stranger === undefined) return;
  const meant = nearest(stranger, OPTIONS);
  const hint = meant === undefined ? `known are ${OPTIONS.map(quote).join(", ")}` : `did you mean ${quote(meant)}?`;
  throw new InvalidRequestError("invalid_request", `there is no option ${quote(stranger)}; ${hint}`);
}

/** The prefix, checked. */
export function prefixOf({ prefix = "castellan_" }: SqlLocation): string {
  checkName(prefix, "prefix", 32);
  return prefix;
}

/** A name in the dialect's quotes. What is not a plain name is refused, so that nothing ever has to be escaped. */
export function quoted({ dialect }: SqlLocation, name: string, what: string): string {
  checkName(name, what, 63);
  const mark = sqlDialect(dialect).quote;
  return `${mark}${name}${mark}`;
}

function checkName(name: string, what: string, longest: number): void {
  if (typeof name === "string" && name.length <= longest && /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
  throw new InvalidRequestError(
    "invalid_request",
    `the ${what} ${quote(name)} is not a plain name; use up to ${longest} letters, digits and \`_\`, not beginning with a digit`,
  );
}
