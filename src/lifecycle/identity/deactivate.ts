import type { PrincipalState } from "../../model/principal-state.js";
import type { CommandName } from "../command.js";
import type { Notes } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Changes } from "../people/changes.js";
import { endCovers } from "../people/end-assignments.js";
import { assignmentFacts, principalFacts } from "../people/facts.js";
import { withoutToken } from "../people/invitation.js";
import { leaveGuests } from "../people/leave-guests.js";
import { nameOf } from "../people/parties.js";
import { sessionsEnded } from "../people/sessions-ended.js";
import { voidGiven, withNothingOpen } from "../people/void-given.js";
import type { Finding } from "../plan.js";
import type { Situation } from "../situation.js";

/** A deactivation that a provider told of. */
export interface Deactivation {
  readonly state: PrincipalState;
  readonly provider: string;
  /** Epoch ms, by the provider's clock. */
  readonly saidAt: number;
  readonly command: CommandName;
  readonly notes: Notes;
}

/** Ends what somebody has at once: access, sessions, what they asked for and were given, and what they said yes to. */
export function* deactivated(at: Situation, changes: Changes, what: Deactivation): Finding<PrincipalState> {
  const { state, provider, command, notes } = what;
  const { offboarding: offboardingBefore } = state;
  const by = nameOf(at.actor);
  const ended = yield* endEverything(at, changes, what);
  const after: PrincipalState = {
    ...ended,
    principal: { ...ended.principal, status: "deactivated" },
    offboarding: { at: at.now, by, keep: "nothing", reason: `deactivated by ${provider}` },
    identity: {
      ...ended.identity,
      deactivation: {
        at: at.now,
        by,
        statusBefore: state.principal.status,
        ...(offboardingBefore === undefined ? {} : { offboardingBefore }),
      },
    },
  };
  changes.tell(
    draftEvent(at, {
      type: "principal.offboarded",
      action: command,
      subject: state.principal.id,
      notes,
      before: { ...principalFacts(state), assignments: state.assignments.map(assignmentFacts) },
      after: { ...principalFacts(after), assignments: [] },
      severity: "notice",
      details: { provider, saidAt: what.saidAt, keep: "nothing" },
    }),
  );
  return after;
}

/**
 * A deactivation that is heard of late, when the person is active again: what there was at that time ends all the same, so that
 * it does not matter which was heard of first. What was given since stays.
 */
export function* deactivatedLongAgo(at: Situation, changes: Changes, what: Deactivation): Finding<PrincipalState> {
  const { state, provider, saidAt, command, notes } = what;
  const ended = yield* endEverything(at, changes, what);
  const since = state.assignments.filter(({ grantedAt }) => grantedAt !== undefined && grantedAt > saidAt);
  const after = { ...ended, assignments: since };
  changes.tell(
    draftEvent(at, {
      type: "identity.deactivated_before",
      action: command,
      subject: state.principal.id,
      notes,
      before: { assignments: state.assignments.map(assignmentFacts) },
      after: { assignments: since.map(assignmentFacts) },
      severity: "notice",
      details: { provider, saidAt },
    }),
  );
  return after;
}

function* endEverything(at: Situation, changes: Changes, what: Deactivation): Finding<PrincipalState> {
  const { state, command, notes } = what;
  const { now } = at;
  const { principal, assignments } = state;
  yield* endCovers(at, changes, { covered: state, assignments, end: now, command, notes });
  yield* voidGiven(at, changes, principal.id, command, notes);
  yield* leaveGuests(at, changes, principal.id, now, undefined, notes);
  const ended = withNothingOpen(state, now);
  const { invitation } = state;
  return {
    ...ended,
    principal: sessionsEnded(principal, now),
    assignments: [],
    approvals: [],
    ...(invitation?.tokenHash === undefined ? {} : { invitation: { ...withoutToken(invitation), withdrawnAt: now } }),
  };
}
