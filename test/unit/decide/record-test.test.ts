import { describe, expect, it } from "vitest";
import { allOf, anyOf, type RecordTest } from "../../../src/decide/record-test.js";

const yes: RecordTest = () => true;
const no: RecordTest = () => false;
const COUNTS = [0, 1, 2, 3, 4, 5, 7, 31, 32, 33, 64, 100];
/** Tests that all say the same but one. */
const butOne = (count: number, place: number, most: RecordTest, one: RecordTest) =>
  Array.from({ length: count }, (_test, index) => (index === place ? one : most));

describe("any of some tests", () => {
  it.each(COUNTS)("says yes where one of %i does, and no where none does", (count) => {
    const places = Array.from({ length: count }, (_place, index) => index);
    expect(places.map((place) => anyOf(butOne(count, place, no, yes))({}))).toEqual(places.map(() => true));
    expect(anyOf(butOne(count, -1, no, yes))({})).toBe(false);
  });
});

describe("all of some tests", () => {
  it.each(COUNTS)("say yes where each of %i does, and no where one does not", (count) => {
    const places = Array.from({ length: count }, (_place, index) => index);
    expect(places.map((place) => allOf(butOne(count, place, yes, no))({}))).toEqual(places.map(() => false));
    expect(allOf(butOne(count, -1, yes, no))({})).toBe(true);
  });
});
