import { own } from "../compile/own.js";
import { isPlain } from "../decide/plain.js";
import type { RequestData } from "../model/access-facts.js";
import { type InvalidRequestCode, InvalidRequestError } from "../model/errors.js";
import type { ClientAction, ClientModel } from "./model.js";
import type { Question } from "./question.js";

/** A request, checked. */
export interface ClientRequest extends Question {
  /** The fields asked for, by index; `null` for the best over all of them. */
  readonly fields: readonly number[] | null;
}

/** More fields than any type has: a longer list, which may be nothing but holes, is not worth reading. */
const MAX_FIELDS = 10_000;

/** What has a name, by that. @throws InvalidRequestError with `code` */
function named<Item>(items: ReadonlyMap<string, Item>, name: unknown, code: InvalidRequestCode): Item {
  const item = items.get(name as string);
  if (item !== undefined) return item;
  throw new InvalidRequestError(code, typeof name === "string" ? `\`${name.slice(0, 60)}\` is not defined` : "no name");
}

export function actionOf({ resources }: ClientModel, action: unknown, type: unknown): ClientAction {
  return named(named(resources, type, "unknown_type").actions, action, "unknown_action");
}

export function fieldIndexOf({ resource }: ClientAction, field: unknown): number {
  return named(resource.fieldIndex, field, "unknown_field");
}

function check(holds: boolean, code: InvalidRequestCode): asserts holds {
  if (!holds) throw new InvalidRequestError(code, "it cannot be used");
}

/** Makes sure that a record is one; what is to be created must not keep keys out of sight. */
export function assertRecord({ isCreate }: ClientAction, record: unknown): asserts record is object {
  check(typeof record === "object" && record !== null && !Array.isArray(record), "invalid_record");
  check(!isCreate || isPlain(record), "invalid_record");
}

/** Checks a request: step 1 of a decision. */
export function readRequest(model: ClientModel, data: RequestData): ClientRequest {
  const action = actionOf(model, own(data, "action"), own(data, "type"));
  const record = own(data, "record");
  const given = own(data, "changes");
  const fields = own(data, "fields") ?? [];
  const justification = own(data, "justification");
  assertRecord(action, record);
  check(given === undefined || (action.isChanging && isPlain(given)), "invalid_changes");
  check(Array.isArray(fields) && fields.length <= MAX_FIELDS, "invalid_request");
  // what is decided is what was read, even if reading again gave something else
  const changes = { ...(given as object | undefined) };
  const isEmpty = Object.keys(changes).length === 0;
  // create asks for every field given, whatever else is asked for
  const names = [...fields, ...Object.keys(changes), ...(action.isCreate ? Object.keys(record) : [])];
  const asked = [...new Set(names.map((name) => fieldIndexOf(action, name)))];
  return {
    action,
    record,
    next: action.isCreate ? record : isEmpty ? null : { ...record, ...changes },
    changes: isEmpty ? null : changes,
    justification: typeof justification === "string" ? justification : undefined,
    fields: asked.length === 0 ? null : asked.sort((left, right) => left - right),
  };
}
