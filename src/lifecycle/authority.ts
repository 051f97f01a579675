import type { Assignment } from "../model/assignment.js";
import { type Instant, toEpochMs } from "../model/instant.js";
import type { HeldAssignment, PrincipalState } from "../model/principal-state.js";
import type { Session } from "../model/session.js";
import { hasEnded, liveAssignments } from "./live-assignments.js";
import { isScopeWithin } from "./scope-within.js";
import type { Actor, Situation } from "./situation.js";

/** What is to be handed out, or taken back: only these parts of an assignment matter for who may do so. */
export type Holding = Pick<Assignment, "role" | "statements" | "scope" | "validUntil">;

/**
 * Whether an actor may hand out an assignment (S35): through a live assignment of a role that the template's `assignableBy`
 * names, inside its scope. Authority that ends hands out nothing that outlasts it. An agent and its human both need it.
 *
 * `assignableBy` is read to the letter: a role that extends a grantor's role is no grantor, since a bundle of statements (of
 * which some may be left out) says nothing of whom its holder may entrust with what.
 */
export function mayHandOut(at: Situation, actor: Actor, holding: Holding): boolean {
  return everyParty(actor, (state, session) => mayParty(at, state, session, holding, "hand_out"));
}

/** Whether an actor may take an assignment away, set it aside or narrow it: as for handing it out, however long it lasts. */
export function mayTakeAway(at: Situation, actor: Actor, holding: Holding): boolean {
  return everyParty(actor, (state, session) => mayParty(at, state, session, holding, "take_away"));
}

/**
 * Whether an actor may administer a principal as a whole (suspend, lock down, offboard …): who hands out anything at all or
 * holds one of the settings' `administrators`, and reaches all that the principal holds and that is not over: each assignment
 * could be taken away, or lies inside the scope of an administrator's role. Authority that ends is enough: what it takes away
 * can be given back.
 */
export function mayAdminister(at: Situation, actor: Actor, target: PrincipalState): boolean {
  return everyParty(actor, (state, session) => administers(at, state, session, target, "take_away"));
}

/** Whether an actor holds one of the settings' `administrators`, in whatever scope, or is the host itself. */
export function isAdministrator(at: Situation, actor: Actor): boolean {
  const { administrators = [] } = at.settings;
  return everyParty(actor, (state, session) =>
    liveAssignments(at, state, session).some(({ role }) => role !== undefined && administrators.includes(role)),
  );
}

/**
 * Whether an actor may give a principal as a whole back what it holds (reactivate, unlock): as for {@link mayAdminister}, and
 * authority that ends gives nothing back that outlasts it.
 */
export function mayReinstate(at: Situation, actor: Actor, target: PrincipalState): boolean {
  return everyParty(actor, (state, session) => administers(at, state, session, target, "hand_out"));
}

/** Whether a principal, by itself, may hand out an assignment: for looking for approvers. */
export function couldHandOut(at: Situation, state: PrincipalState, holding: Holding): boolean {
  return mayParty(at, state, sessionOfSomebody(at.now), holding, "hand_out");
}

/**
 * Until when a principal, by itself, could hand out an assignment at the longest (epoch ms, exclusive; infinite where the
 * authority has no end), or `undefined` where it could not at all.
 */
export function couldHandOutUntil(at: Situation, state: PrincipalState, holding: Holding): number | undefined {
  const grantors = grantorRoles(at, holding);
  const ends = liveAssignments(at, state, sessionOfSomebody(at.now))
    .filter(
      ({ role, scope }) =>
        role !== undefined && grantors.includes(role) && isScopeWithin(at.governance, holding.scope, scope),
    )
    .map((own) => endOf(own, state));
  return ends.length === 0 ? undefined : Math.max(...ends);
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

/** For what authority is needed: what is given must not outlast it. */
type Purpose = "hand_out" | "take_away";

function mayParty(
  at: Situation,
  state: PrincipalState,
  session: Session | null,
  holding: Holding,
  purpose: Purpose,
): boolean {
  const grantors = grantorRoles(at, holding);
  return reaches(at, state, session, holding, purpose, (role) => grantors.includes(role));
}

/** Whether one live assignment of a role that counts reaches all of what is held. */
function reaches(
  at: Situation,
  state: PrincipalState,
  session: Session | null,
  holding: Holding,
  purpose: Purpose,
  counts: (role: string) => boolean,
): boolean {
  return liveAssignments(at, state, session).some(
    (own) =>
      own.role !== undefined &&
      counts(own.role) &&
      liesWithin(at, holding, own) &&
      (purpose === "take_away" || endsBefore(holding, endOf(own, state))),
  );
}

/**
 * Whether all that is held lies inside the scope of somebody's role. A direct grant is written by who hands it out: whoever is
 * bounded in a dimension grants nothing on types that are not, since no scope would narrow it there.
 */
function liesWithin({ governance }: Situation, { role, statements, scope }: Holding, own: HeldAssignment): boolean {
  if (!isScopeWithin(governance, scope, own.scope)) return false;
  if (role !== undefined) return true;
  const bounded = Object.entries(own.scope ?? {}).flatMap(([name, values]) => (values === "*" ? [] : [name]));
  const { resources } = governance.policy.model;
  return Object.keys(statements ?? {}).every((type) => {
    // what stands under `"*"` never reaches a type that is not scoped (S19)
    if (type === "*") return true;
    const paths = Object.hasOwn(resources, type) ? resources[type]?.scopePaths : undefined;
    return paths !== undefined && bounded.every((name) => typeof paths[name] === "string");
  });
}

function administers(
  at: Situation,
  state: PrincipalState,
  session: Session | null,
  target: PrincipalState,
  purpose: Purpose,
): boolean {
  const { administrators = [] } = at.settings;
  const held = liveAssignments(at, state, session).flatMap(({ role }) => (role === undefined ? [] : [role]));
  const standing = target.assignments.filter((holding) => !hasEnded(holding, at.now));
  const isNamed = held.some((role) => administrators.includes(role));
  if (!isNamed && !handsOutAnything(at, held)) return false;
  return standing
    .map((holding) => boundedBy(target, holding))
    .every(
      (holding) =>
        mayParty(at, state, session, holding, purpose) ||
        reaches(at, state, session, holding, purpose, (role) => administrators.includes(role)),
    );
}

/** What is held ends with its holder as well. */
function boundedBy({ principal }: PrincipalState, holding: HeldAssignment): Holding {
  const end = earliestOf(holding.validUntil, principal.validUntil);
  return end === Number.POSITIVE_INFINITY ? holding : { ...holding, validUntil: end };
}

function handsOutAnything({ governance }: Situation, held: readonly string[]): boolean {
  return Object.values(governance.policy.roles).some(({ assignableBy }) =>
    assignableBy?.some((role) => held.includes(role)),
  );
}

/** When authority ends: with the assignment that gives it, or with its holder. */
function endOf(own: HeldAssignment, { principal }: PrincipalState): number {
  return earliestOf(own.validUntil, principal.validUntil);
}

function earliestOf(...instants: readonly (Instant | undefined)[]): number {
  const ends = instants.flatMap((end) => (end === undefined ? [] : [toEpochMs(end)]));
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
