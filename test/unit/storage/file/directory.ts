import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEvent, PrincipalState, StoreChanges } from "castellan/storage";
import { type FileStore, fileStore } from "castellan/storage/file";
import { onTestFinished } from "vitest";

/** A directory of its own, gone after the test. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "castellan-unit-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** The only file with an ending. */
export async function fileOf(directory: string, ending: ".journal" | ".snapshot"): Promise<string> {
  const [file, ...more] = (await readdir(directory)).filter((name) => name.endsWith(ending));
  if (file === undefined || more.length > 0) throw new Error(`not one file with \`${ending}\``);
  return join(directory, file);
}

/** The commit that comes at a revision, with one event. */
export function commitAt(revision: number, id = "ada"): StoreChanges {
  const event: AuditEvent = {
    specversion: "1.0",
    id: `${revision}.1`,
    source: "/castellan/acme",
    type: "castellan.principal.changed",
    time: new Date(revision).toISOString(),
    datacontenttype: "application/json",
    sequence: revision,
    revision,
    previoushash: String(revision - 1).padStart(64, "0"),
    hash: String(revision).padStart(64, "0"),
    data: { actor: { id: "root", kind: "system" }, action: "change", outcome: "done", principalIds: [id] },
  };
  return { put: [stateAt(revision, id)], events: [event] };
}

export function stateAt(revision: number, id = "ada"): PrincipalState {
  const principal = { id, kind: "employee", status: "active", attributes: { mark: revision } } as const;
  return { principal, assignments: [], approvals: [], requests: [], revision: 0 };
}

/** Commits, one after the other, up to a revision. */
export async function commitUpTo(store: FileStore, revision: number, from = 1, tenant = "acme"): Promise<void> {
  for (let at = from; at <= revision; at++) await store.commit(tenant, commitAt(at), { expectedRevision: at - 1 });
}

/** A directory with so many commits to `acme`, closed. */
export async function writtenDirectory(revision: number, snapshotAfterBytes?: number): Promise<string> {
  const directory = await temporaryDirectory();
  const store = await fileStore(snapshotAfterBytes === undefined ? { directory } : { directory, snapshotAfterBytes });
  await commitUpTo(store, revision);
  await store.close();
  return directory;
}

/** What is there after opening: the revision, the mark, and the sequences. */
export async function foundIn(directory: string) {
  const store = await fileStore({ directory });
  try {
    const state = await store.read("acme", "ada");
    const sequences: number[] = [];
    for await (const event of store.events("acme")) sequences.push(event.sequence);
    return { revision: state?.revision, mark: state?.principal.attributes?.mark, sequences };
  } finally {
    await store.close();
  }
}
