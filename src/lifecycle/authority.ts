import type { Assignment } from "../model/assignment.js";
import { toEpochMs } from "../model/instant.js";
import type { HeldAssignment, PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import { liveAssignments } from "./live-assignments.js";
import { isScopeWithin } from "./scope-within.js";
import type { Actor, Situation } from "./situation.js";

/** What is to be handed out, or taken back: only these parts of an assignment matter for who may do so. */
export type Holding = Pick<Assignment, "role" | "statements" | "scope" | "validUntil">;

/**
 * Whether an actor may hand out an assignment (S35): through a live assignment of a role that the template's `assignableBy`
 * names, inside its scope. Authority that ends hands out nothing that outlasts it. An agent and its human both need it.
 */
export function mayHandOut(at: Situation, actor: Actor, holding: Holding): boolean {
  return everyParty(actor, (state, session) => mayParty(at, state, session, holding, "hand_out"));
}

/** Whether an actor may take an assignment away, set it aside or narrow it: as for handing it out, however long it lasts. */
export function mayTakeAway(at: Situation, actor: Actor, holding: Holding): boolean {
  return everyParty(actor, (state, session) => mayParty(at, state, session, holding, "take_away"));
}

/**
 * Whether an actor may administer a principal as a whole (suspend, lock down, offboard …): who could take away all that the
 * principal holds, and hands out anything at all; or who holds one of the settings' `administrators` in a scope inside which
 * all of it lies.
 */
export function mayAdminister(at: Situation, actor: Actor, target: PrincipalState): boolean {
  return everyParty(actor, (state, session) => {
    const live = liveAssignments(state, session, at.now);
    const standing = target.assignments;
    const administers = live.some(
      ({ role, scope }) =>
        role !== undefined &&
        (at.settings.administrators ?? []).includes(role) &&
        standing.every((holding) => isScopeWithin(at.governance, holding.scope, scope)),
    );
    if (administers) return true;
    return (
      handsOutAnything(at, live) && standing.every((holding) => mayParty(at, state, session, holding, "take_away"))
    );
  });
}

/** Whether a principal, by itself, may hand out an assignment: for looking for approvers. */
export function couldHandOut(at: Situation, state: PrincipalState, holding: Holding): boolean {
  return mayParty(at, state, sessionOfSomebody(at.now), holding, "hand_out");
}

/** The roles through which a template, or a direct grant, is handed out. */
export function grantorRoles({ governance, settings }: Situation, { role }: Holding): readonly string[] {
  return role === undefined ? (settings.directGrantsBy ?? []) : (governance.role(role)?.assignableBy ?? []);
}

function everyParty(actor: Actor, test: (state: PrincipalState, session: Session | null) => boolean): boolean {
  if (actor.kind === "system") return true;
  const { onBehalfOf } = actor;
  return test(actor.state, actor.session) && (onBehalfOf === undefined || test(onBehalfOf.state, onBehalfOf.session));
}

function mayParty(
  at: Situation,
  state: PrincipalState,
  session: Session | null,
  holding: Holding,
  purpose: "hand_out" | "take_away",
): boolean {
  const roles = grantorRoles(at, holding);
  return liveAssignments(state, session, at.now).some(
    (own) =>
      own.role !== undefined &&
      roles.includes(own.role) &&
      isScopeWithin(at.governance, holding.scope, own.scope) &&
      (purpose === "take_away" || endsBefore(holding, endOf(own, state))),
  );
}

function handsOutAnything({ governance }: Situation, live: readonly HeldAssignment[]): boolean {
  const held = new Set(live.flatMap(({ role }) => (role === undefined ? [] : [role])));
  return Object.values(governance.policy.roles).some(({ assignableBy }) =>
    assignableBy?.some((role) => held.has(role)),
  );
}

/** When authority ends: with the assignment that gives it, or with its holder. */
function endOf(own: HeldAssignment, { principal }: PrincipalState): number {
  const ends = [own.validUntil, principal.validUntil].flatMap((end) => (end === undefined ? [] : [toEpochMs(end)]));
  return Math.min(Number.POSITIVE_INFINITY, ...ends);
}

function endsBefore({ validUntil }: Holding, end: number): boolean {
  if (end === Number.POSITIVE_INFINITY) return true;
  return validUntil !== undefined && toEpochMs(validUntil) <= end;
}

/** Whoever is asked later will have to log in then. */
function sessionOfSomebody(now: number): Session {
  return { id: "", authenticatedAt: now, factors: [] };
}
