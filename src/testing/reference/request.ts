import type { RequestData } from "../../model/access-facts.js";
import { InvalidRequestError } from "../../model/errors.js";
import type { ModelData, ResourceData } from "../../model/model-data.js";
import { isChanging } from "./fields.js";
import type { Layers } from "./path.js";

/** A well-formed request. */
export interface Question {
  readonly action: string;
  readonly type: string;
  readonly resource: ResourceData;
  /** The record as it stands; for `create`, as proposed. */
  readonly before: Layers;
  /** The record as it would become, or `undefined` if that is not known. For other actions it stays as it is. */
  readonly after: Layers | undefined;
  /** What is to be written: the changes, or the whole new record. */
  readonly written: object;
  /** The fields asked for; none asks without a field. */
  readonly fields: readonly string[];
  readonly justification: unknown;
}

/** Step 1: throws for what is no question at all. */
export function readRequest(request: RequestData, model: ModelData): Question {
  const { action, type, record, changes, fields = [], justification } = request;
  if (!Object.hasOwn(model.resources, type)) throw new InvalidRequestError("unknown_type", "no such type");
  const resource = model.resources[type] as ResourceData;
  if (!resource.actions.includes(action)) throw new InvalidRequestError("unknown_action", "no such action");
  // what is to be written must be plain, so that what is decided is what is stored
  if (action === "create" ? !isPlain(record) : !isObject(record)) {
    throw new InvalidRequestError("invalid_record", "the record is no object");
  }
  const changing = isChanging(action, resource);
  if (changes !== undefined && (!changing || !isPlain(changes))) {
    throw new InvalidRequestError("invalid_changes", "changes belong to a changing action, as an object");
  }
  const written: object = action === "create" ? record : (changes ?? {});
  const asked = [...new Set([...Object.keys(written), ...fields])];
  for (const field of asked) {
    if (!resource.fields.some(({ name }) => name === field))
      throw new InvalidRequestError("unknown_field", "no such field");
  }
  // empty changes ask as without changes: what would become of the record is not known
  const isKnown = !changing || Object.keys(written).length > 0;
  const after = changing ? [written, record] : [record];
  return {
    action,
    type,
    resource,
    before: [record],
    after: isKnown ? after : undefined,
    written,
    fields: asked,
    justification,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object that is nothing but its own keys and values. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
