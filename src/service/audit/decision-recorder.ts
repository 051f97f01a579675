import { type DecidedRequest, decisionEvent } from "../../govern/decision-event.js";
import type { EventDraft } from "../../model/audit-event.js";
import { type DecisionSampling, shareOf } from "./decision-sampling.js";

/** How decisions are recorded. */
export interface DecisionRecorderOptions {
  readonly sampling?: DecisionSampling;
  /** How many events wait at most: a whole number from 1. What comes when it is full is counted. Default 10,000. */
  readonly capacity?: number;
  /** How many of them may be of one actor, so that nobody drowns out the others. Default a tenth of the capacity. */
  readonly capacityPerActor?: number;
  /** How many events go into one commit at most. Default 500. */
  readonly batchSize?: number;
  /** From 0 (inclusive) to 1 (exclusive). Default `Math.random`. */
  readonly random?: () => number;
}

/** Where decisions wait until they are committed: one for each tenant. It never blocks and never throws. */
export interface DecisionRecorder {
  /**
   * Takes note of a decision, if it is among those that are to be recorded.
   *
   * @returns whether it waits to be committed
   */
  record(request: DecidedRequest): boolean;

  /** How many events wait. */
  readonly size: number;

  /** Takes out the oldest events, at most one batch; with one that tells of decisions dropped since, if there are any. */
  drain(): EventDraft[];

  /** Puts back what was drained and could not be committed, before all others. */
  giveBack(drafts: readonly EventDraft[]): void;

  /**
   * Commits what waits, batch by batch. Flushes at the same time are one.
   *
   * @param commit - makes one commit; if it fails, its events wait again
   * @returns how many events were committed
   * @throws what `commit` throws
   */
  flush(commit: (drafts: readonly EventDraft[]) => Promise<unknown>): Promise<number>;
}

/**
 * Records decisions by sampling: what is refused, stepped up, and sensitive, as a rule. Decisions are committed in batches and
 * not one by one, since no reader should wait for a writer. Whoever stops the process flushes first.
 *
 * @example
 * const recorder = decisionRecorder({ sampling: { allow: 0.01, actions: { export: 1 } } });
 * const decision = { outcome: "allow", statements: [], errors: [], validUntil: null } as const;
 * recorder.record({ actor: { id: "u1", kind: "principal" }, action: "export", type: "deal", decision }) // => true
 * recorder.drain().map((event) => event.type) // => ["decision.allowed"]
 */
export function decisionRecorder(options: DecisionRecorderOptions = {}): DecisionRecorder {
  return new BufferedRecorder(options);
}

const LONGEST_LIST = 100;

class BufferedRecorder implements DecisionRecorder {
  private waiting: EventDraft[] = [];
  private readonly perActor = new Map<string, number>();
  private readonly dropped = new Map<string, number>();
  private flushing: Promise<number> | null = null;
  private readonly sampling: DecisionSampling;
  private readonly capacity: number;
  private readonly capacityPerActor: number;
  private readonly batchSize: number;
  private readonly random: () => number;

  constructor(options: DecisionRecorderOptions) {
    this.sampling = options.sampling ?? {};
    this.capacity = Math.max(1, options.capacity ?? 10_000);
    this.capacityPerActor = Math.max(1, options.capacityPerActor ?? Math.ceil(this.capacity / 10));
    this.batchSize = Math.max(1, options.batchSize ?? 500);
    this.random = options.random ?? Math.random;
  }

  get size(): number {
    return this.waiting.length;
  }

  record(request: DecidedRequest): boolean {
    const { actor, action, type, decision } = request;
    const share = shareOf(this.sampling, decision.outcome, action, type);
    if (share <= 0 || (share < 1 && this.random() >= share)) return false;
    const draft = decisionEvent(request);
    if (this.size >= this.capacity || (this.perActor.get(actor.id) ?? 0) >= this.capacityPerActor) {
      this.drop(draft);
      return false;
    }
    this.waiting.push(share < 1 ? withShare(draft, share) : draft);
    this.count(actor.id, 1);
    return true;
  }

  drain(): EventDraft[] {
    const drafts = this.waiting.splice(0, this.batchSize);
    for (const { data } of drafts) this.count(data.actor.id, -1);
    if (this.dropped.size === 0) return drafts;
    const lost = droppedEvent(this.dropped);
    this.dropped.clear();
    return [...drafts, lost];
  }

  giveBack(drafts: readonly EventDraft[]): void {
    const kept = drafts.filter((draft) => !this.takeBackDropped(draft));
    this.waiting = [...kept, ...this.waiting];
    for (const { data } of kept) this.count(data.actor.id, 1);
    // what came in meanwhile is the newest, and gives way
    for (const draft of this.waiting.splice(this.capacity)) {
      this.count(draft.data.actor.id, -1);
      this.drop(draft);
    }
  }

  flush(commit: (drafts: readonly EventDraft[]) => Promise<unknown>): Promise<number> {
    this.flushing ??= this.commitAll(commit).finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  private async commitAll(commit: (drafts: readonly EventDraft[]) => Promise<unknown>): Promise<number> {
    let committed = 0;
    // what comes in meanwhile is for the next flush: this one ends
    const until = this.size;
    do {
      const drafts = this.drain();
      if (drafts.length === 0) break;
      try {
        await commit(drafts);
      } catch (error) {
        this.giveBack(drafts);
        throw error;
      }
      committed += drafts.length;
    } while (committed < until);
    return committed;
  }

  private drop({ data }: EventDraft): void {
    const kind = `${data.outcome} ${data.action}`;
    // names may come from outside: so many are told apart, and no more
    const name = this.dropped.has(kind) || this.dropped.size < LONGEST_LIST ? kind : `${data.outcome} (others)`;
    this.dropped.set(name, (this.dropped.get(name) ?? 0) + 1);
  }

  /** An event that tells of drops is not kept but counted again: there is never more than one. */
  private takeBackDropped({ type, data }: EventDraft): boolean {
    if (type !== DROPPED) return false;
    for (const { kind, count } of (data.details?.dropped ?? []) as readonly Dropped[]) {
      this.dropped.set(kind, (this.dropped.get(kind) ?? 0) + count);
    }
    return true;
  }

  private count(actorId: string, change: number): void {
    const count = (this.perActor.get(actorId) ?? 0) + change;
    if (count > 0) this.perActor.set(actorId, count);
    else this.perActor.delete(actorId);
  }
}

const DROPPED = "decision.dropped";

/** How many decisions of one kind (`denied export`) were dropped. */
type Dropped = { readonly kind: string; readonly count: number };

function droppedEvent(dropped: ReadonlyMap<string, number>): EventDraft {
  const total = [...dropped.values()].reduce((sum, count) => sum + count, 0);
  return {
    type: DROPPED,
    data: {
      actor: { id: "castellan", kind: "system" },
      action: "recordDecision",
      outcome: "refused",
      principalIds: [],
      severity: "notice",
      details: { total, dropped: [...dropped].map(([kind, count]): Dropped => ({ kind, count })) },
    },
  };
}

/** Whoever counts decisions later has to know for how many each one stands. */
function withShare(draft: EventDraft, share: number): EventDraft {
  return { ...draft, data: { ...draft.data, details: { ...draft.data.details, share } } };
}
