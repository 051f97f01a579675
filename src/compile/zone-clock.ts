import { CompileError } from "./compile-error.js";

/** What a zone's clocks show at an instant, written as the epoch milliseconds at which UTC shows the same; or `NaN`. */
export type ZoneClock = (instant: number) => number;

/**
 * The clock of an IANA time zone.
 *
 * @throws CompileError for a zone that the platform does not know
 */
export function zoneClock(timeZone: string): ZoneClock {
  const format = formatOf(timeZone);
  return (instant) => {
    // years before 1 and after 9999 are written in ways that are not worth reading
    if (!(instant > -6.2e13 && instant < 2.5e14)) return Number.NaN;
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
    const { year = Number.NaN, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    const whole = new Date(Date.UTC(2000, month - 1, day, hour, minute, second)).setUTCFullYear(year, month - 1, day);
    return whole + (((instant % 1000) + 1000) % 1000);
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      calendar: "gregory",
      numberingSystem: "latn",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    throw new CompileError(`time zone \`${timeZone}\` is unknown`);
  }
}
