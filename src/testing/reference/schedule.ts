import type { Schedule } from "../../model/requirement-data.js";

const SECOND_MS = 1_000;
const DAY_S = 86_400;
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

/**
 * S25: whether an instant is inside a weekly schedule: simply what the zone's wall clock says at that instant. A local
 * time that does not exist is skipped by the clock itself, one that occurs twice is read twice.
 */
export function isInSchedule(schedule: Schedule, now: number): boolean {
  const clock = wallClockOf(schedule.timeZone)(now);
  const from = seconds(schedule.from);
  const until = seconds(schedule.until);
  const starts = (day: number) => schedule.days.some((each) => each === DAYS[day]);
  if (from < until) return starts(clock.day) && clock.second >= from && clock.second < until;
  return (starts(clock.day) && clock.second >= from) || (starts((clock.day + 6) % 7) && clock.second < until);
}

/**
 * An instant after now up to which {@link isInSchedule} surely does not change: the next time that the wall clock shows
 * one of the schedule's times or midnight, or a jump of that clock, if that comes first.
 */
export function scheduleBound(schedule: Schedule, now: number): number {
  const clock = wallClockOf(schedule.timeZone);
  const offset = (instant: number) => clock(instant).local - instant;
  const start = Math.floor(now / SECOND_MS) * SECOND_MS;
  const { second } = clock(start);
  const waits = [schedule.from, schedule.until, "24:00"].map(
    (time) => (seconds(time) - second + DAY_S) % DAY_S || DAY_S,
  );
  const regular = start + Math.min(...waits) * SECOND_MS;
  if (offset(start) === offset(regular)) return regular;
  let [before, after] = [start, regular];
  while (after - before > SECOND_MS) {
    const middle = before + Math.floor((after - before) / SECOND_MS / 2) * SECOND_MS;
    if (offset(middle) === offset(start)) before = middle;
    else after = middle;
  }
  return after;
}

function seconds(time: string): number {
  const [hours = "", minutes = ""] = time.split(":");
  return Number(hours) * 3_600 + Number(minutes) * 60;
}

interface WallClock {
  /** 0 is Sunday. */
  readonly day: number;
  /** The second of the day. */
  readonly second: number;
  /** What the clock shows, as if it stood in UTC. */
  readonly local: number;
}

function wallClockOf(timeZone: string): (instant: number) => WallClock {
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
  });
  return (instant) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const midnight = new Date(0);
    const year = Number(parts.year);
    midnight.setUTCFullYear(parts.era === "BC" ? 1 - year : year, Number(parts.month) - 1, Number(parts.day));
    const second = Number(parts.hour) * 3_600 + Number(parts.minute) * 60 + Number(parts.second);
    return { day: midnight.getUTCDay(), second, local: midnight.getTime() + second * SECOND_MS };
  };
}
