import { InvalidRequestError } from "../../model/errors.js";
import type { Hint } from "./hint.js";
import { RevisionWatcher } from "./revision-watcher.js";
import { tenantTag } from "./tenant-tag.js";

/** Where a feed looks when nobody tells it anything. */
export interface RevisionSource {
  /** The revisions of these tenants; those without a commit may be missing. */
  latest(tenants: readonly string[]): Promise<Iterable<readonly [tenant: string, revision: number]>>;
  /** How long between two looks, in milliseconds. */
  readonly pollMs: number;
}

/** Those who watch tenants that share a tag: mostly one tenant. */
type Tagged = Map<string, Set<RevisionWatcher>>;

/**
 * Wakes those who watch tenants: as soon as a hint says that there may be something new, and otherwise by polling, once for all
 * tenants that are watched in this process.
 */
export class RevisionFeed {
  readonly #source: RevisionSource;
  readonly #watched = new Map<string, Tagged>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking = false;

  /**
   * @param source - where to look, and how often
   * @throws InvalidRequestError `invalid_limit` if `pollMs` is not a number from 1
   */
  constructor(source: RevisionSource) {
    if (!(source.pollMs >= 1 && source.pollMs <= LONGEST_MS)) {
      throw new InvalidRequestError("invalid_limit", `\`pollMs\` is not from 1 to ${LONGEST_MS} ms: ${source.pollMs}`);
    }
    this.#source = source;
  }

  /** Begins to watch a tenant; whoever opens a watcher closes it. */
  open(tenant: string): RevisionWatcher {
    const tag = tenantTag(tenant);
    const tagged: Tagged = this.#watched.get(tag) ?? new Map();
    const watchers = tagged.get(tenant) ?? new Set();
    const watcher = new RevisionWatcher((closed) => {
      watchers.delete(closed);
      if (watchers.size === 0 && tagged.get(tenant) === watchers) tagged.delete(tenant);
      if (tagged.size === 0 && this.#watched.get(tag) === tagged) this.#watched.delete(tag);
      this.#rest();
    });
    this.#watched.set(tag, tagged.set(tenant, watchers.add(watcher)));
    this.#lookLater();
    return watcher;
  }

  /** A tenant has come to this revision. */
  tell(tenant: string, revision: number): void {
    for (const watcher of this.#watched.get(tenantTag(tenant))?.get(tenant) ?? []) watcher.hear(revision);
  }

  /** Another process says that commits were made. */
  hear(hints: readonly Hint[]): void {
    for (const { tag, revision } of hints) {
      for (const watchers of this.#watched.get(tag)?.values() ?? []) {
        for (const watcher of watchers) watcher.hear(revision);
      }
    }
  }

  /** Nothing more will be heard: all who watch now are told. */
  lose(error: unknown): void {
    for (const tagged of this.#watched.values()) {
      for (const watchers of tagged.values()) for (const watcher of watchers) watcher.lose(error);
    }
  }

  #rest(): void {
    if (this.#watched.size > 0) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #lookLater(): void {
    if (this.#watched.size === 0 || this.#looking) return;
    this.#timer ??= setTimeout(() => void this.#look(), this.#source.pollMs);
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    this.#looking = true;
    const tenants = [...this.#watched.values()].flatMap((tagged) => [...tagged.keys()]);
    try {
      for (const [tenant, revision] of await this.#source.latest(tenants)) this.tell(tenant, revision);
    } catch (error) {
      this.lose(error);
    }
    this.#looking = false;
    this.#lookLater();
  }
}

/** The longest that timers wait. */
const LONGEST_MS = 2 ** 31 - 1;
