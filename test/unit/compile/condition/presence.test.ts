import { describe, expect, it } from "vitest";
import { test } from "../../fixtures/condition.js";

const given = (path: string) => ({ [path]: { $exists: true } });
const notGiven = (path: string) => ({ [path]: { $exists: false } });

describe("$exists", () => {
  it.each([[""], [0], [false], [Number.NaN], [[]], [{}]])("S14 %j is there", (blob) => {
    expect([test(given("blob"), { blob }), test(notGiven("blob"), { blob })]).toEqual(["true", "false"]);
  });

  it("S14 null is not there", () => {
    expect([test(given("region"), { region: null }), test(notGiven("region"), { region: null })]).toEqual([
      "false",
      "true",
    ]);
  });

  it("S14 an optional key that is missing, or undefined, is not there", () => {
    expect([test(given("blob"), {}), test(notGiven("blob"), {}), test(given("blob"), { blob: undefined })]).toEqual([
      "false",
      "true",
      "false",
    ]);
  });

  it("S14 a required key that is missing was not loaded: unknown", () => {
    expect([test(given("text"), {}), test(notGiven("text"), {}), test(given("region"), { region: undefined })]).toEqual(
      ["unknown", "unknown", "unknown"],
    );
  });

  it("S14 a null is not there, also where the schema knows no null", () => {
    expect(test(notGiven("text"), { text: null })).toBe("true");
  });

  it("S14 what lies in an object that is not there is not there", () => {
    expect([
      test(notGiven("address.city"), {}),
      test(notGiven("address.city"), { address: null }),
      test(notGiven("address.geo.lat"), { address: { geo: null } }),
    ]).toEqual(["true", "true", "true"]);
  });

  it("S14 a required key of an object that is there was not loaded", () => {
    expect([test(given("address.city"), { address: {} }), test(given("address.floor"), { address: {} })]).toEqual([
      "unknown",
      "false",
    ]);
  });

  it("is unknown in what is no object, also of a key that may be missing", () => {
    const answers = ["Bonn", 7, true, [], [{ floor: 1 }]].map((address) =>
      test(notGiven("address.floor"), { address }),
    );
    expect(answers).toEqual(answers.map(() => "unknown"));
  });

  it("is unknown in what is no object", () => {
    expect([test(given("address.city"), { address: "Bonn" }), test(notGiven("address.city"), { address: 7 })]).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it("S13 leaves unknown what it is a part of, where the rest does not settle it", () => {
    const rest = { text: "a" };
    for (const record of [
      { text: "a", address: "Bonn" },
      { text: "a", address: {} },
    ]) {
      for (const asked of [given("address.city"), notGiven("address.city")]) {
        expect([
          test({ $and: [asked, rest] }, record),
          test({ $and: [rest, asked, rest] }, record),
          test({ $or: [asked, { text: "b" }] }, record),
          test({ $not: asked }, record),
        ]).toEqual(["unknown", "unknown", "unknown", "unknown"]);
      }
    }
  });

  it("S17 does not see what is inherited", () => {
    expect(test(given("blob"), Object.create({ blob: 1 }))).toBe("false");
  });
});
