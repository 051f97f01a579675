import type { AuditEvent, PrincipalState, StoreChanges } from "castellan/storage";

/** Tenants whose journals are written at once; one of them has a name that is no good for files. */
export const tenants = ["acme", "ACME", "../z 😀"];

/** Everybody whom commits change: each commit marks some of them with its revision. */
export const people = ["ada", "ben", "cleo", "dan"];

/**
 * The commit that every writer makes at a revision: told from the revision alone, so that whoever reads it knows what has
 * to be there.
 *
 * @param sequence - of the last event before it
 */
export function commitAt(revision: number, sequence: number): StoreChanges {
  // now and then a large one, in the midst of which a kill may fall
  const size = isLarge(revision) ? 4_000_000 : revision % 5 === 0 ? 60_000 : 100;
  const put = changedAt(revision).map((id): PrincipalState => {
    const attributes = { revision, padding: String(revision % 10).repeat(size) };
    return {
      principal: { id, kind: "employee", status: "active", attributes },
      assignments: [],
      approvals: [],
      requests: [],
      revision: 0,
    };
  });
  const events = Array.from({ length: eventsAt(revision) }, (_, place): AuditEvent => {
    const at = sequence + place + 1;
    return {
      specversion: "1.0",
      id: `${revision}.${place + 1}`,
      source: "/castellan/killed",
      type: "castellan.principal.changed",
      time: new Date(revision * 1_000).toISOString(),
      datacontenttype: "application/json",
      sequence: at,
      revision,
      previoushash: hash(at - 1),
      hash: hash(at),
      data: {
        actor: { id: "root", kind: "system" },
        action: "change",
        outcome: "done",
        principalIds: changedAt(revision),
      },
    };
  });
  return { put, events };
}

/** Whether a commit takes so long that a kill may well fall into the midst of it. */
export function isLarge(revision: number): boolean {
  return revision % 13 === 0;
}

export function changedAt(revision: number): string[] {
  return people.filter((_, index) => revision % (index + 1) === 0);
}

export function eventsAt(revision: number): number {
  return (revision % 3) + 1;
}

function hash(sequence: number): string {
  return sequence.toString(16).padStart(64, "0");
}
