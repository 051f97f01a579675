import type { Schedule, Weekday } from "../model/requirement-data.js";
import { CompileError } from "./compile-error.js";
import { type ZoneClock, zoneClock } from "./zone-clock.js";

const WEEKDAYS: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A weekly schedule, ready to be asked. */
export interface CompiledSchedule {
  /** Whether an instant (epoch ms) lies inside. */
  readonly isOpen: (now: number) => boolean;
  /** A bound, in epoch ms and after `now`, before which `isOpen` does not change. */
  readonly nextBoundary: (now: number) => number;
}

/**
 * Compiles a schedule. It asks what the zone's own clock shows: so a local time in a gap is passed at the first instant
 * after it, and one that occurs twice counts both times (S25).
 *
 * @throws CompileError for an unknown zone, day or time
 */
export function compileSchedule(schedule: Schedule): CompiledSchedule {
  const clock = zoneClock(schedule.timeZone);
  const days = new Set(schedule.days.map(weekdayIndex));
  const from = minutesOf(schedule.from);
  const until = minutesOf(schedule.until);
  const isOnDay = (local: number): boolean => days.has(new Date(local).getUTCDay());

  return {
    isOpen: (now) => {
      const local = clock(now);
      if (Number.isNaN(local)) return false;
      const minutes = (local - startOfDay(local)) / MINUTE_MS;
      if (from < until) return isOnDay(local) && from <= minutes && minutes < until;
      return (isOnDay(local) && from <= minutes) || (isOnDay(local - DAY_MS) && minutes < until);
    },
    nextBoundary: (now) => nextEdge(clock, now, [from, until]),
  };
}

/** The next instant at which the zone's clock shows one of the times, or is put forward or back. */
function nextEdge(clock: ZoneClock, now: number, minutes: readonly number[]): number {
  const local = clock(now);
  let next = now + DAY_MS;
  if (Number.isNaN(local) || Number.isNaN(clock(now + 2 * DAY_MS))) return now + 1;
  for (const at of transitions(clock, now, next)) if (at > now && at < next) next = at;
  const offsets = new Set([local - now, clock(next) - next]);
  for (const minute of minutes) {
    for (const day of [-DAY_MS, 0, DAY_MS]) {
      for (const offset of offsets) {
        const at = startOfDay(local) + day + minute * MINUTE_MS - offset;
        if (at > now && at < next) next = at;
      }
    }
  }
  return next;
}

/** The instants within `(from, until]` at which the zone's offset changes, at most one: zones change months apart. */
function transitions(clock: ZoneClock, from: number, until: number): readonly number[] {
  const before = clock(from) - from;
  if (clock(until) - until === before) return [];
  let low = from;
  let high = until;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clock(middle) - middle === before) low = middle;
    else high = middle;
  }
  return [high];
}

function startOfDay(local: number): number {
  return Math.floor(local / DAY_MS) * DAY_MS;
}

function weekdayIndex(day: Weekday): number {
  const index = WEEKDAYS.indexOf(day);
  if (index < 0) throw new CompileError("a schedule names an unknown day");
  return index;
}

function minutesOf(time: string): number {
  const parts = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time);
  const minutes = Number(parts?.[1]) * 60 + Number(parts?.[2]);
  if (Number.isNaN(minutes) || minutes > 1440) throw new CompileError("a schedule's time is not HH:MM");
  return minutes;
}
