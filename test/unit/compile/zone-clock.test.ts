import { describe, expect, it } from "vitest";
import { zoneClock } from "../../../src/compile/zone-clock.js";

/** What a zone's clock shows, in the notation of UTC without its `Z`. */
function shown(timeZone: string, instant: string): string {
  return new Date(zoneClock(timeZone)(Date.parse(instant))).toISOString().slice(0, -1);
}

describe("the clock of a zone", () => {
  it.each([
    ["UTC", "2026-03-02T10:00:00Z", "2026-03-02T10:00:00.000"],
    ["Europe/Berlin", "2026-03-02T10:00:00Z", "2026-03-02T11:00:00.000"],
    ["Europe/Berlin", "2026-07-02T10:00:00Z", "2026-07-02T12:00:00.000"],
    ["America/New_York", "2026-03-02T03:00:00Z", "2026-03-01T22:00:00.000"],
    ["Asia/Kolkata", "2026-03-02T10:00:00Z", "2026-03-02T15:30:00.000"],
    ["Pacific/Auckland", "2026-12-31T20:00:00Z", "2027-01-01T09:00:00.000"],
    ["Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00.000"],
    ["Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00.000"],
    ["Europe/Berlin", "2026-03-01T23:00:00Z", "2026-03-02T00:00:00.000"],
    ["UTC", "2024-02-29T23:59:59.999Z", "2024-02-29T23:59:59.999"],
    ["UTC", "1969-12-31T23:59:59.001Z", "1969-12-31T23:59:59.001"],
    ["UTC", "0050-01-01T00:00:00Z", "0050-01-01T00:00:00.000"],
  ])("in %s at %s shows %s", (timeZone, instant, expected) => {
    expect(shown(timeZone, instant)).toBe(expected);
  });

  it.each([2.6e14, -6.3e13, Number.NaN, Number.POSITIVE_INFINITY])("shows nothing at %d", (instant) => {
    expect(zoneClock("UTC")(instant)).toBeNaN();
  });
});
