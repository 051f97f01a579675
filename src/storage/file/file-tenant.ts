import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { AuditEvent } from "../../model/audit-event.js";
import { checkSequence, revisionConflict } from "../check-changes.js";
import { CommitBell } from "../commit-bell.js";
import { EventIndex } from "../event-index.js";
import { matchesEvent } from "../event-query.js";
import type { CommitOptions, EventQuery, StoreNews } from "../policy-store.js";
import { StateTable } from "../state-table.js";
import { StoreError } from "../store-error.js";
import { type CommitParts, decodeStates, decodeTold } from "./commit-record.js";
import { Journal, understood } from "./journal.js";
import { corrupt, type FoundRecord } from "./read-records.js";
import { readSnapshot, writeSnapshot } from "./snapshot.js";
import { tenantFileName } from "./tenant-file-name.js";

/** What all tenants of a directory share. */
export interface Desk {
  readonly directory: string;
  readonly snapshotAfterBytes: number;
  /** Why nothing is written any more, if so. */
  failure: StoreError | undefined;
}

/** One tenant of a directory: its states in memory, its events on the disk. */
export class FileTenant {
  readonly states = new StateTable();
  readonly bell = new CommitBell();
  readonly #tenant: string;
  readonly #desk: Desk;
  readonly #journal: Journal;
  readonly #snapshotPath: string;
  /** The last commit that is shown. Changes at once with the states, when both are on the disk. */
  #revision = 0;
  #sequence = 0;
  /** Made when it is first asked for, from all events: many tenants are never searched. */
  #index: EventIndex | undefined;
  #indexing: Promise<EventIndex> | undefined;
  /** The commits, one after the other. */
  #writing: Promise<unknown> = Promise.resolve();
  #snapshotting: Promise<unknown> | undefined;
  /** How long the journal has to be for the next snapshot. */
  #nextSnapshot: number;

  private constructor(tenant: string, desk: Desk) {
    const path = join(desk.directory, tenantFileName(tenant));
    this.#tenant = tenant;
    this.#desk = desk;
    this.#journal = new Journal(`${path}.journal`);
    this.#snapshotPath = `${path}.snapshot`;
    this.#nextSnapshot = desk.snapshotAfterBytes;
  }

  /** Loads what there is of a tenant, all of it checked. */
  static async open(tenant: string, desk: Desk): Promise<FileTenant> {
    const opened = new FileTenant(tenant, desk);
    await opened.#load();
    return opened;
  }

  /** 0 if nothing was ever committed. */
  get revision(): number {
    return this.#revision;
  }

  /** Writes a commit to the disk, then shows it. */
  commit(parts: CommitParts, options: CommitOptions): Promise<{ readonly revision: number }> {
    const made = this.#writing.then(() => this.#write(parts, options));
    this.#writing = made.catch(() => undefined);
    return made;
  }

  /** The news of a commit that was made. */
  async newsOf(revision: number): Promise<StoreNews> {
    for await (const [, { changed }] of this.#journal.told([revision], "any"))
      return { revision, principalIds: changed };
    throw new StoreError("corrupt", `commit ${revision} is not there`);
  }

  /** The events that are asked for. */
  async *events(query: EventQuery): AsyncGenerator<AuditEvent> {
    const { last } = query;
    if (last === undefined) {
      const order = query.key === undefined && query.principalId === undefined ? "forward" : "any";
      for await (const [, { events }] of this.#journal.told(await this.#places(query, "forward"), order)) {
        for (const event of events) if (matchesEvent(event, query)) yield event;
      }
      return;
    }
    const found: AuditEvent[] = [];
    for await (const [, { events }] of this.#journal.told(await this.#places(query, "backward"), "any")) {
      found.push(...events.filter((event) => matchesEvent(event, query)).reverse());
      if (found.length >= last) break;
    }
    yield* found.slice(0, last).reverse();
  }

  /** Resolves when nothing is being written any more. */
  async settled(): Promise<void> {
    await this.#writing;
    await this.#snapshotting;
  }

  async #load(): Promise<void> {
    await Promise.all([this.#journal.path, this.#snapshotPath].map((path) => rm(`${path}.tmp`, { force: true })));
    const snapshot = await readSnapshot(this.#snapshotPath, this.#tenant);
    if (snapshot !== undefined) this.states.apply(snapshot.states);
    const known = snapshot?.revision ?? 0;
    const { path } = this.#journal;
    let last: FoundRecord | undefined;
    await this.#journal.load(this.#tenant, (record) => {
      last = record;
      const { number, offset, second } = record;
      if (number <= known) {
        this.#nextSnapshot = offset + Math.max(this.#desk.snapshotAfterBytes, snapshot?.bytes ?? 0);
        return;
      }
      const { put, remove } = understood(path, offset, () => decodeStates(second));
      this.states.apply(put, remove);
    });
    this.#revision = last?.number ?? 0;
    if (this.#revision < known) {
      throw corrupt(path, this.#journal.size, `it ends with commit ${this.#revision}, and ${known} was acknowledged`);
    }
    if (last !== undefined) {
      const { offset, first } = last;
      this.#sequence = understood(path, offset, () => decodeTold(first)).events.at(-1)?.sequence ?? 0;
    }
  }

  async #write(parts: CommitParts, { expectedRevision }: CommitOptions) {
    if (this.#desk.failure !== undefined) throw this.#desk.failure;
    if (expectedRevision !== this.#revision) throw revisionConflict(expectedRevision, this.#revision);
    const told = decodeTold(parts.told);
    const { put, remove } = decodeStates(parts.states);
    checkSequence(told, this.#sequence);
    const revision = expectedRevision + 1;
    try {
      if (this.#journal.revision < 0) await this.#journal.create(this.#tenant);
      await this.#journal.append(revision, parts);
    } catch (error) {
      // how much is on the disk nobody knows now: only a process that reads it again may go on
      const journal = `journal \`${this.#journal.path}\``;
      const what = `${journal} could not be written, and nothing more is until the store is opened again`;
      this.#desk.failure = new StoreError("unavailable", what, error);
      throw this.#desk.failure;
    }
    this.#journal.remember(revision, told);
    this.states.apply(put, remove);
    this.#revision = revision;
    this.#sequence = told.events.at(-1)?.sequence ?? this.#sequence;
    for (const event of told.events) this.#index?.add(event, revision);
    this.bell.ring();
    if (this.#journal.size >= this.#nextSnapshot) this.#snapshot(revision);
    return { revision };
  }

  /** Writes a snapshot aside, while commits go on: what is frozen does not change. */
  #snapshot(revision: number): void {
    this.#nextSnapshot = Number.POSITIVE_INFINITY;
    const after = (bytes: number) => {
      // no more often than the journal grows by as much as a snapshot has
      this.#nextSnapshot = this.#journal.size + Math.max(this.#desk.snapshotAfterBytes, bytes);
    };
    // one that fails is tried again later: the journal has everything
    this.#snapshotting = writeSnapshot(this.#snapshotPath, this.#tenant, revision, this.states.all()).then(after, () =>
      after(0),
    );
  }

  /** The revisions in which to look for what is asked. */
  async #places(query: EventQuery, direction: "forward" | "backward"): Promise<Iterable<number>> {
    const { afterRevision = 0, key, principalId } = query;
    const index = key === undefined && principalId === undefined ? undefined : await this.#searchable();
    const places = index?.places(query)?.filter((revision) => revision > afterRevision);
    if (places !== undefined) return direction === "forward" ? places : places.reverse();
    const first = Math.max(Math.floor(afterRevision), 0) + 1;
    return direction === "forward" ? range(first, this.#revision, 1) : range(this.#revision, first, -1);
  }

  async #searchable(): Promise<EventIndex> {
    this.#indexing ??= this.#makeIndex();
    try {
      return this.#index ?? (await this.#indexing);
    } catch (error) {
      this.#indexing = undefined;
      throw error;
    }
  }

  async #makeIndex(): Promise<EventIndex> {
    const index = new EventIndex();
    let done = 0;
    while (done < this.#revision) {
      for await (const [revision, { events }] of this.#journal.told(range(done + 1, this.#revision, 1), "forward")) {
        for (const event of events) index.add(event, revision);
        done = revision;
      }
    }
    // nothing was waited for since the last look: no commit is left out
    this.#index = index;
    return index;
  }
}

function* range(from: number, to: number, step: 1 | -1): Generator<number> {
  for (let at = from; (to - at) * step >= 0; at += step) yield at;
}
