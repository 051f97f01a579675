import type { AuditData, AuditEvent, AuditOutcome } from "../model/audit-event.js";

/** How an account had to do with what happened. */
export type TimelinePart =
  /** It acted. */
  | "acted"
  /** Somebody, or something, acted on its behalf. */
  | "represented"
  /** It was done to it, or concerned it. */
  | "concerned";

/** One thing that happened. */
export interface TimelineEntry {
  readonly part: TimelinePart;
  /** Epoch ms. Of a decision that was recorded, when it was decided. */
  readonly at: number;
  readonly sequence: number;
  /** The event's id. */
  readonly id: string;
  /** `castellan.assignment.created` */
  readonly type: string;
  readonly action: string;
  readonly outcome: AuditOutcome;
  /** Who acted: the account itself, unless `part` says otherwise. */
  readonly by: string;
  /** The other account that it acted for. */
  readonly onBehalfOf?: string;
  readonly sessionId?: string;
  readonly record?: NonNullable<AuditData["record"]>;
  /** Whom else it concerned. */
  readonly others: readonly string[];
  readonly reason?: string;
  readonly severity?: NonNullable<AuditData["severity"]>;
}

/** Which part of a timeline. */
export interface TimelineOptions {
  /** Only these parts. Default: `acted` and `represented`, which is what an account, or somebody with it, did. */
  readonly parts?: readonly TimelinePart[];
  /** Only in this session. */
  readonly sessionId?: string;
  /** Only at or after this instant (epoch ms). */
  readonly from?: number;
  /** Only before this instant (epoch ms). */
  readonly until?: number;
}

/**
 * What an account did, in the order in which it happened: for who looks into an account that was hacked or lent, and for
 * reviews. What was refused is in it.
 *
 * @param events - in the order of their sequence; those of others are passed over
 * @returns as it is read, and nothing is kept
 * @example
 * const data = { actor: { id: "u1", kind: "principal" }, action: "assign", outcome: "done", principalIds: ["u17"] } as const;
 * const events = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [{ type: "assignment.created", data }]);
 * const done = [];
 * for await (const { part, action, others } of timelineOf(events, "u1")) done.push([part, action, others]);
 * done // => [["acted", "assign", ["u17"]]]
 */
export async function* timelineOf(
  events: Iterable<AuditEvent> | AsyncIterable<AuditEvent>,
  principalId: string,
  options: TimelineOptions = {},
): AsyncIterable<TimelineEntry> {
  const { parts = ["acted", "represented"], sessionId, from, until } = options;
  for await (const event of events) {
    const part = partIn(event, principalId);
    if (part === null || !parts.includes(part)) continue;
    const entry = timelineEntry(event, principalId, part);
    if (sessionId !== undefined && entry.sessionId !== sessionId) continue;
    if (from !== undefined && entry.at < from) continue;
    if (until !== undefined && entry.at >= until) continue;
    yield entry;
  }
}

function partIn({ data: { actor, principalIds } }: AuditEvent, principalId: string): TimelinePart | null {
  // a system may have the name of a principal
  if (actor.kind === "principal" && actor.id === principalId) return "acted";
  if (actor.onBehalfOf === principalId) return "represented";
  return principalIds.includes(principalId) ? "concerned" : null;
}

function timelineEntry(event: AuditEvent, principalId: string, part: TimelinePart): TimelineEntry {
  const { actor, action, outcome, principalIds, record, reason, severity } = event.data;
  return {
    part,
    at: instantOf(event),
    sequence: event.sequence,
    id: event.id,
    type: event.type,
    action,
    outcome,
    by: actor.id,
    ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
    ...(actor.sessionId === undefined ? {} : { sessionId: actor.sessionId }),
    ...(record === undefined ? {} : { record }),
    others: principalIds.filter((id) => id !== principalId),
    ...(reason === undefined ? {} : { reason }),
    ...(severity === undefined ? {} : { severity }),
  };
}

/** Decisions are committed some time after they were made. */
function instantOf({ type, time, data: { details } }: AuditEvent): number {
  const at = type.startsWith("castellan.decision.") ? details?.at : undefined;
  const decided = typeof at === "string" ? Date.parse(at) : Number.NaN;
  return Number.isNaN(decided) ? Date.parse(time) : decided;
}
