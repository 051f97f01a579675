import { standing } from "../../decide/window.js";
import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import { hasEnded, isLive, isUsable } from "../live-assignments.js";
import { type Finding, findHolders } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import type { Change } from "./change.js";
import { isSameJson } from "./same-json.js";

/**
 * How many hold a role (S35), for roles that have bounds and that a plan touches.
 *
 * - At most `maxHolders` have an assignment that is not over, in any state, of the role or one that extends it.
 * - At least `minHolders` are active and hold it, or a role that has all of it, and not only as eligible; so counted at every
 *   coming instant, since an administrator for an hour does not replace one for good.
 *
 * A plan that does not make it worse is let through: a tenant starts without anybody.
 */
export function* checkHolders(changes: readonly Change[], at: Situation): Finding<void> {
  const { policy, extendedBy } = at.governance;
  for (const [role, { maxHolders, minHolders }] of Object.entries(policy.roles)) {
    if (maxHolders === undefined && minHolders === undefined) continue;
    const family = extendedBy(role);
    if (!changes.some((change) => isTouched(change, family))) continue;
    const { before, after } = yield* holdersOf(family, changes);
    if (maxHolders !== undefined) checkMost(at, role, maxHolders, before, after);
    if (minHolders !== undefined) checkLeast(at, role, minHolders, before, after);
  }
}

/** Whether a plan changes anything about who holds one of some roles. */
function isTouched({ before, after }: Change, family: ReadonlySet<string>): boolean {
  return !isSameJson(standingOf(before, family), standingOf(after, family));
}

function standingOf(state: PrincipalState | undefined, family: ReadonlySet<string>): object | null {
  const held = (state?.assignments ?? []).filter(({ role }) => role !== undefined && family.has(role));
  if (state === undefined || held.length === 0) return null;
  const { status, validFrom, validUntil } = state.principal;
  return { status, validFrom, validUntil, held };
}

/** Everybody who has one of some roles, before and after a plan. */
function* holdersOf(
  family: ReadonlySet<string>,
  changes: readonly Change[],
): Finding<{ readonly before: readonly PrincipalState[]; readonly after: readonly PrincipalState[] }> {
  const before = new Map<string, PrincipalState>();
  for (const role of family) {
    for (const state of yield* findHolders(role)) before.set(state.principal.id, state);
  }
  const after = new Map(before);
  for (const change of changes) {
    if (change.before !== undefined) before.set(change.id, change.before);
    if (change.after === undefined) after.delete(change.id);
    else after.set(change.id, change.after);
  }
  return { before: [...before.values()], after: [...after.values()] };
}

function checkMost(
  at: Situation,
  role: string,
  most: number,
  before: readonly PrincipalState[],
  after: readonly PrincipalState[],
): void {
  const family = at.governance.extendedBy(role);
  const count = (states: readonly PrincipalState[]) =>
    states.filter((state) => hasInAnyState(state, family, at.now)).length;
  const held = count(after);
  if (held <= most || held <= count(before)) return;
  throw refusal("max_holders", `at most ${most} may hold the role ${quote(role)}: take it from somebody first`);
}

function hasInAnyState({ principal, assignments }: PrincipalState, family: ReadonlySet<string>, now: number): boolean {
  if (principal.status === "deactivated" || standing(principal.validFrom, principal.validUntil, now) === "after") {
    return false;
  }
  return assignments.some(
    (assignment) => assignment.role !== undefined && family.has(assignment.role) && !hasEnded(assignment, now),
  );
}

function checkLeast(
  at: Situation,
  role: string,
  least: number,
  before: readonly PrincipalState[],
  after: readonly PrincipalState[],
): void {
  const family = at.governance.fullyExtendedBy(role);
  const count = (states: readonly PrincipalState[], moment: number) =>
    states.filter((state) => holdsAt(at, state, family, moment)).length;
  for (const moment of momentsOf([...before, ...after], at.now)) {
    const held = count(after, moment);
    if (held >= least || held >= count(before, moment)) continue;
    const when = moment === at.now ? "" : " at a coming instant";
    throw refusal(
      "min_holders",
      `at least ${least} must hold the role ${quote(role)}${when}: hand it to somebody else first`,
    );
  }
}

function holdsAt(
  { governance }: Situation,
  { principal, assignments }: PrincipalState,
  family: ReadonlySet<string>,
  moment: number,
): boolean {
  if (principal.status !== "active") return false;
  if (standing(principal.validFrom, principal.validUntil, moment) !== "inside") return false;
  return assignments.some(
    (assignment) =>
      assignment.role !== undefined &&
      family.has(assignment.role) &&
      isLive(assignment, moment) &&
      isUsable(governance, assignment),
  );
}

/** The instants at which somebody may begin or cease to hold a role: now, and every boundary to come. */
function momentsOf(states: readonly PrincipalState[], now: number): ReadonlySet<number> {
  const boundaries = states.flatMap(({ principal, assignments }) => [
    principal.validFrom,
    principal.validUntil,
    ...assignments.flatMap(({ validFrom, validUntil, muted }) => [validFrom, validUntil, muted?.until]),
  ]);
  const coming = boundaries.map((boundary) => Math.floor(toEpochMs(boundary))).filter((moment) => moment > now);
  return new Set([now, ...coming]);
}
