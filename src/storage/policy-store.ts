import type { AuditEvent } from "../model/audit-event.js";
import type { PrincipalState } from "../model/principal-state.js";

/**
 * Where castellan keeps what it knows: five methods, and nothing else is ever asked of a database. `castellan/testing` has the
 * suite that an implementation must pass.
 *
 * Tenants are apart: nothing done in one is seen in another. Each has a revision: 0 before its first commit, and 1 more with
 * every commit. Ids of tenants and principals are any text but the empty one, up to 256 UTF-16 code units, and are told apart
 * to the letter (case, accents and trailing spaces count).
 */
export interface PolicyStore {
  /**
   * Reads what is kept on a principal, as of the latest commit that was acknowledged before the call, or a later one.
   *
   * @returns with `revision` set to the tenant's revision that it was read at; `undefined` for an unknown principal
   */
  read(tenant: string, principalId: string): Promise<PrincipalState | undefined>;

  /**
   * Writes states and events, all or nothing, and only if the tenant's revision is still the one expected. Once it resolves,
   * the commit survives the death of the process.
   *
   * @returns the tenant's new revision: `expectedRevision + 1`
   * @throws StoreError `revision_conflict` if another commit came first: nothing was written
   * @throws StoreError `unavailable` if the store cannot be reached: whether it was written is unknown
   */
  commit(tenant: string, changes: StoreChanges, options: CommitOptions): Promise<{ readonly revision: number }>;

  /** All principals of a tenant, by id in the order of UTF-16 code units, as of one revision each page. */
  scan(tenant: string, options?: ScanOptions): AsyncIterable<PrincipalState>;

  /** The events of a tenant, in the order of their sequence. */
  events(tenant: string, query?: EventQuery): AsyncIterable<AuditEvent>;

  /**
   * Tells of commits soon after they were made, in order, each once, beginning with those after `fromRevision`. May be left
   * out: then changes made by other processes are found by asking.
   *
   * @param signal - ends it: the iterable finishes without an error
   * @throws StoreError `unavailable` when the connection is lost: whoever watches begins again where they were
   */
  watch?(tenant: string, fromRevision: number, signal: AbortSignal): AsyncIterable<StoreNews>;
}

/** One commit. */
export interface StoreChanges {
  /** Whole states, each in place of what was kept on that principal. Each principal at most once. */
  readonly put: readonly PrincipalState[];
  /** The ids of principals of whom nothing is to be kept, but for events. */
  readonly remove?: readonly string[];
  /** At least one, all with `revision: expectedRevision + 1`, and with sequences that go on from the tenant's last. */
  readonly events: readonly AuditEvent[];
}

/** Under which condition a commit is made. */
export interface CommitOptions {
  /** The tenant's revision that the changes rest on. */
  readonly expectedRevision: number;
}

/** Which principals to scan. */
export interface ScanOptions {
  /** Only ids after this one, in the order of UTF-16 code units. */
  readonly after?: string;
  /** At most so many: a whole number from 1. All, if not given. */
  readonly limit?: number;
  /** Only principals who have an assignment of this role, in whatever state. */
  readonly role?: string;
}

/** Which events to read; all that is given must hold. */
export interface EventQuery {
  /** Only events of commits after this revision. */
  readonly afterRevision?: number;
  /** Only events that concern this principal, as actor or among `principalIds`. */
  readonly principalId?: string;
  /** Only events with this `data.action`. */
  readonly action?: string;
  /** Only events with this `data.key`. */
  readonly key?: string;
  /** Only events at or after this instant (epoch ms). */
  readonly from?: number;
  /** Only events before this instant (epoch ms). */
  readonly until?: number;
  /** Only the last so many of those that match, still in the order of their sequence: a whole number from 1. */
  readonly last?: number;
}

/** A commit that was made. */
export interface StoreNews {
  readonly revision: number;
  /** Whose states were written or removed. */
  readonly principalIds: readonly string[];
}
