import type { AuditEvent } from "../../model/audit-event.js";
import type { JsonObject } from "../../model/json.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { type Notes, readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { type Finding, findEvents, type Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { endCovers } from "./end-assignments.js";
import { assignmentFacts, principalFacts } from "./facts.js";
import { withoutToken } from "./invitation.js";
import { lengthSetting } from "./length-setting.js";
import { assertSaidWhy, assertStatus, findTarget, nameOf } from "./parties.js";
import { sessionsEnded } from "./sessions-ended.js";
import { type Voided, voidGiven, withNothingOpen } from "./void-given.js";

/** How many events an event lists for review. */
const MOST_LISTED = 200;

/**
 * Locks an account that somebody else may have: by who administers it, or by its owner. It can do nothing from this instant on,
 * whatever it was given for a while is gone, and what it handed on (approvals, votes, links of invitations, covers, logins) is
 * void. What it did is told as a timeline; what of it concerned others is listed for review.
 */
export function* planLockDown(given: CommandInputs["lockDown"], at: Situation): Planning<CommandResult<"lockDown">> {
  const fields = readCommand("lockDown", given, ["principalId", "lookBack"]);
  const notes = fields.notes();
  const { reason } = notes;
  assertSaidWhy(reason);
  const lookBack = fields.optionalDuration("lookBack") ?? lengthSetting("lookBack", undefined, "30d");
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal } = state;
  if (!isOwner(at, principal.id) && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", "the actor may not lock this account");
  }
  if (state.lockDown !== undefined) throw refusal("wrong_status", "the account is locked down already");
  assertStatus(state, at.now, ["active", "read_only", "suspended"], "be locked down");
  const timeline = (yield* findEvents(principal.id, at.now - lookBack)).filter((event) => isBy(event, principal.id));
  const after = locked(state, { at: at.now, by: nameOf(at.actor), reason, statusBefore: principal.status });
  changes.put(after);
  const covers = { covered: state, assignments: state.assignments, end: at.now, command: "lockDown", notes } as const;
  const arranged = (yield* findEvents(principal.id, 0, "cover")).filter((event) => isBy(event, principal.id));
  // its agents act for whoever has it
  const grantedBy = new Set([principal.id, ...arranged.map(({ data }) => data.actor.id)]);
  yield* endCovers(at, changes, { ...covers, grantedBy });
  const voided = [
    ...(yield* voidGiven(at, changes, principal.id, "lockDown", notes)),
    ...(yield* voidInvitations(at, changes, principal.id, notes)),
  ];
  changes.tell(
    draftEvent(at, {
      type: "principal.locked_down",
      action: "lockDown",
      subject: principal.id,
      concerns: voided.map(({ principalId }) => principalId),
      notes,
      before: { ...principalFacts(state), assignments: state.assignments.map(assignmentFacts) },
      after: { ...principalFacts(after), assignments: after.assignments.map(assignmentFacts) },
      severity: "critical",
      details: reviewOf(principal.id, timeline, voided, lookBack),
    }),
  );
  return changes.plan({ timeline });
}

/** Not through an agent, nor through a login: those may be what was stolen. */
function isOwner({ actor }: Situation, id: string): boolean {
  return actor.kind === "principal" && actor.onBehalfOf === undefined && actor.state.principal.id === id;
}

function isBy({ data }: AuditEvent, id: string): boolean {
  return (data.actor.kind === "principal" && data.actor.id === id) || data.actor.onBehalfOf === id;
}

function locked(state: PrincipalState, lockDown: NonNullable<PrincipalState["lockDown"]>): PrincipalState {
  const { principal, assignments } = state;
  return {
    ...withNothingOpen(state, lockDown.at),
    principal: { ...sessionsEnded(principal, lockDown.at), status: "suspended" },
    assignments: assignments.filter(({ origin }) => {
      return !(origin?.kind === "request" || origin?.kind === "activation" || origin?.kind === "emergency");
    }),
    approvals: [],
    lockDown,
  };
}

/** Links that the account had sent, by itself or through an agent: whoever holds them may be whoever stole it. */
function* voidInvitations(at: Situation, changes: Changes, by: string, notes: Notes): Finding<readonly Voided[]> {
  const senders = new Map<string, Set<string>>();
  for (const action of ["invite", "resendInvite"]) {
    for (const event of yield* findEvents(by, 0, action)) {
      const { subject, data } = event;
      if (subject === undefined || data.outcome !== "done" || !isBy(event, by)) continue;
      senders.set(subject, (senders.get(subject) ?? new Set<string>()).add(data.actor.id));
    }
  }
  const voided: Voided[] = [];
  for (const [id, sentBy] of senders) {
    const state = yield* changes.find(id);
    const { invitation } = state ?? {};
    if (state === undefined || invitation?.tokenHash === undefined || !sentBy.has(invitation.invitedBy)) continue;
    changes.follow({ ...state, invitation: withoutToken(invitation) });
    const event = { type: "invitation.voided", action: "lockDown", subject: id, concerns: [by], notes } as const;
    changes.tell(draftEvent(at, event));
    voided.push({ principalId: id, kind: "invitation" });
  }
  return voided;
}

function reviewOf(
  id: string,
  timeline: readonly AuditEvent[],
  voided: readonly Voided[],
  lookBack: number,
): JsonObject {
  const onOthers = timeline.filter(({ data }) => data.outcome === "done" && data.principalIds.some((it) => it !== id));
  return {
    lookBackMs: lookBack,
    eventsInTimeline: timeline.length,
    voided: voided.map(({ principalId, kind, id: what }) => ({
      principalId,
      kind,
      ...(what === undefined ? {} : { id: what }),
    })),
    // the latest, if they are too many: the timeline has them all
    toReview: onOthers.slice(-MOST_LISTED).map((event) => ({
      event: event.id,
      action: event.data.action,
      principalIds: event.data.principalIds,
    })),
  };
}
