import { type InvalidRequestCode, isCastellanError } from "../model/errors.js";

/** What a body or a path can bring about. What is wrong with facts, instants or limits is the application's doing. */
const CODES: ReadonlySet<string> = new Set<InvalidRequestCode>([
  "unknown_type",
  "unknown_action",
  "unknown_field",
  "invalid_record",
  "invalid_changes",
  "invalid_request",
]);

/** Whether an error says that a question made no sense because of what somebody sent. */
export function isCallersMistake(error: unknown): boolean {
  // by its name and not its class, of which an application may have two; stores have codes of the same names
  return isCastellanError(error) && error.name === "InvalidRequestError" && CODES.has(error.code);
}
