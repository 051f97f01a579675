import type { FieldClass, Member } from "../compile/cell.js";
import { readable } from "../compile/own.js";
import type { CompiledAction } from "../compile/resource.js";
import { isCastellanError } from "../model/errors.js";
import { isLeft } from "./attenuate.js";
import type { Party } from "./party.js";
import type { RequestDetail } from "./request-detail.js";
import { settle } from "./settle.js";
import { assertRecord, fieldIndexOf, type Standpoint } from "./standpoint.js";
import { ALLOWED, INDETERMINATE, strictest, type Verdict } from "./verdict.js";

const NO_MEMBERS: readonly Member[] = Object.freeze([]);

/** Whether the question names a field: then a field that is only shown in part does not count. */
export type Naming = "named" | "unnamed";

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
    return askAgain(error, () => askOn(at, action, readable(record, action.resource.fieldIndex.keys()), field));
  }
}

/** A record that throws while it is read is asked about once more, in a copy without what throws. */
export function askAgain(error: unknown, again: () => Verdict): Verdict {
  if (isCastellanError(error)) throw error;
  try {
    return again();
  } catch (second) {
    if (isCastellanError(second)) throw second;
    return INDETERMINATE;
  }
}

function askOn(at: Standpoint, action: CompiledAction, record: object, field: string | undefined): Verdict {
  const next = action.isCreate ? record : null;
  if (field !== undefined) return askField(at, action, fieldIndexOf(action, field), record, next, null, "named");
  if (action.isCreate) {
    const given = Object.keys(record);
    if (given.length > 0) return strictestOver(at, action, given, record, next);
  }
  return askAny(at, action, record, next, null);
}

function strictestOver(
  at: Standpoint,
  action: CompiledAction,
  fields: readonly string[],
  record: object,
  next: object | null,
): Verdict {
  let verdict: Verdict = ALLOWED;
  for (const name of fields) {
    verdict = strictest(verdict, askField(at, action, fieldIndexOf(action, name), record, next, null, "named"));
  }
  return verdict;
}

/** One field, alone. */
export function askField(
  at: Standpoint,
  action: CompiledAction,
  field: number,
  record: object,
  next: object | null,
  detail: RequestDetail | null,
  naming: Naming,
): Verdict {
  const verdict = askParty(at, at.party, action, field, record, next, detail, naming);
  if (at.human === null) return verdict;
  return strictest(verdict, askParty(at, at.human, action, field, record, next, detail, naming));
}

function askParty(
  at: Standpoint,
  party: Party,
  action: CompiledAction,
  field: number,
  record: object,
  next: object | null,
  detail: RequestDetail | null,
  naming: Naming,
): Verdict {
  const group = party.roles.cell(action).byField[field];
  if (group === undefined) return INDETERMINATE;
  return askClass(at, party, group, action, record, next, detail, naming);
}

function askClass(
  at: Standpoint,
  party: Party,
  group: FieldClass,
  action: CompiledAction,
  record: object,
  next: object | null,
  detail: RequestDetail | null,
  naming: Naming,
): Verdict {
  const left = isLeft(at.limits, action, at.party.now);
  const grants = left ? group.decisiveGrants : NO_MEMBERS;
  const masked = left && naming === "unnamed" ? group.masked : NO_MEMBERS;
  return settle(group, grants, masked, party, action, record, next, detail);
}

/** The best over all fields, each decided alone (S9). */
export function askAny(
  at: Standpoint,
  action: CompiledAction,
  record: object,
  next: object | null,
  detail: RequestDetail | null,
): Verdict {
  let best: Verdict = INDETERMINATE;
  if (at.human === null) {
    const { foremost } = at.party.roles.cell(action);
    for (let index = 0; index < foremost.length; index += 1) {
      const verdict = askClass(at, at.party, foremost[index] as FieldClass, action, record, next, detail, "unnamed");
      if (verdict === ALLOWED) return ALLOWED;
      if (verdict > best) best = verdict;
    }
    return best;
  }
  for (let field = 0; field < action.resource.fields.length; field += 1) {
    const verdict = askField(at, action, field, record, next, detail, "unnamed");
    if (verdict > best) best = verdict;
  }
  return best;
}
