import type { PolicyStore } from "../storage/policy-store.js";
import type { AuditSink } from "./audit/audit-sink.js";
import { followEvents, type SinkProgress } from "./audit/follow-events.js";

/** Where events go besides the store, and how far each tenant's have come. */
export interface SinkOptions {
  readonly sink: AuditSink;
  /** Where it is kept how far the sink has come with a tenant. */
  readonly progress: (tenant: string) => SinkProgress;
  /** How many events are given to the sink at once. Default 100. */
  readonly batchSize?: number;
}

/**
 * Keeps sinks up to date with a tenant's events until the signal ends it.
 *
 * @returns resolves when all have ended
 */
export async function followSinks(
  sinks: readonly SinkOptions[],
  source: { readonly store: PolicyStore; readonly tenant: string },
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
