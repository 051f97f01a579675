import type { CompiledAction } from "../compile/resource.js";
import { InvalidRequestError } from "../model/errors.js";
import type { Limits } from "./attenuate.js";
import type { Party } from "./party.js";

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
export function actionOf(at: Standpoint, name: string, type: string): CompiledAction {
  const resource = at.party.policy.resources.get(type);
  if (resource === undefined) {
    throw new InvalidRequestError("unknown_type", `resource type \`${String(type)}\` is not defined`);
  }
  const action = resource.actions.get(name);
  if (action === undefined) {
    throw new InvalidRequestError("unknown_action", `action \`${String(name)}\` is not defined for \`${type}\``);
  }
  return action;
}

/**
 * Finds a field by its name.
 *
 * @throws InvalidRequestError `unknown_field`
 */
export function fieldIndexOf(action: CompiledAction, field: string): number {
  const index = action.resource.fieldIndex.get(field);
  if (index !== undefined) return index;
  throw new InvalidRequestError(
    "unknown_field",
    `field \`${String(field)}\` is not defined for \`${action.resource.type}\``,
  );
}

/**
 * Makes sure that a record is one.
 *
 * @throws InvalidRequestError `invalid_record`
 */
export function assertRecord(action: CompiledAction, record: unknown): asserts record is object {
  if (typeof record === "object" && record !== null && !isArray(record)) return;
  throw new InvalidRequestError("invalid_record", `the record of type \`${action.resource.type}\` is not an object`);
}

/** A revoked proxy does not even say whether it is an array: then it is as little of a record as one. */
function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return true;
  }
}
