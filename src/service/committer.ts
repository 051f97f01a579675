import { chainHead, sealEvents } from "../govern/audit-chain.js";
import type { AuditEvent, EventDraft } from "../model/audit-event.js";
import { isCastellanError } from "../model/errors.js";
import type { PrincipalState } from "../model/principal-state.js";
import type { PolicyStore } from "../storage/policy-store.js";
import { StoreError } from "../storage/store-error.js";
import { firstEvent, lastEvent } from "./ask.js";
import type { Clocks, Moment } from "./clock.js";
import { pause, withPatience } from "./patience.js";
import type { TenantView } from "./tenant-view.js";

/** What is to be written, worked out on the head of the log. */
export interface Proposal<Told> {
  readonly put: readonly PrincipalState[];
  readonly remove: readonly string[];
  /** None: there is nothing to be written. */
  readonly drafts: readonly EventDraft[];
  /** What is told once it is written. */
  readonly told: Told;
}

/** What was written. */
export interface Written<Told> {
  readonly revision: number;
  readonly events: readonly AuditEvent[];
  readonly told: Told;
}

/** What a committer rests on. */
export interface CommitterParts {
  readonly tenant: string;
  readonly store: PolicyStore;
  readonly clocks: Clocks;
  readonly timeoutMs: number;
  readonly view: TenantView;
}

/** So often others may come first. */
const MOST_CONFLICTS = 60;
/** So often the store may fail. */
const MOST_FAILURES = 5;

/** Writes to a tenant's log: what is proposed is worked out anew wherever somebody else came first, and never written twice. */
export class Committer {
  readonly #parts: CommitterParts;

  constructor(parts: CommitterParts) {
    this.#parts = parts;
  }

  /**
   * Has something proposed, and writes it.
   *
   * @param propose - works out what to write; everything that it reads must be read after it was called
   * @throws StoreError `unavailable` if the store cannot be reached; the message says whether something may have been written.
   * Whatever `propose` throws
   */
  async write<Told>(
    propose: (head: AuditEvent | null, now: number) => Promise<Proposal<Told>>,
  ): Promise<Written<Told>> {
    const unsettled: Written<Told>[] = [];
    for (let conflicts = 0, failures = 0; ; ) {
      try {
        return await this.#attempt(propose, unsettled);
      } catch (error) {
        const code = isCastellanError(error) ? error.code : undefined;
        if (code === "revision_conflict" && conflicts < MOST_CONFLICTS) {
          await pause(Math.min(conflicts, 5), 2, 100);
          conflicts += 1;
        } else if (code === "unavailable" && failures < MOST_FAILURES) {
          await pause(failures, 40, 1_000);
          failures += 1;
        } else {
          throw unsettled.length === 0 ? error : unknownOutcome(error);
        }
      }
    }
  }

  async #attempt<Told>(
    propose: (head: AuditEvent | null, now: number) => Promise<Proposal<Told>>,
    unsettled: Written<Told>[],
  ): Promise<Written<Told>> {
    const { tenant, store, clocks, timeoutMs } = this.#parts;
    // the head first: all that is read from here on is at least as fresh, and what changes afterwards makes the commit fail
    const begun = clocks.moment();
    const head = await withPatience(lastEvent(store, tenant), timeoutMs);
    const written = await this.#settle(unsettled, head);
    if (written !== null) return this.#done(written, null);

    const expectedRevision = head?.revision ?? 0;
    const now = clocks.now();
    const { put, remove, drafts, told } = await propose(head, now);
    if (drafts.length === 0) {
      // changes that nothing tells of are not made
      if (put.length > 0 || remove.length > 0) throw new StoreError("invalid_changes", "a change without an event");
      return { revision: expectedRevision, events: [], told };
    }
    const revision = expectedRevision + 1;
    const place = { tenant, head: head === null ? null : chainHead(head), revision, time: now };
    const attempt = { revision, events: sealEvents(place, drafts), told };
    try {
      const changes = { put, events: attempt.events, ...(remove.length === 0 ? {} : { remove }) };
      await withPatience(store.commit(tenant, changes, { expectedRevision }), timeoutMs);
    } catch (error) {
      if (isCastellanError(error) && error.code === "unavailable") unsettled.push(attempt);
      throw error;
    }
    return this.#done(attempt, begun);
  }

  #done<Told>(written: Written<Told>, begun: Moment | null): Written<Told> {
    this.#parts.view.committed(
      written.revision,
      written.events.flatMap(({ data }) => data.principalIds),
      begun,
    );
    return written;
  }

  /**
   * Finds out what became of attempts of which it was not known. There is one commit of each revision: if it is there, it is
   * this one or another one, and if another one, this one never was and never will be made.
   */
  async #settle<Told>(unsettled: Written<Told>[], head: AuditEvent | null): Promise<Written<Told> | null> {
    const { tenant, store, timeoutMs } = this.#parts;
    for (const attempt of [...unsettled]) {
      if (head === null || head.revision < attempt.revision) continue;
      const query = { afterRevision: attempt.revision - 1 };
      const found = await withPatience(firstEvent(store, tenant, query), timeoutMs);
      if (found?.hash === attempt.events[0]?.hash) return attempt;
      unsettled.splice(unsettled.indexOf(attempt), 1);
    }
    return null;
  }
}

function unknownOutcome(cause: unknown): StoreError {
  const message =
    "the store was lost while it was written to, and whether it was written is unknown: give the command again with the same `key`";
  return new StoreError("unavailable", message, cause);
}
