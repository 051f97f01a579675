import { CastellanError } from "../../model/errors.js";

/** The authentication schemes whose challenges know `error` (RFC 6750, RFC 9449). */
export type ChallengeScheme = "Bearer" | "DPoP";

/** What may stand between the quotes of RFC 6750, section 3: no quote, no backslash, no line break. */
const QUOTABLE = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

/** Settings that make no header. `code` is `invalid_challenge_options`. */
export class InvalidChallengeOptionsError extends CastellanError<"invalid_challenge_options"> {
  override readonly name = "InvalidChallengeOptionsError";
  constructor(parameter: string) {
    super("invalid_challenge_options", `\`${parameter}\` is to be ASCII without quotes, backslashes and line breaks`);
  }
}

/**
 * The value of a `WWW-Authenticate` header.
 *
 * @param parameters - in their order; what is undefined is left out
 * @throws InvalidChallengeOptionsError for a value that would end its quotes, or the header
 * @example
 * wwwAuthenticate("Bearer", { error: "invalid_token", realm: undefined }) // => 'Bearer error="invalid_token"'
 */
export function wwwAuthenticate(
  scheme: ChallengeScheme,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const parts = Object.entries(parameters).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (!QUOTABLE.test(value)) throw new InvalidChallengeOptionsError(name);
    return [`${name}="${value}"`];
  });
  return `${scheme} ${parts.join(", ")}`;
}

/** @throws InvalidChallengeOptionsError for a value that is empty, or would be taken for several */
export function checkAcrValue(value: string): void {
  if (value === "" || value.includes(" ") || !QUOTABLE.test(value))
    throw new InvalidChallengeOptionsError("acr_values");
}
