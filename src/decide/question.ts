import { fieldBit, WORD_BITS } from "../compile/field-bits.js";
import { readable } from "../compile/own.js";
import type { CompiledAction } from "../compile/resource.js";
import { isCastellanError } from "../model/errors.js";
import { allowedFields } from "./allowed.js";
import { isLeft } from "./attenuate.js";
import { BoundCheck } from "./bound-check.js";
import { profileOf } from "./profile.js";
import { anyOf, type RecordTest } from "./record-test.js";
import { type Counting, settle } from "./settle.js";
import { assertRecord, fieldIndexOf, type Standpoint } from "./standpoint.js";
import { ALLOWED, INDETERMINATE, strictest, type Verdict } from "./verdict.js";

/**
 * Answers one action on one record, and one field or the best over all of them.
 *
 * @param field - `undefined` to ask without a field; `create` then asks for every field given (S10)
 */
export function ask(at: Standpoint, action: CompiledAction, record: unknown, field: string | undefined): Verdict {
  assertRecord(action, record);
  try {
    return askOn(at, action, record, field);
  } catch (error) {
    return askAgain(at, action, record, field, error);
  }
}

/** A record that throws while it is read is asked about once more, in a copy without what throws. */
function askAgain(
  at: Standpoint,
  action: CompiledAction,
  record: object,
  field: string | undefined,
  error: unknown,
): Verdict {
  if (isCastellanError(error)) throw error;
  try {
    return askOn(at, action, readable(record, action.resource.fieldIndex.keys()), field);
  } catch {
    return INDETERMINATE;
  }
}

function askOn(at: Standpoint, action: CompiledAction, record: object, field: string | undefined): Verdict {
  if (field !== undefined) return askField(at, action, fieldIndexOf(action, field), "full", record);
  if (!action.isCreate) return askAny(at, action, record);
  const given = Object.keys(record).map((name) => fieldIndexOf(action, name));
  if (given.length === 0) return askAny(at, action, record);
  let verdict: Verdict = ALLOWED;
  for (const index of given) verdict = strictest(verdict, askField(at, action, index, "full", record));
  return verdict;
}

/** One field, alone: on behalf of somebody both must be allowed. */
function askField(at: Standpoint, action: CompiledAction, field: number, counting: Counting, record: object): Verdict {
  const next = action.isCreate ? record : null;
  const counted = isLeft(at.limits, action, at.party.now) ? counting : "none";
  const verdict = settle(at.party, action, field, counted, record, next, null);
  if (at.human === null) return verdict;
  return strictest(verdict, settle(at.human, action, field, counted, record, next, null));
}

/** The best over all fields, each decided alone (S9): for one party, over the classes of fields that are settled alike. */
function askAny(at: Standpoint, action: CompiledAction, record: object): Verdict {
  let best: Verdict = INDETERMINATE;
  if (at.human !== null) {
    for (let field = 0; field < action.resource.fields.length; field += 1) {
      const verdict = askField(at, action, field, "shown", record);
      if (verdict > best) best = verdict;
    }
    return best;
  }
  for (const { fields } of profileOf(at.party, action).classes) {
    const verdict = askField(at, action, fields[0] as number, "shown", record);
    if (verdict === ALLOWED) return ALLOWED;
    if (verdict > best) best = verdict;
  }
  return best;
}

/** Like {@link ask}, for who wants to hear yes or no alone. */
export function isAllowed(at: Standpoint, action: CompiledAction, record: unknown, field: string | undefined): boolean {
  assertRecord(action, record);
  try {
    return field === undefined ? isAnyAllowed(at, action, record) : isFieldAllowed(at, action, record, field);
  } catch (error) {
    return askAgain(at, action, record, field, error) === ALLOWED;
  }
}

/** {@link isAllowed}, bound to an action for many records. */
export function bindIsAllowed(at: Standpoint, action: CompiledAction): (record: object, field?: string) => boolean {
  const checks = bindChecks(at, action);
  if (checks === null) return (record, field) => isAllowed(at, action, record, field);
  const isAny = anyOf(checks.map((check) => check.any()));
  const byField = new Map<string, RecordTest>();
  const bindField = (field: string): RecordTest => {
    const index = fieldIndexOf(action, field);
    const word = Math.floor(index / WORD_BITS);
    const test = (checks[word] as BoundCheck).field(fieldBit(word, index));
    byField.set(field, test);
    return test;
  };
  return (record, field) => {
    assertRecord(action, record);
    try {
      return field === undefined ? isAny(record) : (byField.get(field) ?? bindField(field))(record);
    } catch (error) {
      return askAgain(at, action, record, field, error) === ALLOWED;
    }
  };
}

/** One for each word of field bits; `null` where nothing is gained, or where the facts throw while they are read. */
function bindChecks(at: Standpoint, action: CompiledAction): readonly BoundCheck[] | null {
  if (at.human !== null || action.isCreate) return null;
  try {
    return action.resource.allBits.map((_all, word) => new BoundCheck(at, action, word));
  } catch {
    return null;
  }
}

function isFieldAllowed(at: Standpoint, action: CompiledAction, record: object, field: string): boolean {
  const index = fieldIndexOf(action, field);
  const word = index < WORD_BITS ? 0 : Math.floor(index / WORD_BITS);
  return allowedFields(at, action, word, 1 << (index - word * WORD_BITS), "full", record) !== 0;
}

function isAnyAllowed(at: Standpoint, action: CompiledAction, record: object): boolean {
  const { words, allBits } = action.resource;
  if (action.isCreate) {
    const given = Object.keys(record).map((name) => fieldIndexOf(action, name));
    if (given.length > 0) return isEveryAllowed(at, action, record, given);
  }
  for (let word = 0; word < words; word += 1) {
    if (allowedFields(at, action, word, allBits[word] as number, "any", record) !== 0) return true;
  }
  return false;
}

function isEveryAllowed(at: Standpoint, action: CompiledAction, record: object, fields: readonly number[]): boolean {
  for (let word = 0; word < action.resource.words; word += 1) {
    const wanted = fields.reduce((bits, index) => bits | fieldBit(word, index), 0);
    if (wanted !== 0 && allowedFields(at, action, word, wanted, "full", record) !== wanted) return false;
  }
  return true;
}
