import type { PrincipalState, SaidAssignment } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { CommandInputs, CommandResult, RefusedPart } from "../command.js";
import { auditActor } from "../draft-event.js";
import { isSameJson } from "../invariants/same-json.js";
import { checkInvariants } from "../invariants.js";
import { Changes } from "../people/changes.js";
import { sessionsEnded } from "../people/sessions-ended.js";
import { type Finding, findPrincipal, type Plan, type Planning } from "../plan.js";
import { CommandRefusedError, type RefusalReason, refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { type Application, appliedEvent, appliedIdentity, ownOf } from "./applied-identity.js";
import { assertHost, type ReadIdentityChange, readIdentityChange } from "./read-identity-change.js";
import { hear, type Saying } from "./said-parts.js";

type Result = CommandResult<"applyIdentity">;

/**
 * Applies what an identity provider says of somebody, who is provisioned if there is nobody of that name.
 *
 * Older news never undoes newer, and the same news changes nothing a second time, part by part. What would break what holds at
 * every commit (separation of duty, the bounds of a role, the end of a guest) is refused and told, and whatever the provider
 * takes away is taken away all the same.
 */
export function* planApplyIdentity(input: CommandInputs["applyIdentity"], at: Situation): Planning<Result> {
  assertHost(at);
  return yield* planSaying(at, readIdentityChange(input, at));
}

/** Applies what a provider says; what is refused as a whole is thrown. */
export function* planSaying(at: Situation, change: ReadIdentityChange): Planning<Result> {
  const found = yield* findPrincipal(change.principalId);
  assertProvider(found, change);
  assertBasis(found, change);
  const trial: Trial = { at, change, before: found ?? nobody(change.principalId), isNew: found === undefined };
  const all = yield* attempt(trial, change, isIn(said(trial, change)), []);
  if (!(all instanceof CommandRefusedError)) return all;
  const { accepted, refused } = yield* acceptable(trial);
  const some = yield* attempt(trial, change, isIn(accepted), refused);
  if (!(some instanceof CommandRefusedError)) return some;
  // somebody who cannot be as they are said to be is not made at all
  if (trial.isNew) throw some;
  return yield* reductions(trial, some, refused);
}

/** What is tried to be applied, and to whom. */
interface Trial {
  readonly at: Situation;
  readonly change: ReadIdentityChange;
  readonly before: PrincipalState;
  readonly isNew: boolean;
}

type Holds = Application["holds"];

/** Of the assignments that are said, in their order, each that can be held beside those before it. */
function* acceptable(
  trial: Trial,
): Finding<{ readonly accepted: readonly SaidAssignment[]; readonly refused: readonly RefusedPart[] }> {
  const accepted: SaidAssignment[] = [];
  const refused: RefusedPart[] = [];
  for (const assignment of said(trial, trial.change)) {
    const outcome = yield* attempt(trial, trial.change, isIn([...accepted, assignment]), []);
    // that too few hold another role is nothing that this one does
    if (outcome instanceof CommandRefusedError && outcome.reason !== "min_holders") {
      const { role } = assignment;
      refused.push({ part: "assignment", ...(role === undefined ? {} : { role }), reason: outcome.reason });
    } else accepted.push(assignment);
  }
  return { accepted, refused };
}

/** Nothing that gives more; and of what is held, all that can be taken away is. */
function* reductions(
  trial: Trial,
  cause: CommandRefusedError,
  alreadyRefused: readonly RefusedPart[],
): Planning<Result> {
  const { active, kind, validUntil, sponsorId, ...parts } = trial.change.parts;
  const given = Object.entries({ active, kind, validUntil, sponsorId }).filter(([, value]) => value !== undefined);
  const refused = [
    ...alreadyRefused,
    ...given.map(([part]) => ({ part: part as RefusedPart["part"], reason: cause.reason })),
  ];
  const rest: Saying = { ...trial.change, parts };
  const stillSaid = isIn(said(trial, rest));
  const held = ownOf(trial.before, trial.change.provider);
  const staying = new Set(held.map(({ id }) => id));
  for (const one of held) {
    if (stillSaid(one)) continue;
    staying.delete(one.id);
    const without = yield* attempt(trial, rest, ({ id }) => staying.has(id), []);
    if (!(without instanceof CommandRefusedError)) continue;
    staying.add(one.id);
    const role = one.role === undefined ? {} : { role: one.role };
    refused.push({ part: "assignment", ...role, reason: without.reason });
  }
  const plan = yield* attempt(trial, rest, ({ id }) => staying.has(id), refused, active === false ? "end" : "keep");
  if (plan instanceof CommandRefusedError) throw cause;
  return plan;
}

/** A plan that may be committed, or why there is none. */
function* attempt(
  trial: Trial,
  saying: Saying,
  holds: Holds,
  refused: readonly RefusedPart[],
  sessions: "keep" | "end" = "keep",
): Finding<Plan<Result> | CommandRefusedError> {
  const { at, change, before, isNew } = trial;
  const changes = new Changes();
  try {
    const application = { before, saying, notes: change.notes, holds };
    const applied = yield* appliedIdentity(at, changes, application);
    const after = sessions === "end" ? withoutSessions(applied, at.now) : applied;
    if (!isNew && isSameJson(after, before)) return { put: [], events: [], result: { status: "nothing_new", refused } };
    changes.put(after);
    changes.tell(appliedEvent(at, application, after, isNew));
    if (refused.length > 0) changes.tell(refusedEvent(trial, refused));
    const plan = changes.plan<Result>({ status: refused.length > 0 ? "partly_applied" : "applied", refused });
    yield* checkInvariants(plan, at);
    return plan;
  } catch (error) {
    if (error instanceof CommandRefusedError && PARTIAL.has(error.reason)) return error;
    throw error;
  }
}

/** For these reasons a part is refused, and the rest is applied. */
const PARTIAL: ReadonlySet<RefusalReason> = new Set([
  "separation_of_duty",
  "max_holders",
  "min_holders",
  "end_required",
  "sponsor_required",
  "too_long",
  "unknown_role",
  "invalid_command",
]);

function said({ before }: Trial, saying: Saying): readonly SaidAssignment[] {
  return hear(before.identity ?? {}, saying).identity.said?.assignments ?? [];
}

function isIn(assignments: readonly SaidAssignment[]): Holds {
  const ids = new Set(assignments.map(({ id }) => id));
  return ({ id }) => ids.has(id);
}

/** Somebody who cannot be deactivated, as the last administrator, is at least logged out. */
function withoutSessions(state: PrincipalState, now: number): PrincipalState {
  return { ...state, principal: sessionsEnded(state.principal, now) };
}

function refusedEvent({ at, change }: Trial, refused: readonly RefusedPart[]) {
  const { principalId, provider, saidAt, notes } = change;
  const isKept = refused.some(({ reason }) => reason === "min_holders");
  return {
    type: "identity.refused",
    subject: principalId,
    data: {
      actor: auditActor(at.actor),
      action: "applyIdentity",
      outcome: "refused",
      principalIds: [principalId],
      ...(notes.reason === undefined ? {} : { reason: notes.reason }),
      // access that the provider took away goes on: somebody has to look at it
      severity: isKept ? "critical" : "notice",
      details: { provider, saidAt, refused: refused.map((part) => ({ ...part })) },
    },
  } as const;
}

/** One provider cannot take over whom another one provisions. */
function assertProvider(found: PrincipalState | undefined, { principalId, provider }: ReadIdentityChange): void {
  const known = found?.identity?.provider;
  if (known === undefined || known === provider) return;
  throw refusal(
    "not_authorised",
    `principal ${quote(principalId)} is provisioned by ${quote(known)}, and not by ${quote(provider)}`,
  );
}

function assertBasis(found: PrincipalState | undefined, { principalId, basis }: ReadIdentityChange): void {
  if (basis === undefined || basis === (found?.identity?.saidAt ?? null)) return;
  throw refusal("outdated", `something was heard of ${quote(principalId)} since: read again and try again`);
}

function nobody(id: string): PrincipalState {
  return {
    principal: { id, kind: "employee", status: "active" },
    assignments: [],
    approvals: [],
    requests: [],
    revision: 0,
  };
}
