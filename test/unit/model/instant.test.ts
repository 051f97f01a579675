import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { isDate, toEpochMs } from "../../../src/model/instant.js";

const MARCH = Date.UTC(2026, 2, 1, 11);

describe("an instant", () => {
  it("may be epoch milliseconds", () => {
    expect(toEpochMs(MARCH)).toBe(MARCH);
  });

  it("may be a Date", () => {
    expect(toEpochMs(new Date(MARCH))).toBe(MARCH);
  });

  it("may be a Date of another realm", () => {
    expect(toEpochMs(runInNewContext(`new Date(${MARCH})`))).toBe(MARCH);
  });

  it.each([
    "2026-03-01T11:00:00Z",
    "2026-03-01T12:00:00+01:00",
    "2026-03-01T12:00+01:00",
    "2026-03-01T06:00:00-05:00",
    "2026-03-01T11:00:00.000Z",
    "2026-03-01T11:00:00.000000000Z",
  ])("may be the text %s", (text) => {
    expect(toEpochMs(text)).toBe(MARCH);
  });

  it("may be the last day of February in a leap year", () => {
    expect(toEpochMs("2024-02-29T00:00:00Z")).toBe(Date.UTC(2024, 1, 29));
  });

  it("may be the farthest one that a Date can hold, either way", () => {
    expect([toEpochMs(8.64e15), toEpochMs(-8.64e15)]).toEqual([8.64e15, -8.64e15]);
  });

  it.each([
    ["a date without a time", "2026-03-01"],
    ["a time without an offset", "2026-03-01T12:00:00"],
    ["a day that the month does not have", "2026-02-29T00:00:00Z"],
    ["the 31st of a month of 30 days", "2026-04-31T00:00:00Z"],
    ["the zeroth day", "2026-03-00T00:00:00Z"],
    ["a month that does not exist", "2026-13-01T00:00:00Z"],
    ["an hour that does not exist", "2026-03-01T25:00:00Z"],
    ["a text that ends in more than an instant", "2026-03-01T11:00:00Z "],
    ["a text that begins with more than an instant", " 2026-03-01T11:00:00Z"],
    ["ten digits of a second", "2026-03-01T11:00:00.0000000000Z"],
    ["a number as a text", String(MARCH)],
    ["the empty text", ""],
    ["a Date that is invalid", new Date("never")],
    ["a number beyond what a Date can hold", 8.64e15 + 2],
    ["infinity", Number.POSITIVE_INFINITY],
    ["NaN", Number.NaN],
    ["null", null],
    ["undefined", undefined],
    ["true", true],
    ["a bigint", 0n],
    ["an object that says when", { valueOf: () => MARCH }],
    ["a list of one instant", [MARCH]],
  ])("is not %s", (_what, value) => {
    expect(toEpochMs(value)).toBeNaN();
  });
});

describe("isDate", () => {
  it("tells an invalid Date, too", () => {
    expect(isDate(new Date(Number.NaN))).toBe(true);
  });

  it("does not take a number for one", () => {
    expect(isDate(MARCH)).toBe(false);
  });
});
