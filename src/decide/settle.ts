import type { FieldClass, Member } from "../compile/cell.js";
import { FALSE, type Kleene, TRUE, UNKNOWN } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
import { inScope } from "../compile/scope.js";
import { stoppedBy } from "./gate.js";
import type { Party } from "./party.js";
import type { RequestDetail } from "./request-detail.js";
import { checkRequirement } from "./requirements/check.js";
import { INCURABLE, MET } from "./requirements/met.js";
import { ALLOWED, CHALLENGED, FORBIDDEN, NO_GRANT, UNMET, type Verdict } from "./verdict.js";

/**
 * Settles one request for the fields of a class: the steps of a decision in their order (section 3 of the semantics).
 * This is the hot path: it allocates nothing.
 *
 * @param grants - the allows that count
 * @param masked - the masked allows that count as well
 * @param record - as it stands; for `create` as proposed
 * @param next - as it would become; `null` where that is not said; for `create` the same as `record`
 */
export function settle(
  group: FieldClass,
  grants: readonly Member[],
  masked: readonly Member[],
  party: Party,
  action: CompiledAction,
  record: object,
  next: object | null,
  detail: RequestDetail | null,
): Verdict {
  const stopped = party.gate === "open" ? null : stoppedBy(party.gate, action);
  if (stopped !== null) return stopped;
  const { forbids, requires } = group;
  for (let index = 0; index < forbids.length; index += 1) {
    // deny first: a forbid that cannot be evaluated must not be outvoted
    if (limitReaches(forbids[index] as Member, party, record, next)) return FORBIDDEN;
  }
  if (!anyHolds(grants, party, record, next) && !anyHolds(masked, party, record, next)) return NO_GRANT;
  let verdict: Verdict = party.isExpired ? CHALLENGED : ALLOWED;
  for (let index = 0; index < requires.length; index += 1) {
    const member = requires[index] as Member;
    const met = checkRequirement(member, party, action, record, detail);
    if (met === MET || !limitReaches(member, party, record, next)) continue;
    if (met === INCURABLE) return UNMET;
    verdict = CHALLENGED;
  }
  return verdict;
}

function anyHolds(grants: readonly Member[], party: Party, record: object, next: object | null): boolean {
  for (let index = 0; index < grants.length; index += 1) {
    if (grantHolds(grants[index] as Member, party, record, next)) return true;
  }
  return false;
}

/** An allow holds if its conditions are true and the record, old and new, lies in its scope. */
export function grantHolds(member: Member, party: Party, record: object, next: object | null): boolean {
  if (member.when !== null && member.when(record, record, party) !== TRUE) return false;
  if (scopeOf(member, party, record) !== TRUE) return false;
  if (next !== null && next !== record && scopeOf(member, party, next) !== TRUE) return false;
  return member.to === null || (next !== null && member.to(next, record, party) === TRUE);
}

/** A forbid or require reaches unless one of its conditions is false, or the record, old and new, lies out of its scope. */
export function limitReaches(member: Member, party: Party, record: object, next: object | null): boolean {
  if (member.who !== null && member.who(party.principal, null, party) === FALSE) return false;
  if (member.when !== null && member.when(record, record, party) === FALSE) return false;
  if (member.to !== null && next !== null && member.to(next, record, party) === FALSE) return false;
  if (scopeOf(member, party, record) !== FALSE) return true;
  return next !== null && next !== record && scopeOf(member, party, next) !== FALSE;
}

/** Whether a record lies in the scope through which a statement came; a policy-wide rule has none. */
export function scopeOf(member: Member, party: Party, record: object): Kleene {
  if (member.slot < 0) return TRUE;
  const row = party.rows[member.slot];
  return row === undefined ? UNKNOWN : inScope(member.statement.resource.scopePaths, row, record);
}
