import type { RecordCondition, VocabularyOf } from "castellan";
import { describe, test } from "vitest";
import type { crm, deal, report } from "./crm.js";

type Names = VocabularyOf<typeof crm>;

/** Checks a condition on a deal as an author writes it. */
declare function when(condition: RecordCondition<Names, typeof deal>): void;
/** Checks a condition on a report as an author writes it. */
declare function whenReport(condition: RecordCondition<Names, typeof report>): void;

describe("paths", () => {
  test("are fields, and what is inside an object", () => {
    when({ stage: "won", "address.city": "Berlin", "address.country": { $exists: true } });
    // @ts-expect-error
    when({ staeg: "won" });
    // @ts-expect-error
    when({ "address.town": "Berlin" });
  });

  test("lead through no array and no dictionary", () => {
    // @ts-expect-error
    when({ "tags.0": "a" });
    // @ts-expect-error
    when({ "extra.key": "a" });
    // @ts-expect-error
    when({ "stage.length": 3 });
    // @ts-expect-error
    when({ "closedAt.getTime": 3 });
  });
});

describe("literals", () => {
  test("are of the field's type", () => {
    when({ stage: "open", amount: 5, urgent: true, cents: 5n, rating: 2, ownerId: "u1" });
    // @ts-expect-error
    when({ stage: "opne" });
    // @ts-expect-error
    when({ amount: "5" });
    // @ts-expect-error
    when({ urgent: "yes" });
    // @ts-expect-error
    when({ cents: 5 });
    // @ts-expect-error
    when({ rating: 4 });
    // @ts-expect-error
    when({ ownerId: 1 });
  });

  test("a date is any instant; a bigint also a decimal text", () => {
    when({ closedAt: new Date(0) });
    when({ closedAt: "2026-01-01T00:00:00Z" });
    when({ closedAt: { $lt: 0 } });
    when({ cents: "12345678901234567890" });
    // @ts-expect-error
    when({ cents: "many" });
    // @ts-expect-error
    when({ closedAt: true });
  });

  test("a branded text is written as a text", () => {
    when({ code: "A1", $or: [{ code: { $in: ["A1", "A2"] } }] });
    // @ts-expect-error
    when({ code: 1 });
  });

  test("never null: presence is asked with $exists", () => {
    // @ts-expect-error
    when({ closedAt: null });
    // @ts-expect-error
    when({ project: { $eq: null } });
    when({ closedAt: { $exists: false } });
    // @ts-expect-error
    when({ closedAt: { $exists: "no" } });
  });

  test("a list needs an operator", () => {
    // @ts-expect-error
    when({ stage: ["open", "won"] });
  });
});

describe("operators", () => {
  test("of equality belong to every single value", () => {
    when({ stage: { $eq: "won" }, amount: { $ne: 1 }, ownerId: { $in: ["a"] }, urgent: { $nin: [true] } });
    // @ts-expect-error
    when({ stage: { $in: ["opne"] } });
    // @ts-expect-error
    when({ stage: { $in: "open" } });
  });

  test("of order belong to numbers, bigints and dates alone", () => {
    when({ amount: { $gte: 1, $lt: 5 }, cents: { $gt: 5n }, closedAt: { $lte: new Date(0) } });
    // @ts-expect-error texts sort differently in every database
    when({ ownerId: { $lt: "x" } });
    // @ts-expect-error
    when({ stage: { $gte: "open" } });
    // @ts-expect-error
    when({ urgent: { $gt: false } });
    // @ts-expect-error a set of numbers has no order of its own
    when({ rating: { $gt: 1 } });
  });

  test("$startsWith belongs to texts", () => {
    when({ ownerId: { $startsWith: "u" } });
    // @ts-expect-error
    when({ amount: { $startsWith: "1" } });
  });

  test("$has and $hasAny belong to lists, and nothing else does", () => {
    when({ tags: { $has: "a" }, scores: { $hasAny: [1, 2] }, seenAt: { $has: "2026-01-01T00:00:00Z" } });
    // @ts-expect-error
    when({ tags: "a" });
    // @ts-expect-error
    when({ tags: { $eq: "a" } });
    // @ts-expect-error
    when({ ownerId: { $has: "a" } });
    // @ts-expect-error
    when({ scores: { $has: "1" } });
  });

  test("$under belongs to scope paths", () => {
    when({ region: { $under: "EMEA" }, project: { $under: ["a", "b"] } });
    whenReport({ regions: { $under: "EMEA" } });
    // @ts-expect-error
    when({ ownerId: { $under: "EMEA" } });
    // @ts-expect-error
    when({ tags: { $under: "EMEA" } });
    // @ts-expect-error
    whenReport({ title: { $under: "EMEA" } });
  });

  test("objects and what is not known can only be there or not", () => {
    when({ address: { $exists: true }, notes: { $exists: false }, extra: { $exists: true } });
    // @ts-expect-error
    when({ address: { city: "Berlin" } });
    // @ts-expect-error
    when({ notes: "x" });
    // @ts-expect-error
    when({ extra: { $eq: "x" } });
  });

  test("misspelt or foreign ones do not exist", () => {
    // @ts-expect-error
    when({ amount: { $gte2: 3 } });
    // @ts-expect-error
    when({ amount: { gte: 3 } });
    // @ts-expect-error
    when({ ownerId: { $regex: "^u" } });
    // @ts-expect-error
    when({ amount: { $not: { $gt: 3 } } });
  });
});

describe("combinations", () => {
  test("nest", () => {
    when({ $and: [{ stage: "won" }, { $or: [{ amount: { $gt: 5 } }, { $not: { urgent: true } }] }] });
    // @ts-expect-error
    when({ $and: [{ stage: "won" }, { $or: [{ amuont: { $gt: 5 } }] }] });
    // @ts-expect-error
    when({ $not: { stage: "wno" } });
    // @ts-expect-error
    when({ $or: { stage: "won" } });
    // @ts-expect-error
    when({ $nor: [{ stage: "won" }] });
  });
});
