import { CastellanError } from "../../../model/errors.js";

/** What RFC 7644 (section 3.12) calls what went wrong. */
export type ScimType =
  | "invalidFilter"
  | "tooMany"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue"
  | "invalidVers"
  | "sensitive";

/** A SCIM request that cannot be carried out. `code` is `scim_error`. Values of the request are in none of its words. */
export class ScimError extends CastellanError<"scim_error"> {
  override readonly name = "ScimError";
  /** The HTTP status. */
  readonly status: number;
  readonly scimType: ScimType | undefined;

  constructor(status: number, scimType: ScimType | undefined, message: string) {
    super("scim_error", message);
    this.status = status;
    this.scimType = scimType;
  }
}

/** A request that is wrong in itself. */
export function badRequest(scimType: ScimType, message: string): ScimError {
  return new ScimError(400, scimType, message);
}
