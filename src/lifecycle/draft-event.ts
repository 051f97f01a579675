import type { AuditActor, AuditData, EventDraft } from "../model/audit-event.js";
import type { Json, JsonObject } from "../model/json.js";
import type { CommandName } from "./command.js";
import type { Actor, Situation } from "./situation.js";

/** What an event tells, beside who acted. */
export interface EventContent {
  /** Without `castellan.`: `assignment.created`. */
  readonly type: string;
  readonly action: CommandName;
  /** The principal that it is about. */
  readonly subject?: string | undefined;
  /** Whom else it concerns, or whose state changed too. */
  readonly concerns?: readonly string[];
  /** The command's own notes: its reason and its key are told. */
  readonly notes?: { readonly reason?: string | undefined; readonly key?: string | undefined };
  /** What was there before, and what is there now: only members that differ are told. Never tokens, nor hashes of them. */
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
  readonly record?: AuditData["record"];
  readonly severity?: "info" | "notice" | "critical";
  readonly details?: JsonObject | undefined;
}

/** Writes down something that a command did, by whoever gave it. */
export function draftEvent(at: Situation, content: EventContent): EventDraft {
  const { type, action, subject, concerns = [], notes = {}, record, severity, details } = content;
  const { before, after } = changedParts(content.before, content.after);
  const actor = auditActor(at.actor);
  // what was done on somebody's behalf is found by their name too
  const named = [subject, ...concerns, actor.onBehalfOf].filter((id) => id !== undefined);
  return {
    type,
    ...(subject === undefined ? {} : { subject }),
    data: {
      actor,
      action,
      outcome: "done",
      principalIds: [...new Set(named)],
      ...(record === undefined ? {} : { record }),
      ...(notes.reason === undefined ? {} : { reason: notes.reason }),
      ...(notes.key === undefined ? {} : { key: notes.key }),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      ...(severity === undefined ? {} : { severity }),
      ...(details === undefined ? {} : { details }),
    },
  };
}

/** An actor as it stands in the audit. */
export function auditActor(actor: Actor): AuditActor {
  if (actor.kind === "system") return { id: actor.name, kind: "system" };
  const { state, session, onBehalfOf } = actor;
  return {
    id: state.principal.id,
    kind: "principal",
    ...(onBehalfOf === undefined ? {} : { onBehalfOf: onBehalfOf.state.principal.id }),
    ...(session === null ? {} : { sessionId: session.id }),
  };
}

/** Of two objects the members that differ; nothing of a side on which there are none. */
function changedParts(
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): { readonly before?: JsonObject | undefined; readonly after?: JsonObject | undefined } {
  return { before: partsUnlike(before, after), after: partsUnlike(after, before) };
}

function partsUnlike(one: JsonObject | undefined, other: JsonObject | undefined): JsonObject | undefined {
  const entries = Object.entries(one ?? {}).filter(([name, value]) => {
    // a member that is undefined is none, whatever the types say of objects from outside
    return value !== undefined && !(other !== undefined && Object.hasOwn(other, name) && same(value, other[name]));
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function same(one: Json, other: Json | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const mine = new Map(Object.entries(one));
  const theirs = new Map(Object.entries(other));
  return mine.size === theirs.size && [...mine].every(([name, value]) => same(value as Json, theirs.get(name) as Json));
}
