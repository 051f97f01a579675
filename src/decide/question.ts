import type { Cell } from "../compile/cell.js";
import type { Held } from "../compile/held.js";
import { readable } from "../compile/own.js";
import type { CompiledAction } from "../compile/resource.js";
import { isCastellanError } from "../model/errors.js";
import { isLeft } from "./attenuate.js";
import type { Party } from "./party.js";
import { profileOf } from "./profile.js";
import { anyHolds, type Counting, settle } from "./settle.js";
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
  } catch (second) {
    if (isCastellanError(second)) throw second;
    return INDETERMINATE;
  }
}

function askOn(at: Standpoint, action: CompiledAction, record: object, field: string | undefined): Verdict {
  if (field !== undefined) return askField(at, action, fieldIndexOf(action, field), "full", record);
  if (!action.isCreate) return askAny(at, action, record);
  const given = Object.keys(record);
  if (given.length === 0) return askAny(at, action, record);
  let verdict: Verdict = ALLOWED;
  for (const name of given) {
    verdict = strictest(verdict, askField(at, action, fieldIndexOf(action, name), "full", record));
  }
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

/** Like {@link ask}, for who wants to hear yes or no alone: most questions without a field end before any class is looked at. */
export function isAllowed(at: Standpoint, action: CompiledAction, record: unknown, field: string | undefined): boolean {
  if (field !== undefined || at.human !== null || action.isCreate) return ask(at, action, record, field) === ALLOWED;
  assertRecord(action, record);
  try {
    return isAnyAllowed(at, action, record);
  } catch (error) {
    return askAgain(at, action, record, field, error) === ALLOWED;
  }
}

function isAnyAllowed(at: Standpoint, action: CompiledAction, record: object): boolean {
  const { party } = at;
  if (!anyGrantHolds(party, action, record)) return false;
  // where every limit concerns all fields, what is granted at all is settled by any field that is granted
  const { held } = party;
  for (let slot = 0; slot < held.length; slot += 1) {
    if (cellOf(held[slot] as Held, action).isMixed) return askAny(at, action, record) === ALLOWED;
  }
  return isLeft(at.limits, action, party.now) && settle(party, action, 0, "granted", record, null, null) === ALLOWED;
}

function anyGrantHolds(party: Party, action: CompiledAction, record: object): boolean {
  const { held } = party;
  for (let slot = 0; slot < held.length; slot += 1) {
    const one = held[slot] as Held;
    if (anyHolds(cellOf(one, action).anyGrants, one, party, record, null)) return true;
  }
  return false;
}

function cellOf({ role }: Held, action: CompiledAction): Cell {
  return role.cell(action);
}
