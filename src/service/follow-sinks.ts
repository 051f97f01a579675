import type { PolicyStore } from "../storage/policy-store.js";
import type { AuditSink } from "./audit/audit-sink.js";
import { pause } from "./audit/backoff.js";
import { followEvents, type SinkProgress } from "./audit/follow-events.js";
import { pumpEvents } from "./audit/pump-events.js";

/** Where events go besides the store, and how far each tenant's have come. */
export interface SinkOptions {
  readonly sink: AuditSink;
  /** Where it is kept how far the sink has come with a tenant. */
  readonly progress: (tenant: string) => SinkProgress;
  /** How many events are given to the sink at once. Default 100. */
  readonly batchSize?: number;
}

/** A tenant's events, and where they are. */
export interface SinkSource {
  readonly store: PolicyStore;
  readonly tenant: string;
}

/**
 * Keeps sinks up to date with a tenant's events until the signal ends it.
 *
 * @returns resolves when all have ended
 */
export async function followSinks(
  sinks: readonly SinkOptions[],
  source: SinkSource,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  await Promise.all(
    sinks.map(({ sink, progress, batchSize }) =>
      followEvents({
        ...source,
        sink,
        progress: progress(source.tenant),
        signal,
        onError,
        ...(batchSize === undefined ? {} : { batchSize }),
      }),
    ),
  );
}

/**
 * Gives sinks what they do not have yet, once: before a process ends, and after the last commit that it makes. What does not
 * get there in time comes when the sinks are followed again.
 *
 * @param timeoutMs - nobody waits longer for a sink
 * @returns never rejects
 */
export async function deliverRest(
  sinks: readonly SinkOptions[],
  source: SinkSource,
  timeoutMs: number,
  onError: (error: unknown) => void,
): Promise<void> {
  const late = new AbortController();
  const delivering = sinks.map(async ({ sink, progress, batchSize }) => {
    try {
      const kept = progress(source.tenant);
      await pumpEvents({
        ...source,
        sink,
        from: await kept.load(),
        signal: late.signal,
        onAcknowledged: (head) => kept.save(head),
        ...(batchSize === undefined ? {} : { batchSize }),
      });
    } catch (error) {
      onError(error);
    }
  });
  const done = new AbortController();
  await Promise.race([Promise.all(delivering), pause(timeoutMs, done.signal)]);
  done.abort();
  late.abort();
}
