import type { Hint } from "./hint.js";
import { RevisionWatcher } from "./revision-watcher.js";

/** Where a feed looks when nobody tells it anything. */
export interface RevisionSource {
  /** The revisions of these tenants; those without a commit may be missing. */
  latest(tenants: readonly string[]): Promise<Iterable<readonly [tenant: string, revision: number]>>;
  /** How long between two looks, in milliseconds. */
  readonly pollMs: number;
}

/**
 * Wakes those who watch tenants: as soon as a hint says that there may be something new, and otherwise by polling, once for all
 * tenants that are watched in this process.
 */
export class RevisionFeed {
  readonly #source: RevisionSource;
  readonly #watchers = new Set<RevisionWatcher>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking = false;

  constructor(source: RevisionSource) {
    this.#source = source;
  }

  /** Begins to watch a tenant; whoever opens a watcher closes it. */
  open(tenant: string): RevisionWatcher {
    const watcher = new RevisionWatcher(tenant, (closed) => this.#close(closed));
    this.#watchers.add(watcher);
    this.#lookLater();
    return watcher;
  }

  /** A tenant has come to this revision. */
  tell(tenant: string, revision: number): void {
    for (const watcher of this.#watchers) if (watcher.tenant === tenant) watcher.hear(revision);
  }

  /** Another process says that commits were made. */
  hear(hints: readonly Hint[]): void {
    const heard = new Map(hints.map(({ tag, revision }) => [tag, revision]));
    for (const watcher of this.#watchers) watcher.hear(heard.get(watcher.tag) ?? 0);
  }

  /** Nothing more will be heard: all who watch now are told. */
  lose(error: unknown): void {
    for (const watcher of this.#watchers) watcher.lose(error);
  }

  #close(watcher: RevisionWatcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #lookLater(): void {
    if (this.#watchers.size === 0 || this.#looking) return;
    this.#timer ??= setTimeout(() => void this.#look(), this.#source.pollMs);
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    this.#looking = true;
    const tenants = [...new Set([...this.#watchers].map((watcher) => watcher.tenant))];
    try {
      for (const [tenant, revision] of await this.#source.latest(tenants)) this.tell(tenant, revision);
    } catch (error) {
      this.lose(error);
    }
    this.#looking = false;
    this.#lookLater();
  }
}
