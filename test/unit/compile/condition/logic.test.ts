import { describe, expect, it } from "vitest";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { test } from "../../fixtures/condition.js";

const record = { flag: true, number: 1 };
const YES: ConditionData = { flag: true };
const NO: ConditionData = { flag: false };
const UNKNOWN: ConditionData = { text: "anything" };

describe("conditions on conditions", () => {
  it.each([
    [[YES, YES], "true"],
    [[YES, NO], "false"],
    [[NO, YES], "false"],
    [[YES, UNKNOWN], "unknown"],
    [[UNKNOWN, YES], "unknown"],
    [[UNKNOWN, NO], "false"],
    [[NO, UNKNOWN], "false"],
    [[UNKNOWN, UNKNOWN], "unknown"],
    [[YES], "true"],
    [[UNKNOWN], "unknown"],
    [[YES, YES, YES], "true"],
    [[YES, YES, NO], "false"],
    [[YES, UNKNOWN, YES], "unknown"],
    [[UNKNOWN, YES, NO], "false"],
  ])("S13 $and of %j is %s", ($and, expected) => {
    expect(test({ $and }, record)).toBe(expected);
  });

  it.each([
    [[NO, NO], "false"],
    [[YES, NO], "true"],
    [[NO, YES], "true"],
    [[NO, UNKNOWN], "unknown"],
    [[UNKNOWN, NO], "unknown"],
    [[UNKNOWN, YES], "true"],
    [[YES, UNKNOWN], "true"],
    [[UNKNOWN], "unknown"],
    [[NO, NO, YES], "true"],
    [[NO, UNKNOWN, NO], "unknown"],
  ])("S13 $or of %j is %s", ($or, expected) => {
    expect(test({ $or }, record)).toBe(expected);
  });

  it("S13 $not unknown is unknown", () => {
    expect(test({ $not: UNKNOWN }, record)).toBe("unknown");
  });

  it("$not turns a yes and a no around", () => {
    expect([test({ $not: YES }, record), test({ $not: NO }, record)]).toEqual(["false", "true"]);
  });

  it("S13 $not of a mixed $and is unknown where the $and is", () => {
    expect(test({ $not: { $and: [YES, UNKNOWN] } }, record)).toBe("unknown");
  });

  it("all keys of a condition must hold", () => {
    expect([test({ flag: true, number: 1 }, record), test({ flag: true, number: 2 }, record)]).toEqual([
      "true",
      "false",
    ]);
  });

  it("all operators of a test must hold", () => {
    expect([
      test({ number: { $gt: 0, $lt: 2 } }, record),
      test({ number: { $gt: 0, $lt: 1 } }, record),
      test({ number: { $gt: 1, $lt: 2 } }, record),
    ]).toEqual(["true", "false", "false"]);
  });

  it("two conditions that differ only in the type of a literal are two", () => {
    const both = { $and: [{ stage: { $eq: 3 } }, { stage: { $ne: "open" } }] };
    expect(test(both, { stage: 3 })).toBe("true");
  });
});
