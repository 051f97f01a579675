import { describe, expect, it } from "vitest";
import type { ConditionData } from "../../../../src/model/condition-data.js";
import { test } from "../../fixtures/condition.js";

const dach: ConditionData = { region: { $under: "DACH" } };
const mine: ConditionData = { region: { $under: { $ref: "principal.attributes.regions" } } };
const regions = (value: unknown) => ({ principal: { attributes: { regions: value } } });

describe("$under", () => {
  it.each([
    ["DACH", "true"],
    ["DE", "true"],
    ["EMEA", "false"],
    ["FR", "false"],
    ["unheard of", "false"],
  ])("S21 of DACH is for %s %s", (region, expected) => {
    expect(test(dach, { region })).toBe(expected);
  });

  it("takes several values: any of them", () => {
    const condition = { region: { $under: ["FR", "DACH"] } };
    expect([test(condition, { region: "AT" }), test(condition, { region: "EMEA" })]).toEqual(["true", "false"]);
  });

  it("S21 a value that the tree does not know covers itself alone", () => {
    const condition = { region: { $under: "Mars" } };
    expect([test(condition, { region: "Mars" }), test(condition, { region: "DE" })]).toEqual(["true", "false"]);
  });

  it("is equality in a flat dimension", () => {
    expect([test({ team: { $under: "a" } }, { team: "a" }), test({ team: { $under: "a" } }, { team: "ab" })]).toEqual([
      "true",
      "false",
    ]);
  });

  it("S13 of a missing value, or one of another type, is unknown", () => {
    expect([test(dach, {}), test(dach, { region: null }), test(dach, { region: 7 })]).toEqual([
      "unknown",
      "unknown",
      "unknown",
    ]);
  });

  it("S15 of a value that the enum does not have is unknown", () => {
    const condition = { zone: { $under: "EMEA" } };
    expect([test(condition, { zone: "DE" }), test(condition, { zone: "AT" })]).toEqual(["true", "unknown"]);
  });

  it("S15 of an array where the schema has one value, or the other way round, is unknown", () => {
    expect([test(dach, { region: ["DE"] }), test({ regions: { $under: "DACH" } }, { regions: "DE" })]).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it("of an array is true if any element is", () => {
    const condition = { regions: { $under: "DACH" } };
    expect([
      test(condition, { regions: ["FR", "DE"] }),
      test(condition, { regions: ["FR", "EMEA"] }),
      test(condition, { regions: [] }),
    ]).toEqual(["true", "false", "false"]);
  });

  it("S13 of an array is unknown where an element is unusable and none matches", () => {
    const condition = { regions: { $under: "DACH" } };
    expect([
      test(condition, { regions: ["FR", null] }),
      test(condition, { regions: [null, "FR"] }),
      test(condition, { regions: [null, "DE"] }),
    ]).toEqual(["unknown", "unknown", "true"]);
  });

  it("S16 takes a reference to a list or to one value", () => {
    const one = { region: { $under: { $ref: "principal.attributes.department" } } };
    const scene = { principal: { attributes: { department: "DACH" } } };
    expect([
      test(mine, { region: "DE" }, regions(["FR", "DACH"])),
      test(mine, { region: "EMEA" }, regions(["FR", "DACH"])),
      test(one, { region: "DE" }, scene),
      test(one, { region: "FR" }, scene),
    ]).toEqual(["true", "false", "true", "false"]);
  });

  it("S13 is unknown with a reference to nothing, or with a null among several where none matches", () => {
    expect([
      test(mine, { region: "DE" }),
      test(mine, { region: "DE" }, regions([null])),
      test(mine, { region: "DE" }, regions([null, "EMEA"])),
    ]).toEqual(["unknown", "unknown", "true"]);
  });

  it("S13 is unknown with a reference to nothing, even on an empty array", () => {
    expect(test({ regions: { $under: { $ref: "principal.attributes.regions" } } }, { regions: [] })).toBe("unknown");
  });

  it("S13 is false of an empty list of wanted values", () => {
    expect(test(mine, { region: "DE" }, regions([]))).toBe("false");
  });
});
