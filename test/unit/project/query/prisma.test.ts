import { describe, expect, it } from "vitest";
import { ALWAYS, NEVER } from "../../../../src/project/filter/expression.js";
import { type PrismaProvider, toPrisma } from "../../../../src/project/query/prisma.js";
import { asking } from "./fixture.js";

const types: Record<string, string> = {
  id: "String",
  owner: "String",
  other: "String",
  tags: "String",
  amount: "Float",
  limit: "Int",
  size: "BigInt",
  done: "Boolean",
  at: "DateTime",
  until: "DateTime",
  rank: "String",
  stages: "String",
  place: "Json",
  extra: "Decimal",
};
const fields = Object.fromEntries(
  Object.entries(types).map(([name, typeName]) => [name, { modelName: "Deal", name, typeName, isEnum: false }]),
);

/** The one term of what is said. */
function said(filter: Parameters<typeof toPrisma>[0], provider: PrismaProvider = "postgresql", text?: "binary") {
  const { AND } = toPrisma(filter, { provider, fields, ...(text && { text }) }) as { AND: object[] };
  expect(AND).toHaveLength(1);
  return AND[0];
}

const beyondNaN = { lte: 1.797693134862315e308 };

describe("toPrisma", () => {
  it("says nothing with a list of no ids: an empty `OR` inside an `AND` keeps everything", () => {
    expect(said({ ast: NEVER })).toEqual({ id: { in: [] } });
    expect(toPrisma({ ast: ALWAYS }, { provider: "postgresql", fields })).toEqual({});
  });

  it("has one key, so that nothing that is put beside it takes its place", () => {
    const terms = [asking("id", "eq", "a").ast, asking("owner", "eq", "b").ast];
    const said = (["and", "or"] as const).map((kind) =>
      Object.keys(toPrisma({ ast: { kind, terms } }, { provider: "postgresql", fields })),
    );
    expect(said).toEqual([["AND"], ["AND"]]);
  });

  it("keeps NULL out of an empty `notIn`", () => {
    expect(said(asking("owner", "nin", []))).toEqual({ OR: [{ owner: { equals: "" } }, { owner: { not: "" } }] });
  });

  it("keeps NaN out, which PostgreSQL takes for the largest number", () => {
    expect(said(asking("amount", "gt", 5))).toEqual({ amount: { gt: 5, ...beyondNaN } });
    expect(said(asking("amount", "ne", 5))).toEqual({ amount: { not: 5, ...beyondNaN } });
    expect(said(asking("amount", "nin", []))).toEqual({ amount: beyondNaN });
    expect(said(asking("amount", "lt", 5))).toEqual({ amount: { lt: 5 } });
    expect(said(asking("amount", "gt", 5), "sqlite")).toEqual({ amount: { gt: 5 } });
  });

  it("takes NaN in two fields for no equal numbers", () => {
    const doubles = { ...fields, limit: { ...fields["limit"], typeName: "Float" } };
    const filter = asking("amount", "eq", { field: "limit" });
    expect(toPrisma(filter, { provider: "postgresql", fields: doubles })).toEqual({
      AND: [{ AND: [{ amount: { equals: doubles.limit } }, { amount: beyondNaN }, { limit: beyondNaN }] }],
    });
  });

  it("sends only numbers that arrive as they are", () => {
    expect(said(asking("amount", "eq", 0.1 + 0.2))).toEqual({ amount: { equals: 0.1 + 0.2 } });
    expect(said(asking("amount", "in", [0.3, 1e21]))).toEqual({ amount: { in: [0.3, 1e21] } });
    const changed = [asking("amount", "in", [0.1 + 0.2, 1e21]), asking("amount", "eq", 1.2345678901234567e20)];
    for (const filter of [...changed, asking("amount", "gt", Number.POSITIVE_INFINITY)]) {
      expect(() => said(filter)).toThrow(/cannot send/);
    }
    expect(said(asking("limit", "lt", Number.POSITIVE_INFINITY))).toEqual(said(asking("limit", "nin", [])));
  });

  it("rounds what is asked of whole numbers, since Prisma would cut it off", () => {
    expect(said(asking("limit", "lte", -1.5))).toEqual({ limit: { lte: -2 } });
    expect(said(asking("limit", "gt", -1.5))).toEqual({ limit: { gt: -2 } });
    expect(said(asking("limit", "lt", 1.5))).toEqual({ limit: { lt: 2 } });
    expect(said(asking("limit", "gte", 1.5))).toEqual({ limit: { gte: 2 } });
    expect(said(asking("limit", "eq", 1.5))).toEqual({ limit: { in: [] } });
    expect(said(asking("limit", "lt", 1e12))).toEqual({ OR: [{ limit: { equals: 0 } }, { limit: { not: 0 } }] });
    expect(said(asking("limit", "gt", 1e12))).toEqual({ limit: { in: [] } });
  });

  it("takes what is read as one millisecond for all of it", () => {
    expect(said(asking("at", "eq", 5))).toEqual({ at: { gte: new Date(5), lt: new Date(6) } });
    expect(said(asking("at", "gt", 5))).toMatchObject({ at: { gte: new Date(6) } });
    const last = new Date("9999-12-31T23:59:59.999Z");
    expect(said(asking("at", "eq", last.getTime()))).toEqual({ at: { gte: last, lte: last } });
    expect(said(asking("at", "eq", last.getTime() + 1))).toEqual({ at: { in: [] } });
  });

  it("escapes the wildcards of a beginning", () => {
    expect(said(asking("owner", "startsWith", "a%_\\b"))).toEqual({ owner: { startsWith: "a\\%\\_\\\\b" } });
    expect(said(asking("owner", "notStartsWith", "a"))).toEqual({ owner: { not: { startsWith: "a" } } });
  });

  it("asks for a beginning by its order where LIKE knows no case", () => {
    expect(said(asking("owner", "startsWith", "aZ"), "sqlite")).toEqual({ owner: { gte: "aZ", lt: "a[" } });
    expect(said(asking("owner", "notStartsWith", "a"), "sqlite")).toEqual({
      OR: [{ owner: { lt: "a" } }, { owner: { gte: "b" } }],
    });
    expect(said(asking("owner", "startsWith", "\u{10ffff}"), "sqlite")).toEqual({ owner: { gte: "\u{10ffff}" } });
    expect(said(asking("owner", "startsWith", "\ud7ff"), "sqlite")).toMatchObject({ owner: { lt: "\ue000" } });
  });

  it("compares no text in MySQL, unless it is told that its columns compare bytes", () => {
    expect(() => said(asking("owner", "eq", "a"), "mysql")).toThrow(/text: "binary"/);
    expect(said(asking("owner", "eq", "a"), "mysql", "binary")).toEqual({ owner: { equals: "a" } });
  });

  it("sends no text that PostgreSQL cannot hold", () => {
    expect(said(asking("owner", "in", ["a\0", "b", "\ud83d"]))).toEqual({ owner: { equals: "b" } });
  });

  it("compares fields of one type, by the client's own references", () => {
    expect(said(asking("owner", "eq", { field: "other" }))).toEqual({ owner: { equals: fields["other"] } });
    expect(() => said(asking("amount", "lt", { field: "limit" }))).toThrow(/of one type/);
  });

  it("reads a list that is NULL as the empty one, as the client does", () => {
    expect(said(asking("tags", "empty"))).toEqual({ OR: [{ tags: { isEmpty: true } }, { tags: { equals: null } }] });
    expect(said(asking("tags", "hasNone", ["a"]))).toEqual({
      OR: [{ tags: { equals: null } }, { NOT: { tags: { hasSome: ["a"] } } }],
    });
  });

  it("asks no required field for null, which Prisma refuses", () => {
    expect(said(asking("id", "present"))).toEqual({ OR: [{ id: { equals: "" } }, { id: { not: "" } }] });
    expect(said(asking("id", "absent"))).toEqual({ id: { in: [] } });
    expect(said(asking("owner", "absent"))).toEqual({ owner: null });
  });

  it.each([
    ["what lies inside JSON", asking("place.city", "eq", "a")],
    ["the two kinds of null in JSON", asking("place", "present")],
    ["instants of different precision", asking("at", "lt", { field: "until" })],
    ["lists of which each element must be usable", asking("stages", "hasNone", ["open"])],
    ["beginnings that are another field", asking("owner", "startsWith", { field: "other" })],
    ["a field that the model has not", asking("$odd", "eq", "a")],
  ])("throws for %s, and names the statement", (_, filter) => {
    expect(() => said(filter)).toThrow(
      expect.objectContaining({ code: "untranslatable_filter", statement: "rep.deal#0" }),
    );
  });
});
