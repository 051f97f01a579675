import type { FieldClass, Member } from "../compile/cell.js";
import { FALSE, TRUE } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
import { isLeft } from "./attenuate.js";
import { stoppedBy } from "./gate.js";
import type { Party } from "./party.js";
import { checkRequirement } from "./requirements/check.js";
import { INCURABLE } from "./requirements/met.js";
import { scopeOf } from "./settle.js";
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
  return fields.some((index) =>
    parties.every((party) => {
      const group = party.roles.cell(action).byField[index];
      return group !== undefined && isPossible(group, party, action, record, field !== undefined);
    }),
  );
}

function isPossible(
  group: FieldClass,
  party: Party,
  action: CompiledAction,
  record: object | null,
  isNamed: boolean,
): boolean {
  const grants = isNamed ? group.grants : [...group.grants, ...group.masked];
  return (
    grants.some((grant) => mayHold(grant, party, record)) &&
    !group.forbids.some((forbid) => mustReach(forbid, party, record)) &&
    !group.requires.some((require) => isHopeless(require, party, action, record) && mustReach(require, party, record))
  );
}

function mayHold(grant: Member, party: Party, record: object | null): boolean {
  if (record === null) return true;
  if (grant.when !== null && grant.when(record, record, party) !== TRUE) return false;
  return scopeOf(grant, party, record) === TRUE;
}

/** Whether a forbid or require reaches whatever the record, or whatever the change to it. */
function mustReach(limit: Member, party: Party, record: object | null): boolean {
  if (limit.who !== null && limit.who(party.principal, null, party) === FALSE) return false;
  if (limit.to !== null) return false;
  if (record !== null) {
    if (limit.when !== null && limit.when(record, record, party) === FALSE) return false;
    return scopeOf(limit, party, record) !== FALSE;
  }
  return limit.when === null && isEverywhere(limit, party);
}

function isEverywhere(limit: Member, party: Party): boolean {
  const row = party.rows[limit.slot];
  const { scopePaths } = limit.statement.resource;
  return limit.slot < 0 || row === undefined || scopePaths.every(({ dimension }) => row[dimension.index] === null);
}

/** Whether a requirement is unmet and cannot be cured. */
function isHopeless(member: Member, party: Party, action: CompiledAction, record: object | null): boolean {
  return checkRequirement(member, party, action, record ?? NO_RECORD, null) === INCURABLE;
}
