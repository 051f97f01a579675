import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { AuditEvent } from "../../model/audit-event.js";
import { InvalidRequestError, isCastellanError } from "../../model/errors.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { checkChanges } from "../check-changes.js";
import { checkLimit } from "../event-query.js";
import type { CommitOptions, EventQuery, PolicyStore, ScanOptions, StoreChanges, StoreNews } from "../policy-store.js";
import { StoreError } from "../store-error.js";
import { isStoreId } from "../store-id.js";
import { encodeCommit } from "./commit-record.js";
import { lockDirectory } from "./directory-lock.js";
import { type Desk, FileTenant } from "./file-tenant.js";

/** Where and how a {@link fileStore} keeps its files. */
export interface FileStoreOptions {
  /** Made if it is not there, for the owner alone (mode 700). On a disk of this machine: not on a network's. */
  readonly directory: string;
  /**
   * By how many bytes a tenant's journal has to grow for a new snapshot of its states, which makes opening faster; at least
   * as much as the last snapshot has. Default 16 MiB.
   */
  readonly snapshotAfterBytes?: number;
}

/** A store in files, until it is closed. */
export interface FileStore extends Required<PolicyStore> {
  /** Waits for what is being written, ends every `watch` with `unavailable`, and lets the directory go. */
  close(): Promise<void>;
}

/**
 * A store in the files of one directory, for one process: for a single server without a database, for tools and for tests.
 *
 * Each tenant has an append-only journal, every record with checksums, flushed to the disk before a commit resolves; and now and
 * then a snapshot of its states. States of tenants in use are kept in memory (say 2 kB for a principal), events are read from the disk. A
 * tenant is read and checked from end to end when it is first used. A last record that was not written to its end, which was
 * acknowledged to nobody, is dropped then.
 *
 * A journal is the whole history of its tenant and only grows; snapshots can be deleted while the store is closed. A copy of a
 * journal that is made while the store is open is a backup: at worst it ends with a torn record.
 *
 * Once a write fails (a full disk, say), every further commit is refused as `unavailable` until the store is opened again;
 * reading goes on.
 *
 * @throws InvalidRequestError `invalid_request` without a `directory`
 * @throws StoreError `unavailable` if another process, or this one, has the directory open, or it cannot be written. Reads and commits: `corrupt`, with
 * the file and the place, if a file is not what was written; `unsupported_version` for one of a later version
 * @example
 * import { mkdtemp, rm } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 *
 * const directory = await mkdtemp(`${tmpdir()}/castellan-`);
 * const store = await fileStore({ directory });
 * await store.read("acme", "u1") // => undefined
 * await store.close();
 * await rm(directory, { recursive: true });
 */
export async function fileStore({ directory, snapshotAfterBytes = 2 ** 24 }: FileStoreOptions): Promise<FileStore> {
  if (typeof directory !== "string" || directory === "") {
    throw new InvalidRequestError(
      "invalid_request",
      "`directory` is missing: the path of a directory for this store alone",
    );
  }
  const path = resolve(directory);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const unlock = await lockDirectory(path);
    return new OpenFileStore({ directory: path, snapshotAfterBytes, failure: undefined }, unlock);
  } catch (error) {
    throw asStoreError(error, `directory \`${path}\` cannot be opened`);
  }
}

/** A tenant in use: by how many, and what is there of it once it is loaded. */
interface TenantInUse {
  users: number;
  readonly loaded: Promise<FileTenant>;
}

class OpenFileStore implements FileStore {
  readonly #desk: Desk;
  readonly #unlock: () => Promise<void>;
  readonly #tenants = new Map<string, TenantInUse>();
  #closing: Promise<void> | undefined;

  constructor(desk: Desk, unlock: () => Promise<void>) {
    this.#desk = desk;
    this.#unlock = unlock;
  }

  async read(tenant: string, principalId: string): Promise<PrincipalState | undefined> {
    for await (const state of this.#use(tenant, (held) => [held.states.read(principalId, held.revision)])) return state;
    return undefined;
  }

  async commit(tenant: string, changes: StoreChanges, options: CommitOptions): Promise<{ readonly revision: number }> {
    this.#refuseIfClosed();
    checkChanges(tenant, changes, options);
    // before anything is waited for: what the caller does with the changes afterwards is no matter
    const parts = encodeCommit(changes);
    for await (const made of this.#use(tenant, (held) => [held.commit(parts, options)])) return made;
    throw new StoreError("invalid_changes", "a tenant has no such id");
  }

  async *scan(tenant: string, options: ScanOptions = {}): AsyncIterable<PrincipalState> {
    checkLimit(options);
    yield* this.#use(tenant, function* (held) {
      const { revision } = held;
      for (const state of held.states.scan(options)) yield Object.freeze({ ...state, revision });
    });
  }

  async *events(tenant: string, query: EventQuery = {}): AsyncIterable<AuditEvent> {
    checkLimit(query);
    yield* this.#use(tenant, (held) => held.events(query));
  }

  async *watch(tenant: string, fromRevision: number, signal: AbortSignal): AsyncIterable<StoreNews> {
    const refuseIfClosed = () => this.#refuseIfClosed();
    yield* this.#use(tenant, async function* (held) {
      for (let revision = fromRevision + 1; !signal.aborted; ) {
        refuseIfClosed();
        if (revision > held.revision) {
          await held.bell.wait(signal);
        } else {
          yield await held.newsOf(revision);
          revision += 1;
        }
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // a commit that was given before is queued by the time its tenant is loaded
    for (const { loaded } of this.#tenants.values()) {
      const held = await loaded.catch(() => undefined);
      held?.bell.ring();
      await held?.settled();
    }
    await this.#unlock();
  }

  /** Does something with a tenant, which stays in memory at least as long. Gives nothing for what is no id. */
  async *#use<Value>(
    tenant: string,
    use: (held: FileTenant) => Iterable<Value | Promise<Value>> | AsyncIterable<Value>,
  ): AsyncGenerator<Value, void> {
    this.#refuseIfClosed();
    if (!isStoreId(tenant)) return;
    const inUse = this.#tenants.get(tenant) ?? { users: 0, loaded: FileTenant.open(tenant, this.#desk) };
    this.#tenants.set(tenant, inUse);
    inUse.users += 1;
    let exists = false;
    try {
      const held = await inUse.loaded;
      try {
        yield* use(held) as AsyncIterable<Value>;
      } finally {
        exists = held.revision > 0;
      }
    } catch (error) {
      throw asStoreError(error, `the files of tenant \`${tenant}\` cannot be read`);
    } finally {
      inUse.users -= 1;
      // of tenants that do not exist somebody may ask for any number
      if (inUse.users === 0 && !exists && this.#tenants.get(tenant) === inUse) this.#tenants.delete(tenant);
    }
  }

  #refuseIfClosed(): void {
    if (this.#closing !== undefined) throw new StoreError("unavailable", "the store was closed");
  }
}

function asStoreError(error: unknown, what: string): unknown {
  return isCastellanError(error) ? error : new StoreError("unavailable", what, error);
}
