import { AccessDeniedError } from "../model/errors.js";
import { quote } from "../model/quote.js";

/** To sort, group, search or filter by a field tells of its value. */
export function notQueryable(type: string, fields: readonly string[], validUntil: number | null): AccessDeniedError {
  const names = fields.map(quote).join(", ");
  return new AccessDeniedError(
    { outcome: "deny", reason: "no_grant", statements: [], errors: [], validUntil },
    `${quote(type)} cannot be sorted, grouped, searched or filtered by ${names}: not readable in full`,
  );
}
