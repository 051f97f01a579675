import { own } from "../../compile/own.js";
import { toEpochMs } from "../../model/instant.js";
import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import type { CommandName } from "../command.js";
import type { Notes } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { hasEnded } from "../live-assignments.js";
import { type Finding, findEvents } from "../plan.js";
import type { Situation } from "../situation.js";
import type { Changes } from "./changes.js";
import { assignmentFacts } from "./facts.js";

/** An assignment that ends at an instant (epoch ms) at the latest: none is left of it where that is over. */
export function endedAt(assignment: HeldAssignment, end: number, now: number): readonly HeldAssignment[] {
  const { validUntil } = assignment;
  const ending = { ...assignment, validUntil: validUntil === undefined ? end : Math.min(end, toEpochMs(validUntil)) };
  return end <= now || hasEnded(ending, now) ? [] : [ending];
}

/** Whether somebody has it for a while beside what they usually have. */
export function isTemporary({ origin }: HeldAssignment): boolean {
  const kind = origin?.kind;
  return kind === "request" || kind === "activation" || kind === "emergency" || kind === "cover";
}

/** A state in which some assignments, and whatever was activated of them, end at an instant at the latest. */
export function withEnded(state: PrincipalState, ids: ReadonlySet<string>, end: number, now: number): PrincipalState {
  return endedWhere(state, (assignment) => ids.has(assignment.id) || isDerived(assignment, ids), end, now);
}

/** A state in which whatever was activated of an assignment ends at an instant at the latest, and itself does not. */
export function withDerivedEnded(state: PrincipalState, id: string, end: number, now: number): PrincipalState {
  const ids = new Set([id]);
  return endedWhere(state, (assignment) => isDerived(assignment, ids), end, now);
}

function endedWhere(
  state: PrincipalState,
  ends: (assignment: HeldAssignment) => boolean,
  end: number,
  now: number,
): PrincipalState {
  const assignments = state.assignments.flatMap((it) => (ends(it) ? endedAt(it, end, now) : [it]));
  return { ...state, assignments };
}

/** Whether it was activated of one of some assignments of the same principal: covers are made of somebody else's. */
function isDerived({ origin }: HeldAssignment, ids: ReadonlySet<string>): boolean {
  return (origin?.kind === "activation" || origin?.kind === "emergency") && ids.has(origin.assignmentId);
}

/** Which covers end, when, and by what. */
export interface CoversToEnd {
  /** Somebody whose assignments are covered, as they were. */
  readonly covered: PrincipalState;
  /** Their assignments whose covers end. */
  readonly assignments: readonly HeldAssignment[];
  /** Epoch ms. */
  readonly end: number;
  readonly command: CommandName;
  readonly notes: Notes;
  /** Only what one of these principals handed out; all of them, if not given. */
  readonly grantedBy?: ReadonlySet<string>;
}

/** Ends what deputies hold of somebody's assignments: a cover never outlasts what it covers. */
export function* endCovers(at: Situation, changes: Changes, what: CoversToEnd): Finding<void> {
  const { covered, assignments, end, command, notes, grantedBy } = what;
  const ids = new Set(assignments.map(({ id }) => id));
  const concerned = (held: HeldAssignment) =>
    held.origin?.kind === "cover" &&
    held.origin.forPrincipalId === covered.principal.id &&
    ids.has(held.origin.assignmentId) &&
    (grantedBy === undefined || (held.grantedBy !== undefined && grantedBy.has(held.grantedBy))) &&
    !hasEnded(held, at.now) &&
    // what ends before is not touched
    !(held.validUntil !== undefined && toEpochMs(held.validUntil) <= end);
  for (const id of yield* deputiesOf(covered.principal.id)) {
    const deputy = yield* changes.find(id);
    const ending = deputy?.assignments.filter(concerned) ?? [];
    if (deputy === undefined || ending.length === 0) continue;
    const endingIds = new Set(ending.map((held) => held.id));
    changes.follow(withEnded(deputy, endingIds, end, at.now));
    const event = {
      type: "cover.ended",
      action: command,
      subject: id,
      concerns: [covered.principal.id],
      notes,
      before: { assignments: ending.map(assignmentFacts) },
      details: { forPrincipalId: covered.principal.id, endsAt: end },
    } as const;
    changes.tell(draftEvent(at, event));
  }
}

/** Found by the events that made them deputies: not everybody who has one of the roles is looked at. */
function* deputiesOf(principalId: string): Finding<ReadonlySet<string>> {
  const events = yield* findEvents(principalId, 0, "cover");
  const started = events.filter(({ data }) => own(data.details, "forPrincipalId") === principalId);
  return new Set(started.flatMap(({ subject }) => (subject === undefined ? [] : [subject])));
}
