import { describe, expect, it } from "vitest";
import { MAX_DURATION_MS, toMilliseconds } from "../../../src/model/duration.js";

describe("a duration", () => {
  it.each([
    ["30s", 30_000],
    ["15m", 900_000],
    ["12h", 43_200_000],
    ["90d", 7_776_000_000],
    ["-30d", -2_592_000_000],
    ["0s", 0],
    [1_500, 1_500],
    [-1, -1],
    [MAX_DURATION_MS, MAX_DURATION_MS],
    ["36525d", MAX_DURATION_MS],
  ])("%s is %d milliseconds", (value, expected) => {
    expect(toMilliseconds(value)).toBe(expected);
  });

  it.each([
    ["a unit in words", "15 minutes"],
    ["a unit that does not exist", "2w"],
    ["a capital unit", "2H"],
    ["a unit alone", "h"],
    ["a number as a text", "900000"],
    ["a fraction", "1.5h"],
    ["a plus sign", "+1h"],
    ["something before it", "in 1h"],
    ["something after it", "1h or so"],
    ["the empty text", ""],
    ["a fraction of a millisecond", 0.5],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["more than a hundred years", MAX_DURATION_MS + 1],
    ["more than a hundred years back", -MAX_DURATION_MS - 1],
    ["more than a hundred years in days", "36526d"],
    ["more digits than anybody needs", `${"9".repeat(16)}s`],
    ["null", null],
    ["undefined", undefined],
    ["a bigint", 1n],
    ["a Date", new Date(1)],
  ])("is not %s", (_what, value) => {
    expect(toMilliseconds(value)).toBeNaN();
  });
});
