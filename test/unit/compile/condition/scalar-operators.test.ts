import { describe, expect, it } from "vitest";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { NOW } from "../../fixtures/access.js";
import { test } from "../../fixtures/condition.js";

const DAY = 86_400_000;
const now = { $ref: "now" } as const;

describe("equality", () => {
  it.each([
    ["text", "a", "a"],
    ["number", 1, 1],
    ["number", -0, 0],
    ["number", Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ["big", 10n, 10n],
    ["big", 10n, "10"],
    ["big", -(2n ** 80n), String(-(2n ** 80n))],
    ["flag", false, false],
    ["day", new Date(NOW), NOW],
    ["day", "2026-03-02T11:00:00+01:00", NOW],
    ["day", NOW, "2026-03-02T10:00:00Z"],
    ["stage", "won", "won"],
    ["stage", 3, 3],
  ])("%s: %s equals %s", (field, value, $eq) => {
    expect([
      test({ [field]: { $eq } }, { [field]: value }),
      test({ [field]: { $ne: $eq } }, { [field]: value }),
    ]).toEqual(["true", "false"]);
  });

  it("a bare literal means $eq", () => {
    expect([test({ text: "a" }, { text: "a" }), test({ text: "a" }, { text: "b" })]).toEqual(["true", "false"]);
  });

  it("a bare Date means $eq", () => {
    expect(test({ day: new Date(NOW) }, { day: NOW })).toBe("true");
  });

  it("texts that differ in case differ", () => {
    expect(test({ text: "a" }, { text: "A" })).toBe("false");
  });
});

describe("a value of another type than the schema's", () => {
  it.each([
    ["text", 1, "1"],
    ["number", "1", 1],
    ["number", 1n, 1],
    ["number", Number.NaN, 1],
    ["number", true, 1],
    ["big", 10, 10n],
    ["big", "10", 10n],
    ["flag", 1, true],
    ["flag", "true", true],
    ["day", "2026-03-02", NOW],
    ["day", new Date("never"), NOW],
    ["day", true, NOW],
    ["stage", "lost", "won"],
    ["stage", "3", 3],
    ["text", ["a"], "a"],
    ["text", { length: 1 }, "a"],
  ])("S15 %s: %s compared with %s is unknown", (field, value, $eq) => {
    expect([
      test({ [field]: { $eq } }, { [field]: value }),
      test({ [field]: { $ne: $eq } }, { [field]: value }),
    ]).toEqual(["unknown", "unknown"]);
  });

  it.each([[null], [undefined]])("S13 %s compared with anything is unknown", (value) => {
    expect([test({ text: "a" }, { text: value }), test({ text: { $ne: "a" } }, { text: value })]).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it.each([
    { texts: { $eq: "a" } },
    { texts: { $in: ["a"] } },
    { texts: { $nin: ["a"] } },
    { texts: { $startsWith: "a" } },
    { text: { $has: "a" } },
    { text: { $hasAny: ["a"] } },
    { texts: { $has: ["a"] } },
    { text: { $in: { $ref: "principal.id" } } },
    { text: { $eq: ["a"] } },
  ] as unknown as ConditionData[])(
    "S15 an operator that does not go with its field is unknown, in whatever it stands: %j",
    (part) => {
      const record = { text: "a", texts: ["a"], flag: true };
      expect([
        test(part, record),
        test(part, { text: ["a"], texts: "a", flag: true }),
        test({ $not: part }, record),
        test({ $or: [part, { flag: false }] }, record),
        test({ $and: [part, { flag: true }] }, record),
        test({ $or: [part, { flag: true }] }, record),
        test({ $and: [part, { flag: false }] }, record),
      ]).toEqual(["unknown", "unknown", "unknown", "unknown", "unknown", "true", "false"]);
    },
  );

  it("S13 a missing value compared with a reference is unknown", () => {
    const own = { $ref: "principal.id" } as const;
    expect([
      test({ text: own }, {}),
      test({ text: { $ne: own } }, {}),
      test({ $not: { text: own } }, { text: null }),
    ]).toEqual(["unknown", "unknown", "unknown"]);
  });

  it("S15 an enum compared with what is neither text nor number is unknown", () => {
    const managed = { $ne: { $ref: "session.device.managed" } } as const;
    expect(
      test({ stage: managed }, { stage: "won" }, { session: { id: "s", device: { id: "x", managed: true } } }),
    ).toBe("unknown");
  });

  it("S15 a scalar operator on an array is unknown", () => {
    expect([
      test({ texts: { $eq: "a" } }, { texts: ["a"] }),
      test({ texts: { $eq: "a" } }, { texts: "a" }),
      test({ texts: { $in: ["a"] } }, { texts: ["a"] }),
      test({ texts: { $nin: ["a"] } }, { texts: "b" }),
    ]).toEqual(["unknown", "unknown", "unknown", "unknown"]);
  });
});

describe("order", () => {
  it.each([
    ["$lt", 1, "true"],
    ["$lt", 2, "false"],
    ["$lt", 3, "false"],
    ["$lte", 1, "true"],
    ["$lte", 2, "true"],
    ["$lte", 3, "false"],
    ["$gt", 1, "false"],
    ["$gt", 2, "false"],
    ["$gt", 3, "true"],
    ["$gte", 1, "false"],
    ["$gte", 2, "true"],
    ["$gte", 3, "true"],
  ])("%s 2 of %d is %s", (operator, value, expected) => {
    expect([
      test({ number: { [operator]: 2 } }, { number: value }),
      test({ big: { [operator]: 2n } }, { big: BigInt(value) }),
      test({ day: { [operator]: 2 } }, { day: new Date(value) }),
    ]).toEqual([expected, expected, expected]);
  });

  it("infinity is above every number", () => {
    expect(test({ number: { $gt: 1e300 } }, { number: Number.POSITIVE_INFINITY })).toBe("true");
  });
});

describe("$in and $nin", () => {
  it("look for the value in the list", () => {
    expect([
      test({ text: { $in: ["a", "b"] } }, { text: "b" }),
      test({ text: { $in: ["a", "b"] } }, { text: "c" }),
      test({ text: { $nin: ["a", "b"] } }, { text: "b" }),
      test({ text: { $nin: ["a", "b"] } }, { text: "c" }),
    ]).toEqual(["true", "false", "false", "true"]);
  });

  it("S13 an empty list holds nothing", () => {
    expect([test({ text: { $in: [] } }, { text: "a" }), test({ text: { $nin: [] } }, { text: "a" })]).toEqual([
      "false",
      "true",
    ]);
  });

  it("S13 a missing value is unknown even against an empty list", () => {
    expect([test({ text: { $in: [] } }, {}), test({ text: { $nin: [] } }, { text: null })]).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it("compare instants in any notation", () => {
    expect(test({ day: { $in: ["2026-03-02T10:00:00Z"] } }, { day: new Date(NOW) })).toBe("true");
  });

  it("compare bigints written as texts", () => {
    expect(test({ big: { $in: ["1", "2"] } }, { big: 2n })).toBe("true");
  });
});

describe("$startsWith", () => {
  it.each([
    ["ab", "abc", "true"],
    ["abc", "abc", "true"],
    ["bc", "abc", "false"],
    ["", "abc", "true"],
    ["A", "abc", "false"],
  ])("%j of %j is %s", ($startsWith, text, expected) => {
    expect(test({ text: { $startsWith } }, { text })).toBe(expected);
  });

  it("takes a prefix that is no value of the enum", () => {
    expect(test({ stage: { $startsWith: "w" } }, { stage: "won" })).toBe("true");
  });

  it("S13 of a missing value is unknown", () => {
    expect(test({ text: { $startsWith: "" } }, {})).toBe("unknown");
  });

  it("S16 takes a reference to a text", () => {
    const condition = { text: { $startsWith: { $ref: "principal.attributes.department" } } } as const;
    const from = (department: unknown) =>
      test(condition, { text: "sales north" }, { principal: { attributes: { department } } });
    expect([from("sales"), from("north"), from(7), from(null), from(undefined)]).toEqual([
      "true",
      "false",
      "unknown",
      "unknown",
      "unknown",
    ]);
  });

  it("S15 with a reference to what is no text is unknown", () => {
    const condition = { text: { $startsWith: { $ref: "principal.attributes.level" } } } as const;
    expect(test(condition, { text: "7 dwarfs" }, { principal: { attributes: { level: 7 } } })).toBe("unknown");
  });
});

describe("now", () => {
  it("S23 is the instant of the question", () => {
    expect([
      test({ day: { $lt: now } }, { day: NOW }, { now: NOW }),
      test({ day: { $lt: now } }, { day: NOW }, { now: NOW + 1 }),
    ]).toEqual(["false", "true"]);
  });

  it("S16 may be shifted", () => {
    const recent = { day: { $gte: { $ref: "now", plus: "-30d" } } } as const;
    expect([test(recent, { day: NOW - 30 * DAY }), test(recent, { day: NOW - 30 * DAY - 1 })]).toEqual([
      "true",
      "false",
    ]);
  });
});
