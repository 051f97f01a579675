import type { AuditEvent, EventDraft } from "../model/audit-event.js";
import type { PrincipalState } from "../model/principal-state.js";

/** Something that a command has to know before it can go on: whoever carries it out looks it up. */
export type Need =
  /** What is kept on a principal, or `undefined`. */
  | { readonly kind: "principal"; readonly principalId: string }
  /** Everybody who has an assignment of this very role, in whatever state. */
  | { readonly kind: "holders"; readonly role: string }
  /** The events that concern a principal, as actor or otherwise, from an instant on; of one action, if given. */
  | { readonly kind: "events"; readonly principalId: string; readonly from: number; readonly action?: string };

/**
 * What a command comes down to: nothing has been written yet. Without states and events there is nothing to commit, as where news
 * is heard a second time.
 */
export interface Plan<Result = unknown> {
  /** Whole states, each in place of what is kept. */
  readonly put: readonly PrincipalState[];
  /** The ids of principals who are forgotten. */
  readonly remove?: readonly string[];
  /**
   * Of `put`, the ids of those whom the command does not name: their states follow from what it does to somebody else (an
   * approval that no longer counts, a deputy's cover that is over). The policy is not asked whether the actor may administer
   * them, or nobody could be sent away whose deputy is out of reach.
   */
  readonly follows?: readonly string[];
  readonly events: readonly EventDraft[];
  readonly result: Result;
}

/**
 * A command being planned: a generator that yields what it needs to know, is given it, and returns its plan. So the rules of a
 * command are written down in one go, and stay pure: whoever drives it does the reading, from a database or from a test's map.
 */
export type Planning<Result> = Generator<Need, Plan<Result>, unknown>;

/** A part of a planning that looks something up. */
export type Finding<Found> = Generator<Need, Found, unknown>;

/** Looks up a principal. */
export function* findPrincipal(principalId: string): Finding<PrincipalState | undefined> {
  return (yield { kind: "principal", principalId }) as PrincipalState | undefined;
}

/** Looks up everybody who has an assignment of this very role, in whatever state. */
export function* findHolders(role: string): Finding<readonly PrincipalState[]> {
  return (yield { kind: "holders", role }) as readonly PrincipalState[];
}

/** Looks up what concerned a principal since an instant (epoch ms): all of it, or what one action did. */
export function* findEvents(principalId: string, from: number, action?: string): Finding<readonly AuditEvent[]> {
  const need = { kind: "events", principalId, from } as const;
  return (yield action === undefined ? need : { ...need, action }) as readonly AuditEvent[];
}
