import { own } from "../compile/own.js";
import type { CompiledAction } from "../compile/resource.js";
import type { RequestData } from "../model/access-facts.js";
import { InvalidRequestError } from "../model/errors.js";
import { quote } from "../model/quote.js";
import { isPlain } from "./plain.js";
import type { RequestDetail } from "./request-detail.js";
import { actionOf, assertRecord, fieldIndexOf, type Standpoint } from "./standpoint.js";

/** More fields than any type has: a longer list, which may be nothing but holes, is not worth reading. */
const MAX_FIELDS = 10_000;

/** A request, checked: step 1 of a decision. */
export interface Request {
  readonly action: CompiledAction;
  readonly record: object;
  /** The record as it would become; `null` where that is not said. */
  readonly next: object | null;
  readonly detail: RequestDetail;
  /** The fields asked for, by index; `null` for the best over all of them. */
  readonly fields: readonly number[] | null;
}

/**
 * Checks a request (step 1).
 *
 * @throws InvalidRequestError for unknown names, a record or changes that are no objects, and unusable parts
 */
export function readRequest(at: Standpoint, data: RequestData): Request {
  const action = actionOf(at, own(data, "action"), own(data, "type"));
  const record = own(data, "record");
  assertRecord(action, record);
  const changes = readChanges(action, own(data, "changes"));
  const isEmpty = changes === null || Object.keys(changes).length === 0;
  const names = [...fieldNames(own(data, "fields")), ...(changes === null ? [] : Object.keys(changes))];
  // create asks for every field given, whatever else is asked for
  if (action.isCreate) names.push(...Object.keys(record));
  const fields = [...new Set(names)].map((name) => fieldIndexOf(action, name));
  const justification = own(data, "justification");
  return {
    action,
    record,
    next: action.isCreate ? record : isEmpty ? null : { ...record, ...changes },
    detail: {
      changes: isEmpty ? null : changes,
      justification: typeof justification === "string" ? justification : undefined,
    },
    fields: fields.length === 0 ? null : fields.sort((left, right) => left - right),
  };
}

/** The changes as they are now: what is decided is what was read, even if reading again gave something else. */
function readChanges(action: CompiledAction, changes: unknown): object | null {
  if (changes === undefined) return null;
  if (!action.isChanging) {
    const message = `action ${quote(action.name)} of ${quote(action.resource.type)} takes no changes`;
    throw new InvalidRequestError("invalid_changes", message);
  }
  if (!isPlain(changes)) throw new InvalidRequestError("invalid_changes", "the changes are not a plain object");
  return { ...changes };
}

function fieldNames(fields: unknown): readonly string[] {
  if (fields === undefined) return [];
  if (Array.isArray(fields) && fields.length <= MAX_FIELDS) return fields;
  throw new InvalidRequestError("invalid_request", `\`fields\` is not a list of at most ${MAX_FIELDS}`);
}
