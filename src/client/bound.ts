import { toEpochMs } from "../model/instant.js";
import type { Condition } from "./conditions.js";
import type { Member, Side } from "./side.js";
import type { ClientStatement } from "./statements.js";

/** The least of some instants that lies after another one (epoch ms); `Infinity` for none. */
export function leastAfter(now: number, instants: readonly number[]): number {
  return instants.reduce((least, at) => (at > now && at < least ? at : least), Number.POSITIVE_INFINITY);
}

/** When the facts of a party, or what is required of it, change next (epoch ms). */
export function nextChange(side: Side): number {
  const { now, party } = side;
  const required = statementsOf(side).map(({ requirement }) =>
    requirement === null
      ? Number.POSITIVE_INFINITY
      : leastAfter(now, [...requirement.bounds, requirement.schedule?.nextBoundary(now) ?? now]),
  );
  return Math.min(leastAfter(now, party.bounds), leastAfter(now, required));
}

/** Whether some condition on records looks at the clock. */
export function readsClock(side: Side): boolean {
  const reads = (condition: Condition | null) => condition !== null && condition.clocks.length > 0;
  return statementsOf(side).some(({ when, to }) => reads(when) || reads(to));
}

/** All statements that are held now and do not pass the party by. */
function statementsOf({ groups, now }: Side): readonly ClientStatement[] {
  const held = groups.flatMap(({ statements }) => [...statements.values()].flat());
  return held.filter(({ passes }) => passes(now) !== 1);
}

/** When the comparisons with the clock may change their answers on a record. */
export function flipsOf({ statement: { when, to } }: Member, record: object, next: object | null): readonly number[] {
  return [...flipsOn(when, record), ...(next === null ? [] : flipsOn(to, next))];
}

function flipsOn(condition: Condition | null, subject: object): readonly number[] {
  return (condition?.clocks ?? []).flatMap(([path, plus]) =>
    [path.read(subject)].flat().flatMap((value) => {
      const at = Math.ceil(toEpochMs(value) - plus);
      return [at, at + 1];
    }),
  );
}
