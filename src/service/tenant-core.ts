import type { DecidedRequest } from "../govern/decision-event.js";
import type { Redactor } from "../govern/redactor.js";
import type { EventDraft } from "../model/audit-event.js";
import type { PolicyStore } from "../storage/policy-store.js";
import { StoreError } from "../storage/store-error.js";
import { pause } from "./audit/backoff.js";
import { type DecisionRecorder, type DecisionRecorderOptions, decisionRecorder } from "./audit/decision-recorder.js";
import { CommitQueue } from "./commit-queue.js";
import { Committer } from "./committer.js";
import { deliverRest, followSinks, type SinkOptions } from "./follow-sinks.js";
import { TenantView } from "./tenant-view.js";
import type { ViewParts } from "./view-parts.js";
import { watchNews } from "./watch-news.js";

/** What the cores of all tenants share. */
export interface CoreParts extends ViewParts {
  readonly store: PolicyStore;
  readonly redactor: Redactor;
  readonly decisions: DecisionRecorderOptions | null;
  readonly sinks: readonly SinkOptions[];
}

/** So long decisions wait for others, to be written down together. */
const GATHER_MS = 1_000;

/** All that a process has of one tenant, whatever the tenant's policy: one view, one queue, one recorder. */
export class TenantCore {
  readonly view: TenantView;
  readonly queue = new CommitQueue();
  readonly committer: Committer;
  readonly #tenant: string;
  readonly #parts: CoreParts;
  readonly #recorder: DecisionRecorder | null;
  readonly #ending = new AbortController();
  #following: Promise<void> | null = null;
  #flushing: Promise<boolean> | null = null;

  constructor(tenant: string, parts: CoreParts) {
    this.#tenant = tenant;
    this.#parts = parts;
    this.#recorder = parts.decisions === null ? null : decisionRecorder(parts.decisions);
    this.view = new TenantView(tenant, parts, () => this.#watch());
    this.committer = new Committer({ tenant, ...parts, view: this.view });
  }

  /** Whether decisions are recorded at all. */
  get isRecording(): boolean {
    return this.#recorder !== null;
  }

  /** Takes note of a decision; nobody waits for it to be written down. */
  record(decided: DecidedRequest): void {
    if (this.#recorder?.record(decided) !== true) return;
    this.#flushing ??= this.#flushSoon().finally(() => {
      this.#flushing = null;
    });
  }

  /** Keeps the sinks up to date from now on. */
  follow(): void {
    const { sinks, store, onError } = this.#parts;
    if (sinks.length === 0) return;
    const source = { store, tenant: this.#tenant };
    this.#following ??= followSinks(sinks, source, this.#ending.signal, onError).catch(onError);
  }

  /**
   * Writes down what waits, gives it to the sinks, and ends.
   *
   * @returns resolves when nothing of this tenant goes on any more
   */
  async close(): Promise<void> {
    this.#ending.abort();
    await this.queue.idle();
    // once more for what came while that went on
    if (await (this.#flushing ?? this.#flush())) await this.#flush();
    if (this.#following === null) return;
    await this.#following;
    const { sinks, store, timeoutMs, onError } = this.#parts;
    await deliverRest(sinks, { store, tenant: this.#tenant }, timeoutMs, onError);
  }

  #watch(): void {
    if (this.#ending.signal.aborted) return;
    const { store, onError } = this.#parts;
    const listener = {
      from: () => this.view.applied,
      hear: ({ revision, principalIds }: { readonly revision: number; readonly principalIds: readonly string[] }) =>
        this.view.hear(revision, principalIds),
      onError,
    };
    watchNews(store, this.#tenant, listener, this.#ending.signal).catch(onError);
  }

  async #flushSoon(): Promise<boolean> {
    await pause(GATHER_MS, this.#ending.signal);
    return this.#flush();
  }

  /** Whether all that waited is written down. */
  async #flush(): Promise<boolean> {
    try {
      await this.#recorder?.flush((drafts) => this.#write(drafts));
      return true;
    } catch (error) {
      this.#parts.onError(error);
      return false;
    }
  }

  async #write(drafts: readonly EventDraft[]): Promise<void> {
    const told = drafts.map((draft) => this.#parts.redactor.draft(draft));
    await this.queue.add(() =>
      this.committer.write(async () => ({ put: [], remove: [], drafts: told, told: undefined })),
    );
  }
}

/** What is asked of a service that was closed. */
export function closedError(): StoreError {
  return new StoreError("unavailable", "the service is closed");
}
