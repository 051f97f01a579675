import type { AuditEvent } from "../../model/audit-event.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { changedPrincipals, checkChanges, checkSequence, revisionConflict } from "../check-changes.js";
import { CommitBell } from "../commit-bell.js";
import { EventIndex } from "../event-index.js";
import { matchesEvent } from "../event-query.js";
import type { CommitOptions, EventQuery, StoreChanges, StoreNews } from "../policy-store.js";
import { frozen, StateTable } from "../state-table.js";
import { decodeEvent, decodeState, encodeEvent, encodeState } from "../stored-json.js";

/** What memory holds of one tenant. */
export class MemoryTenant {
  readonly states = new StateTable();
  readonly bell = new CommitBell();
  readonly #events: AuditEvent[] = [];
  readonly #index = new EventIndex();
  /** One of each commit: that of revision 1 first. */
  readonly #news: StoreNews[] = [];
  /** Where in the events each commit begins. */
  readonly #begins: number[] = [];

  get revision(): number {
    return this.#news.length;
  }

  commit(tenant: string, changes: StoreChanges, options: CommitOptions): void {
    checkChanges(tenant, changes, options);
    const { expectedRevision } = options;
    if (expectedRevision !== this.revision) throw revisionConflict(expectedRevision, this.revision);
    checkSequence(changes, this.#events.length);
    // all that can fail is done before anything is changed. What is kept went through JSON: nobody else has it in hand
    const put = changes.put.map((state): PrincipalState => decodeState(encodeState(state), state.principal.id, 0));
    const events = changes.events.map((event) => frozen(decodeEvent(encodeEvent(event), event.sequence)));
    const news = frozen({ revision: expectedRevision + 1, principalIds: changedPrincipals(changes) });

    this.#begins.push(this.#events.length);
    for (const event of events) this.#index.add(event, this.#events.push(event) - 1);
    this.states.apply(put, changes.remove);
    this.#news.push(news);
    this.bell.ring();
  }

  /** The news of a commit that was made. */
  newsOf(revision: number): StoreNews | undefined {
    return this.#news[revision - 1];
  }

  /** The events that are asked for, as of now. */
  find(query: EventQuery): readonly AuditEvent[] {
    const { afterRevision = 0, last = Number.POSITIVE_INFINITY } = query;
    const places = this.#index.places(query);
    const first = this.#begins[Math.max(afterRevision, 0)] ?? (afterRevision > 0 ? this.#events.length : 0);
    const found: AuditEvent[] = [];
    // from the end, so that the last ones are found without looking at the others
    for (let at = (places ?? this.#events).length - 1; at >= 0 && found.length < last; at--) {
      const place = places?.[at] ?? at;
      if (place < first) break;
      const event = this.#events[place];
      if (event !== undefined && matchesEvent(event, query)) found.push(event);
    }
    return found.reverse();
  }
}
