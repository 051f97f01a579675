import type { AuditEvent } from "../model/audit-event.js";
import type { PrincipalState } from "../model/principal-state.js";
import { StoreError } from "./store-error.js";

/**
 * Writes a state as JSON text, without its `revision`, which belongs to reading. The text is plain ASCII where it matters to
 * databases: `\u0000` and lone surrogates stand in it as escapes, so that a column of text takes it.
 *
 * @throws StoreError `invalid_changes` for what JSON cannot say: a cycle, a bigint, or nesting thousands deep
 * @example
 * encodeState({ principal: { id: "u1", kind: "employee", status: "active" }, assignments: [], approvals: [], requests: [], revision: 7 })
 * // => '{"principal":{"id":"u1","kind":"employee","status":"active"},"assignments":[],"approvals":[],"requests":[]}'
 */
export function encodeState(state: PrincipalState): string {
  const { revision: _, ...kept } = state;
  return encode(kept, "the state of a principal");
}

/**
 * Reads what {@link encodeState} wrote.
 *
 * @param text - what was kept
 * @param principalId - under which id it was kept
 * @param revision - the tenant's revision that it is read at
 * @throws StoreError `corrupt` for anything else than the state of this principal
 */
export function decodeState(text: string, principalId: string, revision: number): PrincipalState {
  const state = decode(text, "the state of a principal") as Partial<PrincipalState>;
  if (state.principal?.id !== principalId || !Array.isArray(state.assignments)) {
    throw new StoreError("corrupt", `what is kept for principal \`${principalId}\` is not the state of this principal`);
  }
  // the only place where stored bytes become a state: checked in what stores rely on, the rest is what a commit was given
  return { ...(state as PrincipalState), revision };
}

/**
 * Writes an event as JSON text.
 *
 * @throws StoreError `invalid_changes` for what JSON cannot say
 */
export function encodeEvent(event: AuditEvent): string {
  return encode(event, "an event");
}

/**
 * Reads what {@link encodeEvent} wrote.
 *
 * @param text - what was kept
 * @param sequence - under which sequence it was kept
 * @throws StoreError `corrupt` for anything else than the event of this sequence
 */
export function decodeEvent(text: string, sequence: number): AuditEvent {
  const event = decode(text, "an event") as Partial<AuditEvent>;
  if (event.sequence !== sequence || typeof event.data !== "object" || event.data === null) {
    throw new StoreError("corrupt", `what is kept as event ${sequence} is not this event`);
  }
  return event as AuditEvent;
}

function encode(value: object, what: string): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    throw new StoreError("invalid_changes", `${what} cannot be written as JSON`, error);
  }
}

function decode(text: string, what: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value;
  } catch (error) {
    throw new StoreError("corrupt", `what is kept as ${what} is not JSON`, error);
  }
  throw new StoreError("corrupt", `what is kept as ${what} is not a JSON object`);
}
