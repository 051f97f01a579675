import { toEpochMs } from "../../model/instant.js";
import type { JsonObject } from "../../model/json.js";
import type { PrincipalStatus } from "../../model/principal.js";
import type { ExternalIdentity, HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import type { Notes } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { givenAttributes } from "../people/attributes.js";
import type { Changes } from "../people/changes.js";
import { endCovers, withEnded } from "../people/end-assignments.js";
import { assignmentFacts, principalFacts } from "../people/facts.js";
import type { Finding } from "../plan.js";
import type { Situation } from "../situation.js";
import { deactivated, deactivatedLongAgo } from "./deactivate.js";
import { hear, type Saying } from "./said-parts.js";

/** Something that a provider says, and how much of it is to be applied. */
export interface Application {
  readonly before: PrincipalState;
  readonly saying: Saying;
  readonly notes: Notes;
  /** Which of the provider's assignments are held afterwards, of those that it says and those that were held. */
  readonly holds: (assignment: { readonly id: string }) => boolean;
}

/** What becomes of somebody by what a provider says; the state before, where that is nothing new. */
export function* appliedIdentity(at: Situation, changes: Changes, application: Application): Finding<PrincipalState> {
  const { before, saying, notes } = application;
  const { provider, saidAt } = saying;
  const { identity, news, deactivates } = hear(before.identity ?? {}, saying);
  // who provisions somebody is news too
  if (news.size === 0 && !deactivates && before.identity?.provider === provider) return before;
  let state = withFacts({ ...before, identity }, before.identity, news);
  if (deactivates) {
    const what = { state, provider, saidAt, command: "applyIdentity", notes } as const;
    const isNew = news.has("active") && state.principal.status !== "deactivated";
    const ended = isNew ? yield* deactivated(at, changes, what) : yield* deactivatedLongAgo(at, changes, what);
    state = { ...ended, assignments: withOwn(ended.assignments, ownOf(state, provider)) };
  }
  if (news.has("active") && identity.active === true) state = reactivated(state);
  return yield* withSaidAssignments(at, changes, state, application);
}

/** The event that tells what a provider's news came to. */
export function appliedEvent(
  at: Situation,
  { before, saying, notes }: Application,
  after: PrincipalState,
  isNew: boolean,
) {
  return draftEvent(at, {
    type: isNew ? "principal.provisioned" : "identity.applied",
    action: "applyIdentity",
    subject: after.principal.id,
    // a sponsor's guests are found by what made them theirs
    concerns: after.sponsorId === undefined || after.sponsorId === before.sponsorId ? [] : [after.sponsorId],
    notes,
    before: isNew ? undefined : factsOf(before),
    after: factsOf(after),
    details: { provider: saying.provider, saidAt: saying.saidAt },
  });
}

/** The profile is not told: addresses and telephone numbers have no place in an audit that nobody can edit. */
function factsOf(state: PrincipalState): JsonObject {
  const { externalId, userName, groups } = state.identity ?? {};
  return {
    ...principalFacts(state),
    assignments: state.assignments.map(assignmentFacts),
    ...(externalId === undefined ? {} : { externalId }),
    ...(userName === undefined ? {} : { userName }),
    ...(groups === undefined ? {} : { groups }),
  };
}

/** Kind, attributes, end and sponsor. */
function withFacts(
  state: PrincipalState,
  before: ExternalIdentity | undefined,
  news: ReadonlySet<string>,
): PrincipalState {
  const { said = {} } = state.identity ?? {};
  const attributes = Object.entries(said.attributes ?? {}).filter(([name]) => news.has(`attributes.${name}`));
  const { kind, sponsorId } = said;
  const principal = {
    ...state.principal,
    ...(news.has("kind") && kind !== undefined ? { kind } : {}),
    ...(attributes.length === 0
      ? {}
      : { attributes: givenAttributes(state.principal.attributes ?? {}, Object.fromEntries(attributes)) }),
  };
  const named = news.has("sponsorId") && sponsorId !== undefined ? { sponsorId } : {};
  const changed = { ...state, principal, ...named };
  return news.has("validUntil") ? withEnd(changed, before) : changed;
}

/** The earlier of the end that people gave and the one that the provider says. */
function withEnd(state: PrincipalState, before: ExternalIdentity | undefined): PrincipalState {
  const { principal, identity = {} } = state;
  const wasOurs = principal.validUntil === undefined || timeOf(principal.validUntil) !== endOf(before);
  const endBefore = wasOurs ? principal.validUntil : before?.endBefore;
  const { endBefore: _, ...rest } = identity;
  const next = { ...rest, ...(endBefore === undefined ? {} : { endBefore }) };
  return { ...state, identity: next, principal: { ...principal, validUntil: endOf(next) } };
}

function endOf(identity: ExternalIdentity | undefined): number {
  return Math.min(timeOf(identity?.endBefore), timeOf(identity?.said?.validUntil));
}

function timeOf(end: unknown): number {
  return end === undefined ? Number.POSITIVE_INFINITY : toEpochMs(end);
}

/** Back to where somebody was, if it is the provider who deactivated them and nobody has done anything about it since. */
function reactivated(state: PrincipalState): PrincipalState {
  const { offboarding, ...rest } = state;
  const { deactivation, ...identity } = state.identity ?? {};
  if (deactivation === undefined) return state;
  const isTheirs =
    state.principal.status === "deactivated" &&
    offboarding?.at === deactivation.at &&
    offboarding.by === deactivation.by;
  if (!isTheirs) return { ...state, identity };
  const { statusBefore, offboardingBefore } = deactivation;
  return {
    ...rest,
    principal: { ...state.principal, status: statusAgain(statusBefore) },
    identity,
    ...(offboardingBefore === undefined ? {} : { offboarding: offboardingBefore }),
  };
}

/** An invitation ended with the deactivation: who is back is back by what the provider says. */
function statusAgain(status: PrincipalStatus): PrincipalStatus {
  return status === "invited" ? "active" : status;
}

/** All that the provider gives from now on, in place of what it gave before; others' assignments stay. */
function* withSaidAssignments(
  at: Situation,
  changes: Changes,
  state: PrincipalState,
  { saying: { provider }, notes, holds }: Application,
): Finding<PrincipalState> {
  const own = ownOf(state, provider);
  const ending = own.filter((held) => !holds(held));
  const heldIds = new Set(own.map(({ id }) => id));
  const endingIds = new Set(ending.map(({ id }) => id));
  const rest = withEnded(state, endingIds, at.now, at.now);
  yield* endCovers(at, changes, {
    covered: state,
    assignments: ending,
    end: at.now,
    command: "applyIdentity",
    notes,
  });
  const muted = new Map(Object.entries(state.identity?.muted ?? {}));
  for (const held of ending) if (held.muted !== undefined) muted.set(held.id, held.muted);
  const added = (state.identity?.said?.assignments ?? [])
    .filter((assignment) => holds(assignment) && !heldIds.has(assignment.id))
    .map((assignment): HeldAssignment => {
      const muting = muted.get(assignment.id);
      muted.delete(assignment.id);
      const origin = { kind: "identity", provider } as const;
      return { ...assignment, grantedAt: at.now, origin, ...(muting === undefined ? {} : { muted: muting }) };
    });
  const { muted: _, ...identity } = rest.identity ?? {};
  return {
    ...rest,
    identity: { ...identity, ...(muted.size === 0 ? {} : { muted: Object.fromEntries(muted) }) },
    assignments: withOwn(rest.assignments, [...ownOf(rest, provider), ...added]),
  };
}

/** What somebody holds because a provider says so. */
export function ownOf({ assignments }: PrincipalState, provider: string): readonly HeldAssignment[] {
  return assignments.filter(({ origin }) => origin?.kind === "identity" && origin.provider === provider);
}

/** The provider's after the others', in one order: how they came about leaves no trace. */
function withOwn(assignments: readonly HeldAssignment[], own: readonly HeldAssignment[]): readonly HeldAssignment[] {
  const ids = new Set(own.map(({ id }) => id));
  const others = assignments.filter(({ id }) => !ids.has(id));
  return [...others, ...[...own].sort((one, other) => (one.id < other.id ? -1 : 1))];
}
