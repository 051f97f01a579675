import type { ChainHead } from "../../govern/audit-chain.js";
import type { PolicyStore, StoreNews } from "../../storage/policy-store.js";
import type { AuditSink } from "./audit-sink.js";
import { type Backoff, backoffMs, pause } from "./backoff.js";
import { pumpEvents } from "./pump-events.js";

/** Where it is kept how far a sink has come: a row, a file, the sink itself. */
export interface SinkProgress {
  /** What was saved last; `null` for nothing yet. */
  load(): Promise<ChainHead | null>;
  /** Once it resolves, it outlives the process. */
  save(head: ChainHead): Promise<void>;
}

/** How a sink is kept up to date. */
export interface FollowOptions {
  readonly store: Pick<PolicyStore, "events" | "watch">;
  readonly tenant: string;
  readonly sink: AuditSink;
  readonly progress: SinkProgress;
  /** Ends it: the promise resolves after the batch that is under way. */
  readonly signal: AbortSignal;
  /** How many events are given to the sink at once. Default 100. */
  readonly batchSize?: number;
  /** How often to look for events where the store tells no news, in ms. Default 5,000. */
  readonly pollMs?: number;
  /** How long to wait after a failure. Default from 500 ms, doubled with every failure, to 60 s. */
  readonly backoff?: Backoff;
  /** Told of every failure; it is tried again all the same. `failures` counts those in a row. */
  readonly onError?: (error: unknown, failures: number) => void;
}

/**
 * Keeps a sink up to date with a tenant's events, until the signal aborts: whatever is committed while the sink, the store or
 * this process is down comes later, in order, at least once. Each sink is followed for itself, so that none waits for another.
 *
 * @returns never rejects; resolves when it has ended
 */
export async function followEvents(options: FollowOptions): Promise<void> {
  const { store, tenant, sink, progress, signal, pollMs = 5_000, onError } = options;
  const backoff = options.backoff ?? { firstMs: 500, longestMs: 60_000 };
  const news = new News(store, tenant, signal);
  let failures = 0;
  while (!signal.aborted) {
    try {
      const head = await pumpEvents({
        store,
        tenant,
        sink,
        signal,
        from: await progress.load(),
        batchSize: options.batchSize ?? 100,
        onAcknowledged: async (reached) => {
          await progress.save(reached);
          failures = 0;
        },
      });
      failures = 0;
      await news.after(head?.revision ?? 0, pollMs);
    } catch (error) {
      if (signal.aborted) break;
      failures += 1;
      tell(() => onError?.(error, failures));
      await pause(backoffMs(backoff, failures), signal);
    }
  }
  news.close();
}

/** What the host does with the news of a failure is no reason to stop. */
function tell(report: () => void): void {
  try {
    report();
  } catch {
    // nobody is left to tell
  }
}

/** Waits for commits: told by the store, or else for a while. */
class News {
  private iterator: AsyncIterator<StoreNews> | null = null;
  private next: Promise<boolean> | null = null;

  constructor(
    private readonly store: Pick<PolicyStore, "watch">,
    private readonly tenant: string,
    private readonly signal: AbortSignal,
  ) {}

  /** Resolves at news, or after the time: news may be lost, events are not. */
  async after(revision: number, pollMs: number): Promise<void> {
    this.iterator ??= this.store.watch?.(this.tenant, revision, this.signal)[Symbol.asyncIterator]() ?? null;
    if (this.iterator === null) return pause(pollMs, this.signal);
    this.next ??= this.iterator.next().then(
      ({ done }) => done !== true,
      () => false,
    );
    const waiting = new AbortController();
    const stop = () => waiting.abort();
    this.signal.addEventListener("abort", stop, { once: true });
    const told = await Promise.race([this.next, pause(pollMs, waiting.signal)]);
    stop();
    this.signal.removeEventListener("abort", stop);
    if (told === undefined) return;
    this.next = null;
    if (told) return;
    // the watch has ended or broken: the next one begins after a while
    this.iterator = null;
    await pause(pollMs, this.signal);
  }

  /** Not waited for: the signal has aborted, and the watch ends by it. */
  close(): void {
    this.iterator?.return?.().catch(() => undefined);
  }
}
