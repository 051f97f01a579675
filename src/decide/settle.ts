import type { FieldClass, Member } from "../compile/cell.js";
import type { Held } from "../compile/held.js";
import { FALSE, TRUE } from "../compile/kleene.js";
import type { CompiledAction } from "../compile/resource.js";
import { inScope } from "../compile/scope.js";
import { stoppedBy } from "./gate.js";
import type { Party } from "./party.js";
import type { RequestDetail } from "./request-detail.js";
import { checkRequirement } from "./requirements/check.js";
import { INCURABLE, MET } from "./requirements/met.js";
import { ALLOWED, CHALLENGED, FORBIDDEN, NO_GRANT, UNMET, type Verdict } from "./verdict.js";

/** Which allows count: none, those that show a field in full, or those that show it in part as well. */
export type Counting = "none" | "full" | "shown";

/**
 * Settles one request for one field and one party: the steps of a decision in their order (section 3 of the semantics).
 * This is the hot path: it allocates nothing.
 *
 * @param field - by index
 * @param record - as it stands; for `create` as proposed
 * @param next - as it would become; `null` where that is not said; for `create` the same as `record`
 */
export function settle(
  party: Party,
  action: CompiledAction,
  field: number,
  counting: Counting,
  record: object,
  next: object | null,
  detail: RequestDetail | null,
): Verdict {
  const stopped = party.gate === "open" ? null : stoppedBy(party.gate, action);
  if (stopped !== null) return stopped;
  const { held } = party;
  let isGranted = false;
  let isGuarded = false;
  for (let slot = 0; slot < held.length; slot += 1) {
    const one = held[slot] as Held;
    const group = one.role.cell(action).byField[field] as FieldClass;
    // deny first: a forbid that cannot be evaluated must not be outvoted
    if (anyReaches(group.forbids, one, party, record, next)) return FORBIDDEN;
    if (group.requires.length > 0) isGuarded = true;
    if (isGranted || counting === "none") continue;
    isGranted =
      anyHolds(group.decisiveGrants, one, party, record, next) ||
      (counting === "shown" && anyHolds(group.masked, one, party, record, next));
  }
  if (!isGranted) return NO_GRANT;
  const verdict = party.isExpired ? CHALLENGED : ALLOWED;
  return isGuarded ? settleRequirements(verdict, party, action, field, record, next, detail) : verdict;
}

/** Step 6: every requirement that reaches must be met. */
function settleRequirements(
  before: Verdict,
  party: Party,
  action: CompiledAction,
  field: number,
  record: object,
  next: object | null,
  detail: RequestDetail | null,
): Verdict {
  const { held } = party;
  let verdict = before;
  for (let slot = 0; slot < held.length; slot += 1) {
    const one = held[slot] as Held;
    const { requires } = one.role.cell(action).byField[field] as FieldClass;
    for (let index = 0; index < requires.length; index += 1) {
      const member = requires[index] as Member;
      const met = checkRequirement(member, party, action, record, detail);
      if (met === MET || !limitReaches(member, one, party, record, next)) continue;
      if (met === INCURABLE) return UNMET;
      verdict = CHALLENGED;
    }
  }
  return verdict;
}

function anyReaches(limits: readonly Member[], held: Held, party: Party, record: object, next: object | null): boolean {
  for (let index = 0; index < limits.length; index += 1) {
    if (limitReaches(limits[index] as Member, held, party, record, next)) return true;
  }
  return false;
}

/** Whether any of some allows of one role holds. */
function anyHolds(grants: readonly Member[], held: Held, party: Party, record: object, next: object | null): boolean {
  for (let index = 0; index < grants.length; index += 1) {
    if (grantHolds(grants[index] as Member, held, party, record, next)) return true;
  }
  return false;
}

/** An allow holds if its conditions are true and the record, old and new, lies in its scope. */
export function grantHolds(
  { statement, when, to }: Member,
  { row }: Held,
  party: Party,
  record: object,
  next: object | null,
): boolean {
  const { scopePaths } = statement.resource;
  if (inScope(scopePaths, row, record) !== TRUE) return false;
  if (when !== null && when(record, record, party) !== TRUE) return false;
  if (next !== null && next !== record && inScope(scopePaths, row, next) !== TRUE) return false;
  return to === null || (next !== null && to(next, record, party) === TRUE);
}

/** A forbid or require reaches unless one of its conditions is false, or the record, old and new, lies out of its scope. */
export function limitReaches(
  { statement, when, to, who }: Member,
  { row }: Held,
  party: Party,
  record: object,
  next: object | null,
): boolean {
  if (who !== null && who(party.principal, null, party) === FALSE) return false;
  if (when !== null && when(record, record, party) === FALSE) return false;
  if (to !== null && next !== null && to(next, record, party) === FALSE) return false;
  const { scopePaths } = statement.resource;
  if (inScope(scopePaths, row, record) !== FALSE) return true;
  return next !== null && next !== record && inScope(scopePaths, row, next) !== FALSE;
}
