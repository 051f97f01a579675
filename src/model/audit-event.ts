import type { Decision } from "./decision.js";
import type { Json, JsonObject } from "./json.js";

/** How what an event tells of came out. */
export type AuditOutcome = "done" | "refused" | "challenged" | "allowed" | "denied";

/** Who acted. */
export interface AuditActor {
  /** The id of a principal, or the name of the system that acted (`scim`, `seed`). */
  readonly id: string;
  readonly kind: "principal" | "system";
  /** The human behind an agent, or the account that somebody was logged in as. */
  readonly onBehalfOf?: string;
  readonly sessionId?: string;
}

/** What an event tells. */
export interface AuditData {
  readonly actor: AuditActor;
  /** The command (`assign`), or the policy's action (`export`). */
  readonly action: string;
  readonly outcome: AuditOutcome;
  /** Every principal whose state changed, or who is concerned: what caches forget, and what an audit is searched by. */
  readonly principalIds: readonly string[];
  /** The record concerned, if there is one. */
  readonly record?: { readonly type: string; readonly id?: string | number };
  /** Why, in the actor's words. */
  readonly reason?: string;
  /** The caller's idempotency key. */
  readonly key?: string;
  /** What was there before, as far as it changed. Values of sensitive fields are redacted. */
  readonly before?: Json;
  /** What is there now, as far as it changed. Values of sensitive fields are redacted. */
  readonly after?: Json;
  /** What the policy said: for refusals, step-ups and recorded decisions. */
  readonly decision?: Decision;
  /** How urgently a human should look. `critical`: break-glass, lock-down. Default `info`. */
  readonly severity?: "info" | "notice" | "critical";
  /** What only this kind of event has. */
  readonly details?: JsonObject;
}

/** An event before it has its place in a tenant's chain. */
export interface EventDraft {
  /** The last part of the type: `assignment.created` becomes `castellan.assignment.created`. */
  readonly type: string;
  /** The principal that it is about. */
  readonly subject?: string;
  readonly data: AuditData;
}

/**
 * Something that happened, in its place in a tenant's chain: a CloudEvents 1.0 event in structured JSON form, with
 * extension attributes for the chain. Immutable, plain JSON.
 */
export interface AuditEvent {
  readonly specversion: "1.0";
  /** Unique within the source: `<revision>.<place in its commit>`. */
  readonly id: string;
  /** `/castellan/<tenant>`, the tenant percent-encoded. */
  readonly source: string;
  /** `castellan.` and what happened: `castellan.assignment.created`. */
  readonly type: string;
  /** The principal that it is about, percent-encoded nowhere: as it is. */
  readonly subject?: string;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly time: string;
  readonly datacontenttype: "application/json";
  /** The tenant's own count of events, from 1, without gaps. */
  readonly sequence: number;
  /** The commit that it belongs to, from 1, without gaps. */
  readonly revision: number;
  /** The `hash` of the event before it; 64 zeros for the first. */
  readonly previoushash: string;
  /** SHA-256, lower-case hex, over the canonical JSON (RFC 8785) of this event without `hash`. */
  readonly hash: string;
  readonly data: AuditData;
}
