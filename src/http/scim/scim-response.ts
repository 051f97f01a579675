import { ScimError } from "../../lifecycle/identity/scim/scim-error.js";
import { ERROR_SCHEMA } from "../../lifecycle/identity/scim/scim-schemas.js";
import type { CommandRefusedError } from "../../lifecycle/refusal.js";
import { type CastellanError, isCastellanError } from "../../model/errors.js";

/** A SCIM answer. */
export function scimResponse(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: {
      ...headers,
      ...(body === undefined ? {} : { "content-type": "application/scim+json" }),
      "cache-control": "no-store",
    },
  });
}

/** What went wrong, as RFC 7644 (section 3.12) tells it. */
export function scimProblem(
  status: number,
  detail: string,
  scimType?: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  };
  return scimResponse(status, body, headers);
}

/** What an error means to a client; `undefined` for one that it is not told about. */
export function problemOfError(error: unknown): Response | undefined {
  if (!isCastellanError(error)) return undefined;
  if (error.code === "scim_error") return ofScim(error as ScimError);
  if (error.code === "command_refused") return ofRefusal(error as CommandRefusedError);
  return ofOther(error);
}

function ofScim({ status, scimType, message }: ScimError): Response {
  return scimProblem(status, message, scimType);
}

function ofRefusal({ reason, message }: CommandRefusedError): Response {
  switch (reason) {
    case "outdated":
      return scimProblem(409, "the resource is being changed by others: try again");
    case "invalid_command":
    case "end_required":
    case "sponsor_required":
    case "too_long":
      return scimProblem(400, message, "invalidValue");
    case "not_authorised":
    case "policy":
      return scimProblem(403, "this resource cannot be changed here");
    default:
      return scimProblem(409, message);
  }
}

function ofOther({ code }: CastellanError): Response | undefined {
  if (code !== "unavailable" && code !== "revision_conflict") return undefined;
  return scimProblem(503, "this cannot be done at present", undefined, { "retry-after": "1" });
}

/** There is no such resource. */
export function notFound(): ScimError {
  return new ScimError(404, undefined, "there is no such resource");
}
