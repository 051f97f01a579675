import type { AuditEvent, PolicyStore, PrincipalState } from "castellan/storage";

/** A state with these roles. */
export function stateOf(id: string, ...roles: readonly string[]): PrincipalState {
  return {
    principal: { id, kind: "employee", status: "active" },
    assignments: roles.map((role, index) => ({ id: `a${index}`, role })),
    approvals: [],
    requests: [],
    revision: 0,
  };
}

/** Commits states on top of what is there: one event for each. */
export async function put(store: PolicyStore, tenant: string, ...states: readonly PrincipalState[]): Promise<number> {
  const [last] = await all(store.events(tenant, { last: 1 }));
  const at = { revision: last?.revision ?? 0, sequence: last?.sequence ?? 0 };
  const events = states.map((state, index) => eventOf(at.revision + 1, at.sequence + 1 + index, state.principal.id));
  const { revision } = await store.commit(tenant, { put: states, events }, { expectedRevision: at.revision });
  return revision;
}

/** An event, not sealed: stores do not look at hashes. */
export function eventOf(revision: number, sequence: number, principalId: string): AuditEvent {
  return {
    specversion: "1.0",
    id: `${revision}.${sequence}`,
    source: "/castellan/acme",
    type: "castellan.assignment.created",
    subject: principalId,
    time: new Date(1_790_000_000_000 + sequence * 1_000).toISOString(),
    datacontenttype: "application/json",
    sequence,
    revision,
    previoushash: "0".repeat(64),
    hash: "f".repeat(64),
    data: {
      actor: { id: "admin", kind: "principal" },
      action: "assign",
      outcome: "done",
      principalIds: [principalId],
      key: `key-${sequence}`,
    },
  };
}

/** All that an iterable gives. */
export async function all<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of iterable) found.push(each);
  return found;
}
