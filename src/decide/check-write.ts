import type { DenyReason, UnmetRequirement } from "../model/decision.js";
import { InvalidRequestError } from "../model/errors.js";
import { decide } from "./decide.js";
import { readRequest } from "./request.js";
import { actionOf, assertRecord, type Standpoint } from "./standpoint.js";

/** Which of some changes may be written. */
export interface WriteCheck {
  /** The fields that may be written, in schema order: a request for exactly these changes is allowed. */
  readonly allowed: readonly string[];
  /** The fields that may not, and why; a key that is no field is an `invalid_request`. */
  readonly refused: readonly RefusedField[];
  /** The fields that may be written once these requirements are met. */
  readonly needs: readonly ChallengedField[];
}

/** A field that may not be written. */
export interface RefusedField {
  readonly field: string;
  readonly reason: DenyReason;
}

/** A field that may be written once requirements are met. */
export interface ChallengedField {
  readonly field: string;
  readonly requirements: readonly UnmetRequirement[];
}

/**
 * Checks each change of an `update`. What may be written is decided together, since it is written together: the rest is
 * taken out and what remains is decided anew, until all that remains is allowed.
 *
 * @param changes - untrusted: keys that are no fields are refused
 */
export function checkWrite(at: Standpoint, type: string, record: object, changes: object | undefined): WriteCheck {
  const action = actionOf(at, "update", type);
  if (typeof changes !== "object" || changes === null || Array.isArray(changes)) {
    throw new InvalidRequestError("invalid_changes", "the changes are not an object");
  }
  assertRecord(action, record);
  const { fieldIndex, fields } = action.resource;
  const refused: RefusedField[] = Object.keys(changes)
    .filter((key) => !fieldIndex.has(key))
    .map((field) => ({ field, reason: "invalid_request" }));
  const needs: ChallengedField[] = [];
  let left = fields.map(({ name }) => name).filter((name) => Object.hasOwn(changes, name));
  for (let isSettled = false; !isSettled; ) {
    const proposed = pick(changes, left);
    const allowed: string[] = [];
    for (const field of left) {
      // the whole proposal is what the record would become, the field alone is what is asked for
      const request = readRequest(at, { action: "update", type, record, changes: proposed });
      const decision = decide(at, { ...request, fields: [fieldIndex.get(field) ?? -1] });
      if (decision.outcome === "allow") allowed.push(field);
      else if (decision.outcome === "challenge") needs.push({ field, requirements: decision.requirements });
      else refused.push({ field, reason: decision.reason });
    }
    isSettled = allowed.length === left.length;
    left = allowed;
  }
  return { allowed: left, refused, needs };
}

function pick(holder: object, keys: readonly string[]): object {
  return Object.fromEntries(keys.map((key) => [key, (holder as Record<string, unknown>)[key]]));
}
