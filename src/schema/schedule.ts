import type { Schedule, Weekday } from "../model/requirement-data.js";
import { readNonEmpty } from "./name-list.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";
import type { TimeZones } from "./time-zones.js";

const DAYS: ReadonlyMap<string, Weekday> = new Map(
  (["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const).map((day) => [day, day]),
);

const LOCAL_TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/**
 * Reads a weekly schedule.
 *
 * @param site - where it stands
 * @param zones - the zones that exist
 */
export function readSchedule(site: Site, zones: TimeZones): Schedule | undefined {
  if (site.object(["timeZone", "days", "from", "until"], "a schedule") === undefined) return undefined;
  const timeZone = readTimeZone(site.required("timeZone"), zones);
  const days = readNonEmpty(site.required("days"), readDay);
  const from = readLocalTime(site.required("from"), false);
  const until = readLocalTime(site.required("until"), true);
  if (timeZone === undefined || days === undefined || from === undefined || until === undefined) return undefined;
  if (from === until) {
    const hint = "the whole day is `00:00` until `24:00`";
    return site.issue("empty_schedule", "the schedule ends when it begins", hint);
  }
  return { timeZone, days, from, until };
}

function readTimeZone(site: Site | undefined, zones: TimeZones): string | undefined {
  const name = site?.text("a time zone");
  if (site === undefined || name === undefined || zones.has(name)) return name;
  return site.issue(
    "invalid_time_zone",
    `there is no time zone ${quote(name)}`,
    "an IANA name such as `Europe/Berlin`",
  );
}

function readDay(site: Site): Weekday | undefined {
  const name = site.text("a day");
  if (name === undefined) return undefined;
  return DAYS.get(name) ?? site.unknown("invalid_day", `there is no day ${quote(name)}`, name, DAYS.keys());
}

function readLocalTime(site: Site | undefined, isEnd: boolean): string | undefined {
  const time = site?.text("a local time");
  if (site === undefined || time === undefined || LOCAL_TIME.test(time) || (isEnd && time === "24:00")) return time;
  const latest = isEnd ? "24:00" : "23:59";
  return site.issue("invalid_local_time", `${quote(time)} is no local time`, `\`HH:MM\`, from 00:00 to ${latest}`);
}
