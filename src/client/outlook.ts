import type { PartyRow } from "../project/snapshot/format.js";
import type { ClientModel } from "./model.js";
import { stepAt } from "./rows.js";

/** A snapshot, read. */
export interface Snapshot {
  /** When it was taken (epoch ms). */
  readonly now: number;
  readonly model: ClientModel;
  /** Who acts and, where that is on behalf of somebody, who that is: both must be allowed. */
  readonly parties: readonly PartyRow[];
  /** Until when anything is allowed at all (milliseconds since the snapshot). */
  readonly limit: number;
}

/** A snapshot at one instant: from where questions are answered. */
export interface Outlook {
  readonly snapshot: Snapshot;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Milliseconds since the snapshot. */
  readonly elapsed: number;
  /** When facts change next (epoch ms); `Infinity` for never. */
  readonly changesAt: number;
  /** Whether some condition on records looks at the clock. */
  readonly readsClock: boolean;
}

const DAY_MS = 86_400_000;

export function outlookAt(snapshot: Snapshot, now: number): Outlook {
  const elapsed = now - snapshot.now;
  const ticks = snapshot.parties.map(([, steps]) => stepAt(steps, elapsed));
  const changes = snapshot.parties.flatMap(([, , bounds]) => bounds);
  // schedules are looked through day by day
  const dayLater = ticks.some((bits) => (bits & 2) !== 0) ? [elapsed + DAY_MS] : [];
  return {
    snapshot,
    now,
    elapsed,
    changesAt: snapshot.now + leastAfter(elapsed, [...changes, ...dayLater, snapshot.limit]),
    readsClock: ticks.some((bits) => (bits & 1) !== 0),
  };
}

/** The least of some instants that lies after another one; `Infinity` for none. */
export function leastAfter(now: number, instants: readonly number[]): number {
  return instants.reduce((least, at) => (at > now && at < least ? at : least), Number.POSITIVE_INFINITY);
}

/** `null` for an instant that never comes. */
export function instantOrNull(at: number): number | null {
  return at === Number.POSITIVE_INFINITY ? null : at;
}

/** Something that counts for a time: milliseconds since the snapshot, the end exclusive, and 0 for no end. */
interface Timed {
  readonly from: number;
  readonly until: number;
}

/** Whether something counts now. */
export function isLive({ elapsed }: Pick<Outlook, "elapsed">, { from, until }: Timed): boolean {
  return from <= elapsed && (until === 0 || elapsed < until);
}
