import type { DenyReason, UnmetRequirement } from "../model/decision.js";
import { InvalidRequestError } from "../model/errors.js";
import { answersByField } from "./decide.js";
import type { Judgement } from "./judge.js";
import { sortRequirements } from "./order.js";
import { readRequest } from "./request.js";
import { actionOf, assertRecord, type Standpoint } from "./standpoint.js";
import { ALLOWED, CHALLENGED, INDETERMINATE, reasonOf } from "./verdict.js";

const NO_ANSWER: Judgement = { verdict: INDETERMINATE, statements: [], requirements: [] };

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
 * Checks each change of an `update`.
 *
 * @param changes - untrusted: keys that are no fields are refused
 */
export function checkWrite(at: Standpoint, type: string, record: object, changes: object | undefined): WriteCheck {
  const action = actionOf(at, "update", type);
  if (typeof changes !== "object" || changes === null || Array.isArray(changes)) {
    throw new InvalidRequestError("invalid_changes", "the changes are not an object");
  }
  assertRecord(action, record);
  return checkChanges(action.resource.fieldIndex, changes, (some) =>
    answersByField(at, readRequest(at, { action: "update", type, record, changes: some })),
  );
}

/**
 * What may be written is decided together, since it is written together: the rest is taken out and what remains is decided
 * anew, until all that remains is allowed.
 *
 * @param fieldIndex - the fields that there are
 * @param answersTo - the answers to a request for some of the changes, in the order of the fields
 */
export function checkChanges(
  fieldIndex: ReadonlyMap<string, number>,
  changes: object,
  answersTo: (changes: object) => readonly Judgement[],
): WriteCheck {
  const refused: RefusedField[] = Object.keys(changes)
    .filter((key) => !fieldIndex.has(key))
    .map((field) => ({ field, reason: "invalid_request" }));
  const needs: ChallengedField[] = [];
  let left = [...fieldIndex.keys()].filter((name) => Object.hasOwn(changes, name));
  while (left.length > 0) {
    // what is left is what the record would become; each field of it is asked for alone
    const answers = answersTo(pick(changes, left));
    const allowed: string[] = [];
    left.forEach((field, index) => {
      const { verdict, requirements } = answers[index] ?? NO_ANSWER;
      if (verdict === ALLOWED) allowed.push(field);
      else if (verdict === CHALLENGED) needs.push({ field, requirements: sortRequirements(requirements) });
      else refused.push({ field, reason: reasonOf(verdict) });
    });
    if (allowed.length === left.length) break;
    left = allowed;
  }
  return { allowed: left, refused, needs };
}

function pick(holder: object, keys: readonly string[]): object {
  return Object.fromEntries(keys.map((key) => [key, (holder as Record<string, unknown>)[key]]));
}
