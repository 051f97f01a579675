import type { CompiledAction } from "../compile/resource.js";
import { InvalidRequestError } from "../model/errors.js";
import { quote } from "../model/quote.js";
import type { Limits } from "./attenuate.js";
import type { Party } from "./party.js";
import { isPlain } from "./plain.js";

/** From where a question is asked: who acts, on whose behalf, and within which limits. */
export interface Standpoint {
  readonly party: Party;
  /** The human on whose behalf the party acts: both must be allowed (S42). */
  readonly human: Party | null;
  readonly limits: Limits | null;
}

/**
 * Finds an action by its names.
 *
 * @throws InvalidRequestError `unknown_type`, `unknown_action`
 */
export function actionOf(at: Standpoint, name: unknown, type: unknown): CompiledAction {
  const { policy } = at.party;
  const { recent } = policy;
  if (recent !== null && recent.name === name && recent.resource.type === type) return recent;
  const resource = policy.resources.get(type as string);
  if (resource === undefined) {
    throw new InvalidRequestError("unknown_type", `resource type ${quote(type)} is not defined`);
  }
  const action = resource.actions.get(name as string);
  if (action === undefined) {
    throw new InvalidRequestError("unknown_action", `action ${quote(name)} is not defined for ${quote(type)}`);
  }
  policy.recent = action;
  return action;
}

/**
 * Finds a field by its name.
 *
 * @throws InvalidRequestError `unknown_field`
 */
export function fieldIndexOf(action: CompiledAction, field: unknown): number {
  const index = action.resource.fieldIndex.get(field as string);
  if (index !== undefined) return index;
  throw new InvalidRequestError(
    "unknown_field",
    `field ${quote(field)} is not defined for ${quote(action.resource.type)}`,
  );
}

/**
 * Makes sure that a record is one. What is to be created is asked for by its own keys, and so must not keep any out of
 * sight.
 *
 * @throws InvalidRequestError `invalid_record`
 */
export function assertRecord(action: CompiledAction, record: unknown): asserts record is object {
  if (typeof record === "object" && record !== null && !isArray(record)) {
    if (!action.isCreate || isListable(record)) return;
    throw new InvalidRequestError("invalid_record", `the ${action.resource.type} to be created is not a plain object`);
  }
  const type = quote(action.resource.type);
  const what = record === undefined ? "missing; without one, ask `canSome`" : "not an object";
  throw new InvalidRequestError("invalid_record", `the record of type ${type} is ${what}`);
}

function isListable(record: object): boolean {
  try {
    return isPlain(record) && Object.keys(record).length >= 0;
  } catch {
    return false;
  }
}

/** A revoked proxy does not even say whether it is an array: then it is as little of a record as one. */
function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return true;
  }
}
