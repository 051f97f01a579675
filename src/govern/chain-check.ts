import type { AuditAnchor } from "./audit-anchor.js";
import { FIRST_PREVIOUS_HASH } from "./audit-chain.js";
import { type AuditProblem, type AuditProblemKind, auditProblem } from "./audit-problem.js";
import type { SealedEvent } from "./sealed-event.js";

/** How many gaps are remembered, to tell an event that was moved from one that was copied. */
const MAX_GAPS = 1000;

/** What the next event is compared with. */
interface Last {
  /** Both, where they differ: whoever edited the event may have left the link alone, or not. */
  readonly hashes: readonly string[];
  readonly revision: number;
  /** The place in its commit, `null` if not known. */
  readonly place: number | null;
}

/** An entry out of order. What it means is told by the next one. */
interface Doubt {
  readonly index: number;
  readonly id: string;
  readonly expected: number;
  readonly found: number;
  /** It was reported already: only what is missing besides is worth a word. */
  readonly reported: boolean;
  /** What stands after it, should it turn out to be in order. */
  readonly itself: Last;
}

/** Reads a chain event by event, in flat memory. */
export class ChainCheck {
  readonly problems: AuditProblem[] = [];
  omitted = 0;
  index = 0;
  /** The last event that was in order. */
  anchor: AuditAnchor | null;
  /** The sequence that the next event should have. */
  private expected: number;
  /** `null` after an entry whose successor cannot be checked. */
  private last: Last | null;
  private doubt: Doubt | null = null;
  /** How many entries stood before, since the last good one, that tell nothing of their place. */
  private unreadable = 0;
  private readonly gaps: [from: number, to: number][] = [];

  constructor(
    from: AuditAnchor | undefined,
    private source: string | undefined,
    private readonly maxProblems: number,
  ) {
    this.anchor = from ?? null;
    this.expected = (from?.sequence ?? 0) + 1;
    this.last =
      from === undefined
        ? { hashes: [FIRST_PREVIOUS_HASH], revision: 0, place: 0 }
        : { hashes: [from.hash], revision: from.revision, place: null };
  }

  get ok(): boolean {
    return this.problems.length === 0;
  }

  /** @param event - the next one, `null` for what is none */
  next(event: SealedEvent | null): void {
    const strange = event !== null && this.source !== undefined && event.source !== this.source;
    if (event === null || strange) this.unplaced(event);
    else this.placed(event);
    this.index += 1;
  }

  /** What was in doubt is told by the end, too. */
  end(): void {
    if (this.doubt !== null) this.settle(this.doubt, "end");
  }

  report(kind: AuditProblemKind, about: Partial<Omit<AuditProblem, "kind" | "message">>): void {
    if (this.problems.length >= this.maxProblems) {
      this.omitted += 1;
      return;
    }
    this.problems.push(auditProblem({ kind, index: this.index, sequence: this.expected, ...about }));
  }

  private unplaced(event: SealedEvent | null): void {
    if (this.doubt !== null) this.settle(this.doubt, "itself");
    if (event === null) this.report("malformed", {});
    else this.report("foreign", { id: event.id, expected: this.source ?? "", found: event.source });
    this.unreadable += 1;
  }

  private placed(event: SealedEvent): void {
    this.source ??= event.source;
    if (this.doubt !== null) this.settle(this.doubt, event.sequence);
    this.skipUnreadable(event.sequence);
    const altered = event.hash !== event.computed;
    if (altered) this.report("altered", { id: event.id, expected: event.hash, found: event.computed });
    const itself = { hashes: [event.hash, event.computed], revision: event.revision, place: placeOf(event) };
    if (event.sequence !== this.expected) {
      const { index, expected } = this;
      this.doubt = { index, id: event.id, expected, found: event.sequence, reported: altered, itself };
      return;
    }
    if (!altered) this.checkLink(event, itself);
    this.expected += 1;
    this.last = itself;
    const { source, sequence, revision, hash, time } = event;
    this.anchor = { source, sequence, revision, hash, time };
  }

  /** Entries that were no events may have come in between, or stand in place of events. */
  private skipUnreadable(found: number): void {
    if (this.unreadable > 0 && found !== this.expected) {
      this.expected = found > this.expected ? Math.min(found, this.expected + this.unreadable) : this.expected;
      this.last = null;
    }
    this.unreadable = 0;
  }

  private checkLink(event: SealedEvent, { place }: Last): void {
    const { last } = this;
    if (last === null) return;
    if (!last.hashes.includes(event.previoushash)) {
      this.report("broken_link", { id: event.id, expected: last.hashes[0] ?? "", found: event.previoushash });
      return;
    }
    const same = event.revision === last.revision && (last.place === null || place === last.place + 1);
    const next = event.revision === last.revision + 1 && place === 1;
    if (place !== null && (same || next)) return;
    const expected = `${last.revision}.${last.place === null ? "*" : last.place + 1}`;
    this.report("inconsistent", { id: event.id, expected, found: `revision ${event.revision}, id ${event.id}` });
  }

  /**
   * Decides what the entry in doubt was: too much (`expected` comes next), in the place of another (the one after `expected`
   * comes next), or followed by its own successor, which means that events before it are missing.
   */
  private settle(doubt: Doubt, next: number | "itself" | "end"): void {
    const { expected, found, itself } = doubt;
    this.doubt = null;
    const extra = next === expected;
    // an edited event at the very end says nothing of what is missing before it
    const instead = next === expected + 1 || (next === "end" && doubt.reported);
    if (extra) this.tell(doubt, false);
    else if (instead) {
      this.tell(doubt, false);
      this.addGap(expected, expected);
      this.expected = expected + 1;
      this.last = doubt.reported ? itself : null;
    } else {
      this.tell(doubt, true);
      this.expected = found + 1;
      this.last = itself;
    }
  }

  private tell({ index, id, expected, found, reported }: Doubt, jumped: boolean): void {
    const about = { index, id, sequence: expected, expected, found };
    if (jumped && found > expected) {
      this.report("missing", about);
      this.addGap(expected, found - 1);
    } else if (!reported) this.report(found > expected || this.inGap(found) ? "misplaced" : "duplicate", about);
  }

  private addGap(from: number, to: number): void {
    if (this.gaps.length < MAX_GAPS) this.gaps.push([from, to]);
  }

  private inGap(sequence: number): boolean {
    return this.gaps.some(([from, to]) => from <= sequence && sequence <= to);
  }
}

function placeOf({ id, revision }: SealedEvent): number | null {
  const [before, place, ...more] = id.split(".");
  if (more.length > 0 || before !== String(revision) || place === undefined) return null;
  return /^[1-9]\d{0,14}$/.test(place) ? Number(place) : null;
}
