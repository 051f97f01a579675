import { auditHash, type ChainHead, chainHead } from "../../govern/audit-chain.js";
import type { AuditEvent } from "../../model/audit-event.js";
import type { PolicyStore } from "../../storage/policy-store.js";
import { type AuditSink, AuditSinkError } from "./audit-sink.js";

/** From where to where events are carried. */
export interface PumpOptions {
  readonly store: Pick<PolicyStore, "events">;
  readonly tenant: string;
  readonly sink: AuditSink;
  /** The last event that the sink has acknowledged; `null` for none. */
  readonly from: ChainHead | null;
  /** How many events are given to the sink at once: a whole number from 1. Default 100. */
  readonly batchSize?: number;
  /** Ends it after the batch that is under way. */
  readonly signal?: AbortSignal;
  /** Called after each batch that was acknowledged, and waited for: keep it, and give it as `from` next time. */
  readonly onAcknowledged?: (head: ChainHead) => Promise<void> | void;
}

/**
 * Carries committed events to a sink: those after `from`, in order, each at least once, until there are no more. They are read
 * from the store, so a sink that is down loses nothing and holds nothing up; nothing is kept in memory but one batch.
 *
 * @returns the last event that was acknowledged: where to go on from
 * @throws AuditSinkError `audit_gap` if the store's events do not go on from `from`; what the sink or the store throws
 * @example
 * const store = memoryStore();
 * const data = { actor: { id: "seed", kind: "system" }, action: "seed", outcome: "done", principalIds: [] } as const;
 * const events = sealEvents({ tenant: "acme", head: null, revision: 1, time: 0 }, [{ type: "seeded", data }]);
 * await store.commit("acme", { put: [], events }, { expectedRevision: 0 });
 * const seen: string[] = [];
 * const sink = { write: async (batch: readonly AuditEvent[]) => void seen.push(...batch.map((event) => event.id)) };
 * const head = await pumpEvents({ store, tenant: "acme", sink, from: null });
 * await pumpEvents({ store, tenant: "acme", sink, from: head });
 * seen // => ["1.1"]
 */
export async function pumpEvents(options: PumpOptions): Promise<ChainHead | null> {
  const { store, tenant, sink, signal, onAcknowledged } = options;
  const batchSize = Math.max(1, options.batchSize ?? 100);
  let head = options.from;
  while (signal?.aborted !== true) {
    // the reading is over before the sink begins: a slow sink keeps no cursor open
    const batch = await readBatch(store, tenant, head, batchSize);
    const last = batch.at(-1);
    if (last === undefined) break;
    await sink.write(batch, signal);
    head = chainHead(last);
    await onAcknowledged?.(head);
  }
  return head;
}

async function readBatch(
  store: Pick<PolicyStore, "events">,
  tenant: string,
  head: ChainHead | null,
  size: number,
): Promise<AuditEvent[]> {
  const batch: AuditEvent[] = [];
  let last = head;
  // the commit of the last acknowledged event may have more events than that one
  const afterRevision = Math.max(0, (head?.revision ?? 0) - 1);
  for await (const event of store.events(tenant, { afterRevision })) {
    if (head !== null && event.sequence <= head.sequence) continue;
    if (event.sequence !== (last?.sequence ?? 0) + 1 || (last !== null && event.previoushash !== last.hash)) {
      throw gap(last, event);
    }
    // what was edited in the store is told here, and not passed on as if it were true
    if (auditHash(event) !== event.hash) throw gap(last, event);
    batch.push(event);
    if (batch.length >= size) break;
    last = chainHead(event);
  }
  return batch;
}

function gap(last: ChainHead | null, { sequence }: AuditEvent): AuditSinkError {
  const after = last === null ? "the beginning" : `event ${last.sequence}`;
  return new AuditSinkError("audit_gap", `event ${sequence} does not go on from ${after}: verify the chain`);
}
