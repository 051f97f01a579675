import type { Member } from "../compile/cell.js";
import type { Held } from "../compile/held.js";
import { FALSE, TRUE } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
import { inScope } from "../compile/scope.js";
import { isLeft } from "./attenuate.js";
import { stoppedBy } from "./gate.js";
import type { Party } from "./party.js";
import { checkRequirement } from "./requirements/check.js";
import { INCURABLE } from "./requirements/met.js";
import { fieldIndexOf, type Standpoint } from "./standpoint.js";

/** Stands in for a record where only what does not depend on one is asked. */
const NO_RECORD: object = Object.freeze({});

/**
 * Whether something could be allowed or challenged, for some record, or for this one and some change (S11). It may say
 * yes too often, never no too often: what is not known in advance counts as possible.
 *
 * @param record - `null` for any
 * @param field - `undefined` for any
 */
export function canSome(
  at: Standpoint,
  action: CompiledAction,
  record: object | null,
  field: string | undefined,
): boolean {
  if (!isLeft(at.limits, action, at.party.now)) return false;
  const parties = at.human === null ? [at.party] : [at.party, at.human];
  if (parties.some((party) => stoppedBy(party.gate, action) !== null)) return false;
  const fields =
    field === undefined ? action.resource.fields.map((_field, index) => index) : [fieldIndexOf(action, field)];
  const isNamed = field !== undefined;
  return fields.some((index) => parties.every((party) => isPossible(party, action, index, isNamed, record)));
}

function isPossible(
  party: Party,
  action: CompiledAction,
  field: number,
  isNamed: boolean,
  record: object | null,
): boolean {
  let isGranted = false;
  for (const held of party.held) {
    const group = held.role.cell(action).byField[field];
    if (group === undefined) return false;
    const grants = isNamed ? group.grants : [...group.grants, ...group.masked];
    isGranted ||= grants.some((grant) => mayHold(grant, held, party, record));
    if (group.forbids.some((forbid) => mustReach(forbid, held, party, record))) return false;
    const hopeless = group.requires.filter((require) => isHopeless(require, party, action, record));
    if (hopeless.some((require) => mustReach(require, held, party, record))) return false;
  }
  return isGranted;
}

function mayHold({ statement, when }: Member, { row }: Held, party: Party, record: object | null): boolean {
  if (record === null) return true;
  if (when !== null && when(record, record, party) !== TRUE) return false;
  return inScope(statement.resource.scopePaths, row, record) === TRUE;
}

/** Whether a forbid or require reaches whatever the record, or whatever the change to it. */
function mustReach({ statement, who, when, to }: Member, { row }: Held, party: Party, record: object | null): boolean {
  const { scopePaths } = statement.resource;
  if (who !== null && who(party.principal, null, party) === FALSE) return false;
  if (to !== null) return false;
  if (record === null)
    return when === null && scopePaths.every(({ dimension }) => (row[dimension.index] ?? null) === null);
  if (when !== null && when(record, record, party) === FALSE) return false;
  return inScope(scopePaths, row, record) !== FALSE;
}

/** Whether a requirement is unmet and cannot be cured. */
function isHopeless(member: Member, party: Party, action: CompiledAction, record: object | null): boolean {
  return checkRequirement(member, party, action, record ?? NO_RECORD, null) === INCURABLE;
}
