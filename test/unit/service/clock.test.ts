import { describe, expect, it } from "vitest";
import { ageAt, Clocks, isWithin, laterOf, type Moment } from "../../../src/service/clock.js";

const moment = (tick: number, wall: number, steady: number): Moment => ({ tick, wall, steady });

describe("the age of a moment", () => {
  it("is what the clock says that has gone on for longer", () => {
    expect(ageAt(moment(1, 0, 0), moment(2, 10, 7))).toBe(10);
    // the wall clock was set back
    expect(ageAt(moment(1, 100, 0), moment(2, 0, 7))).toBe(7);
    // the machine slept
    expect(ageAt(moment(1, 0, 0), moment(2, 3_600_000, 1))).toBe(3_600_000);
  });

  it("is within a limit up to the very limit", () => {
    expect(isWithin(moment(1, 0, 0), moment(2, 5, 5), 5)).toBe(true);
    expect(isWithin(moment(1, 0, 0), moment(2, 6, 5), 5)).toBe(false);
  });

  it("is never within a limit of 0, though no clock went on", () => {
    expect(isWithin(moment(1, 0, 0), moment(2, 0, 0), 0)).toBe(false);
    expect(isWithin(moment(2, 0, 0), moment(2, 0, 0), 0)).toBe(true);
    expect(isWithin(moment(3, 0, 0), moment(2, 0, 0), 0)).toBe(true);
  });

  it("is not within any limit where a clock tells no time", () => {
    expect(isWithin(moment(1, Number.NaN, 0), moment(2, Number.NaN, 0), 5)).toBe(false);
  });
});

describe("clocks", () => {
  it("tell whole milliseconds", () => {
    expect(new Clocks(() => 1.9).now()).toBe(1);
    expect(new Clocks({ now: () => 2.9 }).now()).toBe(2);
    expect(Math.abs(new Clocks(undefined).now() - Date.now())).toBeLessThan(60_000);
    expect(Math.abs(new Clocks(Date).now() - Date.now())).toBeLessThan(60_000);
  });

  it("tell moments apart that come at one time", () => {
    const clocks = new Clocks(() => 0);
    const [first, second] = [clocks.moment(), clocks.moment()];
    expect(laterOf(first, second)).toBe(second);
    expect(laterOf(second, first)).toBe(second);
    expect(laterOf(null, first)).toBe(first);
  });
});
