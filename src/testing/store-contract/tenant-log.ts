import type { AuditData, AuditEvent } from "../../model/audit-event.js";
import type { HeldAssignment, PrincipalState } from "../../model/principal-state.js";
import type { PolicyStore, StoreChanges } from "../../storage/policy-store.js";
import { expectSame } from "./expect.js";

const START = Date.UTC(2026, 0, 5, 9);

/** What is said of an event; the rest follows from its place. */
export interface EventSketch extends Partial<AuditData> {
  /** Epoch ms. */
  readonly at?: number;
}

/** One commit, as a case says it. */
export interface CommitSketch {
  readonly put?: readonly PrincipalState[];
  readonly remove?: readonly string[];
  /** One event that names all who are changed, if nothing is said. */
  readonly events?: readonly EventSketch[];
}

/** Where a tenant stands: what the next commit goes on from. */
export interface TenantHead {
  readonly revision: number;
  readonly sequence: number;
  readonly hash: string;
}

/** Where a tenant begins. */
export const NOTHING_YET: TenantHead = { revision: 0, sequence: 0, hash: "0".repeat(64) };

/**
 * Makes the changes of the commit that comes after a head.
 *
 * @param tenant - whose events they are
 * @param head - what they go on from
 * @param sketch - what they say
 */
export function changesAfter(tenant: string, head: TenantHead, sketch: CommitSketch): StoreChanges {
  const put = sketch.put ?? [];
  const changed = [...put.map((state) => state.principal.id), ...(sketch.remove ?? [])];
  let previous = head;
  const events = (sketch.events ?? [{}]).map((event, index): AuditEvent => {
    const made = eventAfter(tenant, previous, head.revision + 1, index, { principalIds: changed, ...event });
    previous = made;
    return made;
  });
  return sketch.remove === undefined ? { put, events } : { put, remove: sketch.remove, events };
}

function eventAfter(
  tenant: string,
  { sequence, hash }: TenantHead,
  revision: number,
  index: number,
  { at = START + revision * 60_000, ...data }: EventSketch,
): AuditEvent {
  return {
    specversion: "1.0",
    id: `${revision}.${index + 1}`,
    source: `/castellan/${tenant.replace(/[^a-z0-9]/gi, (unit) => `%${unit.charCodeAt(0).toString(16)}`)}`,
    type: "castellan.principal.changed",
    time: new Date(at).toISOString(),
    datacontenttype: "application/json",
    sequence: sequence + 1,
    revision,
    previoushash: hash,
    // stores keep hashes and do not check them: any text of their form will do
    hash: (sequence + 1).toString(16).padStart(64, "0"),
    data: { actor: { id: "root", kind: "principal" }, action: "change", outcome: "done", principalIds: [], ...data },
  };
}

/** A tenant that a case writes to, one commit after the other. */
export class TenantLog {
  readonly #store: PolicyStore;
  readonly #tenant: string;
  #head: TenantHead;

  constructor(store: PolicyStore, tenant: string, head: TenantHead = NOTHING_YET) {
    this.#store = store;
    this.#tenant = tenant;
    this.#head = head;
  }

  get head(): TenantHead {
    return this.#head;
  }

  /** The changes that would come next. */
  next(sketch: CommitSketch): StoreChanges {
    return changesAfter(this.#tenant, this.#head, sketch);
  }

  /** Commits what comes next, and remembers it if it was taken. */
  async commit(sketch: CommitSketch): Promise<readonly AuditEvent[]> {
    const changes = this.next(sketch);
    const made = await this.#store.commit(this.#tenant, changes, { expectedRevision: this.#head.revision });
    expectSame(made.revision, this.#head.revision + 1, "the revision that a commit resolves to");
    const { revision, sequence, hash } = changes.events.at(-1) ?? this.#head;
    this.#head = { revision, sequence, hash };
    return changes.events;
  }

  /** Commits states. */
  put(...states: readonly PrincipalState[]): Promise<readonly AuditEvent[]> {
    return this.commit({ put: states });
  }
}

/**
 * A principal with little to it.
 *
 * @param id - who
 * @param mark - something to tell one state from another by
 */
export function person(id: string, mark: unknown = null): PrincipalState {
  const principal = { id, kind: "employee", status: "active", attributes: { mark } } as const;
  return { principal, assignments: [], approvals: [], requests: [], revision: 0 };
}

/** A principal who holds roles. */
export function holder(id: string, ...roles: readonly string[]): PrincipalState {
  return { ...person(id), assignments: roles.map((role, index): HeldAssignment => ({ id: `${id}#${index}`, role })) };
}

/** What a person was marked with. */
export function markOf(state: PrincipalState | undefined): unknown {
  return state?.principal.attributes?.mark;
}
