import { describe, expect, it } from "vitest";
import { ALWAYS, NEVER } from "../../../../src/project/filter/expression.js";
import { toMongo } from "../../../../src/project/query/mongo.js";
import { asking } from "./fixture.js";

const noArray = { $not: { $type: "array" } };
/** The one term of what is said. */
const said = (...parameters: Parameters<typeof toMongo>) => {
  const { $and } = toMongo(...parameters) as { $and: object[] };
  expect($and).toHaveLength(1);
  return $and[0];
};

describe("toMongo", () => {
  it("says everything with an empty document, and nothing with a list of no ids", () => {
    expect(toMongo({ ast: ALWAYS })).toEqual({});
    expect(toMongo({ ast: NEVER })).toEqual({ $and: [{ _id: { $in: [] } }] });
  });

  it("has one key, so that nothing that is put beside it takes its place", () => {
    const both = {
      ast: { kind: "and", terms: [asking("id", "eq", "a").ast, asking("owner", "eq", "b").ast] },
    } as const;
    const either = { ast: { ...both.ast, kind: "or" } } as const;
    expect([both, either, asking("id", "eq", "a")].map((filter) => Object.keys(toMongo(filter)))).toEqual(
      Array(3).fill(["$and"]),
    );
  });

  it("names a field as documents do", () => {
    expect(said(asking("id", "eq", "a"), { keys: { id: "_id" } })).toEqual({ _id: { $eq: "a", ...noArray } });
  });

  it("looks through no array on the way", () => {
    expect(said(asking("place.city", "eq", "a"))).toEqual({
      place: noArray,
      "place.city": { $eq: "a", ...noArray },
    });
  });

  it("has no character of a beginning mean anything", () => {
    expect(said(asking("owner", "startsWith", "a.*\0ä😀"))).toEqual({
      owner: { $regex: "^a\\x2e\\x2a\\x00ä😀", ...noArray },
    });
  });

  it("asks for dates by whole milliseconds, within those that a `Date` can hold", () => {
    const asked = (operator: "lt" | "lte" | "gt" | "gte" | "eq" | "ne", instant: number) =>
      (said(asking("at", operator, instant)) as { at?: object }).at;
    expect(asked("lt", 1.5)).toMatchObject({ $lt: new Date(2) });
    expect(asked("lte", 1.5)).toMatchObject({ $lte: new Date(1) });
    expect(asked("gt", 1.5)).toMatchObject({ $gt: new Date(1) });
    expect(asked("gte", 1.5)).toMatchObject({ $gte: new Date(2) });
    expect([asked("eq", 1.5), asked("gt", 1e16), asked("lte", -1e16)]).toEqual([undefined, undefined, undefined]);
    expect([asked("ne", 1.5), asked("lt", 1e16), asked("gte", -1e16)]).toEqual(
      Array(3).fill({ $type: ["date"], ...noArray }),
    );
  });

  it("asks for epoch milliseconds where that is how dates are stored", () => {
    expect(said(asking("at", "lt", 1.5), { dates: "number" })).toMatchObject({ at: { $lt: 1.5 } });
  });

  it("leaves out what no `Date` can hold, where it would matter", () => {
    const outside = (limit: unknown, other: unknown) => [{ at: { $lt: limit } }, { at: { $gt: other } }];
    expect(said(asking("at", "ne", 1))).toMatchObject({ $nor: outside(new Date(-8.64e15), new Date(8.64e15)) });
    expect(said(asking("at", "ne", 1), { dates: "number" })).toMatchObject({
      $nor: [{ at: { $in: [Number.NaN] } }, ...outside(-8.64e15, 8.64e15)],
    });
  });

  it("takes no element for a number that the driver would not", () => {
    const types = (value: number, longs: "number" | "bigint" = "number") =>
      said(asking("scores", "hasAny", [value]), { longs });
    const elements = (value: number, ...$type: string[]) => ({ scores: { $elemMatch: { $in: [value], $type } } });
    expect(types(1)).toEqual(elements(1, "double", "int", "long"));
    expect(types(2 ** 60)).toEqual(elements(2 ** 60, "double", "int"));
    expect(types(2 ** 60, "bigint")).toEqual(elements(2 ** 60, "double", "int"));
  });

  it("compares bigints only where the driver gives them, and none beyond 64 bits", () => {
    expect(() => toMongo(asking("size", "eq", 1n))).toThrow(/useBigInt64/);
    const longs = { longs: "bigint" } as const;
    expect(said(asking("size", "eq", 1n), longs)).toEqual({ size: { $eq: 1n, ...noArray } });
    expect(said(asking("size", "eq", 2n ** 64n + 1n), longs)).toEqual({ _id: { $in: [] } });
    expect(said(asking("size", "lt", 2n ** 64n), longs)).toEqual({ size: { $type: ["long"], ...noArray } });
    expect(said(asking("size", "lt", -(2n ** 64n)), longs)).toEqual({ _id: { $in: [] } });
  });

  it("takes a 64-bit integer for a number only where the driver does", () => {
    expect(said(asking("amount", "eq", 1))).toMatchObject({ amount: { $type: ["double", "int", "long"] } });
    expect(said(asking("amount", "eq", 1), { longs: "bigint" })).toMatchObject({
      amount: { $type: ["double", "int"] },
    });
    expect(said(asking("amount", "eq", 2 ** 60))).toHaveProperty("$nor");
  });

  it("sends no text that the driver would change", () => {
    expect(said(asking("owner", "eq", "a\ud83d"))).toEqual({ _id: { $in: [] } });
    expect(said(asking("owner", "ne", "a\ud83d"))).toEqual({ owner: { $type: ["string"], ...noArray } });
    expect(() => toMongo(asking("owner", "startsWith", "a\ud83d"))).toThrow(/surrogate/);
  });

  it("compares text with text, even if the other field is an enum with numbers too", () => {
    const told = JSON.stringify(said(asking("owner", "ne", { field: "rank" })));
    expect(told).toContain(JSON.stringify({ $in: [{ $type: "$rank" }, ["string"]] }));
    expect(JSON.stringify(said(asking("rank", "ne", { field: "owner" })))).not.toContain(
      JSON.stringify({ $in: [{ $type: "$owner" }, ["string", "double", "int", "long"]] }),
    );
  });

  it.each([
    ["a key with a `$` in front", asking("$odd", "eq", "a"), {}],
    ["a key that is renamed to a path", asking("id", "eq", "a"), { keys: { id: "a.b" } }],
    ["an order of texts", asking("owner", "lt", "a"), {}],
    ["what cannot be looked at", asking("extra", "eq", "a"), {}],
  ])("throws for %s, and names the statement", (_, filter, options) => {
    expect(() => toMongo(filter, options)).toThrow(
      expect.objectContaining({ code: "untranslatable_filter", statement: "rep.deal#0" }),
    );
  });

  it("throws for what only memory can tell", () => {
    const check = { kind: "check", holds: () => true, statement: "rules.deal#1" } as const;
    expect(() => toMongo({ ast: { kind: "or", terms: [check, check] } })).toThrow(
      expect.objectContaining({ statement: "rules.deal#1" }),
    );
  });
});
