import { InvalidRequestError } from "../model/errors.js";
import { quote } from "../model/quote.js";
import { nearest } from "../schema/suggest.js";

/** The names that an object of options knows; of an object within, the names that it knows, and `null` for anything else. */
export interface KnownNames {
  readonly [name: string]: KnownNames | null;
}

/** All names of a type, so that none is forgotten here when one is added there. */
export type NamesOf<Options> = { readonly [Name in keyof Required<Options>]: KnownNames | null };

/**
 * Refuses a name that nobody knows. TypeScript says so too, but not to everybody, nor of objects that were put together
 * elsewhere; and what limits somebody must not be left out unseen, because it is misspelt.
 *
 * @param where - what the options are called; `""` for those that have no name of their own
 * @throws InvalidRequestError `invalid_request`
 */
export function assertNames(where: string, options: unknown, known: KnownNames): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new InvalidRequestError(
      "invalid_request",
      `${where === "" ? "the options are" : `\`${where}\` is`} no object`,
    );
  }
  for (const [name, value] of Object.entries(options)) {
    const path = where === "" ? name : `${where}.${name}`;
    if (!Object.hasOwn(known, name)) throw unknownName(path, name, known);
    const within = known[name];
    if (value !== undefined && within !== null && within !== undefined) assertNames(path, value, within);
  }
}

function unknownName(path: string, name: string, known: KnownNames): InvalidRequestError {
  const meant = nearest(name, Object.keys(known));
  const hint =
    meant === undefined ? `known are ${Object.keys(known).map(quote).join(", ")}` : `did you mean ${quote(meant)}?`;
  return new InvalidRequestError("invalid_request", `there is no option ${quote(path)}; ${hint}`);
}
