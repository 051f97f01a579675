import { describe, expect, it } from "vitest";
import { CompileError } from "../../../src/compile/compile-error.js";
import { compileSchedule } from "../../../src/compile/schedule.js";
import type { Schedule, Weekday } from "../../../src/model/requirement-data.js";

const EVERY_DAY: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const OFFICE: Schedule = { timeZone: "Europe/Berlin", days: ["mon", "tue"], from: "08:00", until: "18:00" };

/** Spans that begin or end in gaps and repeated hours, or run past midnight. */
const SPANS = [
  ["00:00", "24:00"],
  ["02:15", "02:45"],
  ["23:30", "00:30"],
  ["01:45", "23:00"],
] as const;

const at = (instant: string) => Date.parse(instant);
const daily = (timeZone: string, from: string, until: string): Schedule => ({ timeZone, days: EVERY_DAY, from, until });

function isOpen(schedule: Schedule, instant: string): boolean {
  return compileSchedule(schedule).isOpen(at(instant));
}

function nextBoundary(schedule: Schedule, instant: string): string {
  return new Date(compileSchedule(schedule).nextBoundary(at(instant))).toISOString();
}

describe("a weekly schedule", () => {
  // 2026-03-02 is a Monday
  it.each([
    ["opens at its first minute", "2026-03-02T08:00:00+01:00", true],
    ["is closed a millisecond before", "2026-03-02T07:59:59.999+01:00", false],
    ["is open a millisecond before its end", "2026-03-02T17:59:59.999+01:00", true],
    ["is closed from its last minute", "2026-03-02T18:00:00+01:00", false],
    ["is open on its last day", "2026-03-03T12:00:00+01:00", true],
    ["is closed on other days", "2026-03-04T12:00:00+01:00", false],
    ["is closed on the day before", "2026-03-01T12:00:00+01:00", false],
  ])("S23 %s", (_what, instant, expected) => {
    expect(isOpen(OFFICE, instant)).toBe(expected);
  });

  it.each([
    ["2026-03-02T22:00:00Z", true],
    ["2026-03-03T05:59:59Z", true],
    ["2026-03-03T06:00:00Z", false],
    ["2026-03-02T05:00:00Z", false],
    ["2026-03-03T22:00:00Z", false],
    ["2026-03-02T21:59:59Z", false],
  ])("that runs past midnight belongs to the day on which it starts: %s is open: %s", (instant, expected) => {
    expect(isOpen({ timeZone: "UTC", days: ["mon"], from: "22:00", until: "06:00" }, instant)).toBe(expected);
  });

  it("may run until the end of the day", () => {
    const schedule: Schedule = { timeZone: "UTC", days: ["mon"], from: "20:00", until: "24:00" };
    expect([isOpen(schedule, "2026-03-02T23:59:59.999Z"), isOpen(schedule, "2026-03-03T00:00:00Z")]).toEqual([
      true,
      false,
    ]);
  });

  it("that ends when it starts lasts for a day", () => {
    const schedule: Schedule = { timeZone: "UTC", days: ["mon"], from: "09:00", until: "09:00" };
    expect([
      isOpen(schedule, "2026-03-02T09:00:00Z"),
      isOpen(schedule, "2026-03-03T08:59:59Z"),
      isOpen(schedule, "2026-03-03T09:00:00Z"),
      isOpen(schedule, "2026-03-02T08:59:59Z"),
    ]).toEqual([true, true, false, false]);
  });

  it("tells the days by the zone's own date", () => {
    // Sunday evening in London is Monday morning in Auckland
    expect(
      isOpen({ timeZone: "Pacific/Auckland", days: ["mon"], from: "08:00", until: "18:00" }, "2026-03-01T20:00:00Z"),
    ).toBe(true);
  });

  it("counts the minutes of a zone that is off by three quarters of an hour", () => {
    const schedule = daily("Asia/Kathmandu", "08:00", "09:00");
    expect([isOpen(schedule, "2026-03-02T02:15:00Z"), isOpen(schedule, "2026-03-02T02:14:59Z")]).toEqual([true, false]);
  });

  it("was open before 1970 as well", () => {
    expect([isOpen(OFFICE, "1969-12-29T11:00:00.500Z"), isOpen(OFFICE, "1969-12-29T18:00:00.500Z")]).toEqual([
      true,
      false,
    ]);
  });
});

describe("S25 a schedule across daylight-saving changes", () => {
  it("opens at the same local time in winter and in summer", () => {
    expect([
      isOpen(OFFICE, "2026-03-02T07:00:00Z"),
      isOpen(OFFICE, "2026-03-02T06:59:59Z"),
      isOpen(OFFICE, "2026-07-06T06:00:00Z"),
      isOpen(OFFICE, "2026-07-06T05:59:59Z"),
    ]).toEqual([true, false, true, false]);
  });

  it("opens in the southern summer when the clocks there say so", () => {
    const sydney: Schedule = { timeZone: "Australia/Sydney", days: ["mon"], from: "09:00", until: "17:00" };
    expect([
      isOpen(sydney, "2026-01-04T22:00:00Z"),
      isOpen(sydney, "2026-01-04T21:59:59Z"),
      isOpen(sydney, "2026-07-05T23:00:00Z"),
      isOpen(sydney, "2026-07-05T22:59:59Z"),
    ]).toEqual([true, false, true, false]);
  });

  it("opens at the first instant after a gap that swallows its beginning", () => {
    const schedule = daily("Europe/Berlin", "02:15", "04:00");
    expect([isOpen(schedule, "2026-03-29T00:59:59.999Z"), isOpen(schedule, "2026-03-29T01:00:00Z")]).toEqual([
      false,
      true,
    ]);
  });

  it("closes at the first instant after a gap that swallows its end", () => {
    const schedule = daily("Europe/Berlin", "01:00", "02:45");
    expect([isOpen(schedule, "2026-03-29T00:59:59.999Z"), isOpen(schedule, "2026-03-29T01:00:00Z")]).toEqual([
      true,
      false,
    ]);
  });

  it("does not open where a gap swallows the whole of it", () => {
    const schedule = daily("America/New_York", "02:15", "02:45");
    const minutes = Array.from({ length: 24 * 60 }, (_one, minute) => at("2026-03-08T05:00:00Z") + minute * 60_000);
    expect(minutes.some(compileSchedule(schedule).isOpen)).toBe(false);
  });

  it("opens on the day on which midnight does not exist", () => {
    // São Paulo, 4 November 2018: from 23:59 straight to 01:00
    const sunday: Schedule = { timeZone: "America/Sao_Paulo", days: ["sun"], from: "00:00", until: "02:00" };
    expect([
      isOpen(sunday, "2018-11-04T02:59:59.999Z"),
      isOpen(sunday, "2018-11-04T03:00:00Z"),
      isOpen(sunday, "2018-11-04T03:59:59.999Z"),
      isOpen(sunday, "2018-11-04T04:00:00Z"),
    ]).toEqual([false, true, true, false]);
  });

  it("closes at a midnight that does not exist", () => {
    const saturday: Schedule = { timeZone: "America/Sao_Paulo", days: ["sat"], from: "22:00", until: "00:30" };
    expect([isOpen(saturday, "2018-11-04T02:59:59.999Z"), isOpen(saturday, "2018-11-04T03:00:00Z")]).toEqual([
      true,
      false,
    ]);
  });

  it("counts a local time that occurs twice both times, and not in between", () => {
    const schedule = daily("Europe/Berlin", "02:15", "02:45");
    expect([
      isOpen(schedule, "2026-10-25T00:15:00Z"),
      isOpen(schedule, "2026-10-25T00:45:00Z"),
      isOpen(schedule, "2026-10-25T01:14:59Z"),
      isOpen(schedule, "2026-10-25T01:15:00Z"),
      isOpen(schedule, "2026-10-25T01:45:00Z"),
    ]).toEqual([true, false, false, true, false]);
  });

  it("counts an hour before midnight that occurs twice both times", () => {
    // São Paulo, 18 February 2018: at midnight the clocks go back to 23:00 on Saturday
    const saturday: Schedule = { timeZone: "America/Sao_Paulo", days: ["sat"], from: "23:00", until: "23:30" };
    expect([
      isOpen(saturday, "2018-02-18T01:00:00Z"),
      isOpen(saturday, "2018-02-18T01:45:00Z"),
      isOpen(saturday, "2018-02-18T02:00:00Z"),
      isOpen(saturday, "2018-02-18T02:30:00Z"),
    ]).toEqual([true, false, true, false]);
  });

  it("counts half an hour that occurs twice", () => {
    // Lord Howe Island puts its clocks back by half an hour: 02:00 to 01:30
    const schedule = daily("Australia/Lord_Howe", "01:30", "02:00");
    expect([
      isOpen(schedule, "2026-04-04T14:30:00Z"),
      isOpen(schedule, "2026-04-04T15:15:00Z"),
      isOpen(schedule, "2026-04-04T15:30:00Z"),
    ]).toEqual([true, true, false]);
  });

  it("skips a day that a zone skipped", () => {
    // Samoa had no 30 December 2011, which was a Friday
    const friday: Schedule = { timeZone: "Pacific/Apia", days: ["fri"], from: "00:00", until: "24:00" };
    const saturday: Schedule = { ...friday, days: ["sat"] };
    expect([
      isOpen(friday, "2011-12-30T09:59:59Z"),
      isOpen(friday, "2011-12-30T10:00:00Z"),
      isOpen(saturday, "2011-12-30T10:00:00Z"),
    ]).toEqual([false, false, true]);
  });
});

describe("S26 the next boundary of a schedule", () => {
  it.each([
    ["is its beginning, from before", "2026-03-02T06:00:00Z", "2026-03-02T07:00:00.000Z"],
    ["is its end, from inside", "2026-03-02T07:00:00Z", "2026-03-02T17:00:00.000Z"],
    ["is its end, from a millisecond before", "2026-03-02T16:59:59.999Z", "2026-03-02T17:00:00.000Z"],
    ["is the next beginning, from its end", "2026-03-02T17:00:00Z", "2026-03-03T07:00:00.000Z"],
    ["is the change of the clocks, where that comes first", "2026-03-28T17:00:00Z", "2026-03-29T01:00:00.000Z"],
    ["knows the clocks after the change", "2026-03-29T01:00:00Z", "2026-03-29T06:00:00.000Z"],
    ["knows the clocks that were put back", "2026-10-25T01:00:00Z", "2026-10-25T07:00:00.000Z"],
  ])("%s", (_what, instant, expected) => {
    expect(nextBoundary(OFFICE, instant)).toBe(expected);
  });

  it("is never more than a day away, so that it needs no calendar", () => {
    const never = { ...OFFICE, days: [] };
    expect(
      compileSchedule(never).nextBoundary(at("2026-03-02T17:30:00Z")) - at("2026-03-02T17:30:00Z"),
    ).toBeLessThanOrEqual(86_400_000);
  });

  it.each([
    ["Europe/Berlin", "2026-03-28T20:00:00Z"],
    ["Europe/Berlin", "2026-10-24T20:00:00Z"],
    ["America/Sao_Paulo", "2018-11-03T20:00:00Z"],
    ["America/Sao_Paulo", "2018-02-17T20:00:00Z"],
    ["Australia/Lord_Howe", "2026-04-04T10:00:00Z"],
    ["Pacific/Apia", "2011-12-29T12:00:00Z"],
    ["Asia/Kathmandu", "2026-03-02T12:00:00Z"],
  ])("lies after now, and %s is neither opened nor closed before it", (timeZone, start) => {
    for (const [from, until] of SPANS) {
      const { isOpen: open, nextBoundary: next } = compileSchedule({
        timeZone,
        days: ["sat", "sun", "fri"],
        from,
        until,
      });
      const end = at(start) + 36 * 3_600_000;
      for (let now = at(start); now < end; ) {
        const boundary = next(now);
        expect(boundary).toBeGreaterThan(now);
        for (let later = now; later < boundary; later += 15 * 60_000) expect(open(later)).toBe(open(now));
        expect(open(boundary - 1)).toBe(open(now));
        now = boundary;
      }
    }
  });
});

describe("S12 an instant that no calendar knows", () => {
  it.each([8.64e15, -8.64e15])("%d is never inside a schedule", (now) => {
    expect(compileSchedule(daily("UTC", "00:00", "24:00")).isOpen(now)).toBe(false);
  });

  it("bounds an answer by the next millisecond", () => {
    const next = compileSchedule(OFFICE).nextBoundary;
    expect([
      next(2.6e14) - 2.6e14,
      next(2.5e14 - 1) - (2.5e14 - 1),
      next(2.5e14 - 100_000_000) - (2.5e14 - 100_000_000),
    ]).toEqual([1, 1, 1]);
  });
});

describe("a schedule that cannot be read", () => {
  it.each([
    [{ ...OFFICE, timeZone: "Europe/Bielefeld" }, "time zone `Europe/Bielefeld` is unknown"],
    [{ ...OFFICE, days: ["mon", "someday"] }, "a schedule names an unknown day"],
    [{ ...OFFICE, from: "8:00" }, "a schedule's time is not HH:MM"],
    [{ ...OFFICE, from: "08:00:00" }, "a schedule's time is not HH:MM"],
    [{ ...OFFICE, from: " 08:00" }, "a schedule's time is not HH:MM"],
    [{ ...OFFICE, until: "18:60" }, "a schedule's time is not HH:MM"],
    [{ ...OFFICE, until: "25:00" }, "a schedule's time is not HH:MM"],
    [{ ...OFFICE, until: "24:01" }, "a schedule's time is not HH:MM"],
    [{ ...OFFICE, until: "" }, "a schedule's time is not HH:MM"],
  ])("%j", (schedule, message) => {
    expect(() => compileSchedule(schedule as Schedule)).toThrow(new CompileError(message));
  });
});
