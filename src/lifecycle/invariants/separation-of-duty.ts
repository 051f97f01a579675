import { toEpochMs } from "../../model/instant.js";
import type { SeparationOfDutyData } from "../../model/policy-data.js";
import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { hasEnded } from "../live-assignments.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import type { Change } from "./change.js";

/**
 * Separation of duty (S33): nobody comes to hold more roles of a set than it lets them. Roles count with those that they extend.
 * A static set counts every assignment that is not over, eligible, muted and coming ones too; a `dynamic` one those that are
 * active at the same instant. Who broke a set before it was written may still be suspended, or lose a role.
 */
export function checkSeparationOfDuty(changes: readonly Change[], at: Situation): void {
  for (const { before, after, raised } of changes) {
    if (after === undefined || raised.length === 0) continue;
    const broken = at.governance.policy.separationOfDuty.find((set) => isBroken(at, set, before, after));
    if (broken === undefined) continue;
    const held = `principal ${quote(after.principal.id)} would hold more than ${broken.atMost}`;
    throw refusal("separation_of_duty", `${held} of the roles that ${quote(broken.id)} keeps apart`);
  }
}

/** Whether a principal comes to hold too many roles of a set, one of them new. */
function isBroken(
  at: Situation,
  set: SeparationOfDutyData,
  before: PrincipalState | undefined,
  after: PrincipalState,
): boolean {
  return momentsOf(set, after, at.now).some((moment) => {
    const members = membersAt(at, set, after, moment);
    if (members.size <= set.atMost) return false;
    const old = membersAt(at, set, before, moment);
    return [...members].some((role) => !old.has(role));
  });
}

/** The instants at which roles may come together: now, and whenever one begins to count. */
function momentsOf({ dynamic }: SeparationOfDutyData, { assignments }: PrincipalState, now: number): readonly number[] {
  if (dynamic !== true) return [now];
  const starts = assignments.flatMap(({ validFrom, muted }) => [
    ...(validFrom === undefined ? [] : [Math.floor(toEpochMs(validFrom))]),
    ...(muted?.until === undefined ? [] : [muted.until]),
  ]);
  return [now, ...new Set(starts.filter((start) => start > now))];
}

function membersAt(
  { governance, now }: Situation,
  { roles, dynamic }: SeparationOfDutyData,
  state: PrincipalState | undefined,
  moment: number,
): ReadonlySet<string> {
  const counting = (state?.assignments ?? []).filter((assignment) =>
    dynamic === true ? mayCountAt(assignment, moment) : !hasEnded(assignment, now),
  );
  const held = counting.flatMap(({ role }) => (role === undefined ? [] : [...governance.basesOf(role)]));
  return new Set(roles.filter((role) => held.includes(role)));
}

/** Whether an assignment counts at an instant, as far as can be told: one whose window cannot be read might. */
function mayCountAt({ state, validFrom, validUntil, muted }: HeldAssignment, moment: number): boolean {
  if (state === "eligible") return false;
  if (muted !== undefined && (muted.until === undefined || moment < muted.until)) return false;
  const isEarly = validFrom !== undefined && moment < Math.floor(toEpochMs(validFrom));
  const isLate = validUntil !== undefined && moment >= Math.floor(toEpochMs(validUntil));
  return !isEarly && !isLate;
}
