import type { AuditActor, AuditOutcome, EventDraft } from "../model/audit-event.js";
import type { Decision, Outcome } from "../model/decision.js";
import type { Json } from "../model/json.js";
import { toJson, wellFormed } from "./to-json.js";

/** How much of each text that somebody chose is written down. */
const LONGEST_NAME = 200;
const LONGEST_REASON = 4_000;
const MOST_NAMES = 100;

/** What was asked, by whom, and what was answered. */
export interface DecidedRequest {
  readonly actor: AuditActor;
  readonly action: string;
  readonly type: string;
  readonly recordId?: string | number;
  /** The fields asked for. */
  readonly fields?: readonly string[];
  /** The changes asked for: their keys are written down, their values are not. */
  readonly changes?: Readonly<Record<string, unknown>>;
  /** Why, in the actor's words. */
  readonly justification?: string;
  /** The host's own id of the request, to find its other logs by. */
  readonly requestId?: string;
  /** When it was decided (epoch ms): events carry the time of their commit, which may be later. */
  readonly at?: number;
  readonly decision: Decision;
}

const outcomes: { readonly [outcome in Outcome]: AuditOutcome } = {
  allow: "allowed",
  deny: "denied",
  challenge: "challenged",
};

/**
 * An event that tells of a decision: who asked, on whose behalf, from which session, for what, on which record, why, and what
 * the policy said. No value of a record is in it, only the names of fields. It is a draft: sealed when it is committed.
 *
 * @example
 * const event = decisionEvent({
 *   actor: { id: "agent-7", kind: "principal", onBehalfOf: "u17", sessionId: "s1" },
 *   action: "export", type: "deal", recordId: "d1", changes: { stage: "won" },
 *   decision: { outcome: "deny", reason: "forbidden", statements: [], errors: [], validUntil: null },
 * });
 * [event.type, event.subject, event.data.outcome] // => ["decision.denied", "agent-7", "denied"]
 * event.data.principalIds // => ["u17"]
 * event.data.details // => { changes: ["stage"] }
 */
export function decisionEvent(request: DecidedRequest): EventDraft {
  const { actor, action, type, recordId, justification, requestId, decision } = request;
  const outcome = outcomes[decision.outcome];
  const details: [string, Json][] = request.at === undefined ? [] : [["at", toJson(new Date(request.at))]];
  if (request.fields !== undefined) details.push(["fields", names(request.fields)]);
  if (request.changes !== undefined) details.push(["changes", names(Object.keys(request.changes))]);
  if (requestId !== undefined) details.push(["requestId", cut(requestId, LONGEST_NAME)]);
  return {
    type: `decision.${outcome}`,
    ...(actor.kind === "principal" ? { subject: actor.id } : {}),
    data: {
      actor,
      action: cut(action, LONGEST_NAME) || "(none)",
      outcome,
      principalIds: actor.onBehalfOf === undefined ? [] : [actor.onBehalfOf],
      record: { type: cut(type, LONGEST_NAME), ...(recordId === undefined ? {} : { id: nameOf(recordId) }) },
      ...(justification === undefined ? {} : { reason: cut(justification, LONGEST_REASON) }),
      decision,
      ...(details.length === 0 ? {} : { details: Object.fromEntries(details) }),
    },
  };
}

function names(all: readonly string[]): Json {
  const told = all.slice(0, MOST_NAMES).map((name) => cut(name, LONGEST_NAME));
  return all.length > MOST_NAMES ? [...told, `… and ${all.length - MOST_NAMES} more`] : told;
}

function nameOf(id: string | number): string | number {
  return typeof id === "string" ? cut(id, LONGEST_NAME) : id;
}

/** What came from outside may be of any length, and hold what stores cannot take. */
function cut(text: string, longest: number): string {
  const safe = wellFormed(text.slice(0, longest)).replaceAll("\0", "\ufffd");
  return text.length > longest ? `${safe}…` : safe;
}
