import { mysqlTable } from "drizzle-orm/mysql-core";
import { alias, char, date, numeric, PgDialect, pgTable, real, text, timestamp } from "drizzle-orm/pg-core";
import { singlestoreTable } from "drizzle-orm/singlestore-core";
import { integer, SQLiteSyncDialect, sqliteTable } from "drizzle-orm/sqlite-core";
import { describe, expect, it } from "vitest";
import type { PortableField } from "../../../../src/model/portable-field.js";
import type { FilterExpression, FilterOperand, FilterOperator } from "../../../../src/project/filter/expression.js";
import { toDrizzle } from "../../../../src/project/query/drizzle.js";

const none: FilterOperand = { kind: "none" };

function asked(leaf: PortableField, operator: FilterOperator, operand: FilterOperand): { ast: FilterExpression } {
  const path = { text: leaf.name, keys: [leaf.name], fields: [leaf], leaf };
  return { ast: { kind: "test", path, operator, operand, statement: "rep.deal#0" } };
}

const region: PortableField = { name: "region", type: "string", nullable: true };
const at: PortableField = { name: "at", type: "date", nullable: true };
const amount: PortableField = { name: "amount", type: "number", nullable: true };
const days: PortableField = { name: "days", type: "date", array: true };
const tags: PortableField = { name: "tags", type: "string", array: true };
const value = (of: string | number): FilterOperand => ({ kind: "value", value: of });

describe("toDrizzle", () => {
  const deals = pgTable("deals", { region: text("the region"), at: timestamp(), amount: real() });

  it("finds a field by its key, and calls the column and the table by their own names", () => {
    const { sql, params } = new PgDialect().sqlToQuery(toDrizzle(asked(region, "eq", value("DE")), deals));
    expect(sql).toContain('"deals"."the region"');
    expect(params).toEqual(["DE"]);
  });

  it("speaks of an alias where it is given one", () => {
    const filter = asked(region, "present", none);
    const { sql } = new PgDialect().sqlToQuery(toDrizzle(filter, alias(deals, "d")));
    expect(sql).toBe('("d"."the region" IS NOT NULL)');
  });

  it("takes a column without a zone for UTC", () => {
    const { sql } = new PgDialect().sqlToQuery(toDrizzle(asked(at, "gte", value(0)), deals));
    expect(sql).toContain("AT TIME ZONE 'UTC'");
  });

  it.each([
    ["an inexact number", deals, amount],
    ["a number that is given as text", pgTable("t", { amount: numeric() }), amount],
    ["a day", pgTable("t", { at: date() }), at],
    ["instants without a zone in an array", pgTable("t", { days: timestamp().array() }), days],
    ["padded texts in an array", pgTable("t", { tags: char({ length: 5 }).array() }), tags],
    ["seconds", sqliteTable("t", { at: integer({ mode: "timestamp" }) }), at],
  ])("throws where a column holds %s, and not what Drizzle gives", (_, table, field) => {
    const operator = field.array === true ? "hasAny" : "eq";
    expect(() => toDrizzle(asked(field, operator, value(1)), table)).toThrow(/is not read as it is stored/);
  });

  it("asks such a column whether something is there, and compares it if it is told how it is stored", () => {
    const days = pgTable("t", { at: date() });
    expect(() => toDrizzle(asked(at, "present", none), days)).not.toThrow();
    const columns = { at: { column: "at", stored: "timestamptz" } } as const;
    expect(() => toDrizzle(asked(at, "eq", value(1)), days, { columns })).not.toThrow();
  });

  it("looks at both fields that are compared", () => {
    const table = pgTable("t", { amount: real(), limit: real() });
    const limit = { name: "limit", type: "number" } as const;
    const path = { text: "limit", keys: ["limit"], fields: [limit], leaf: limit };
    const filter = asked(amount, "lt", { kind: "field", path, plus: 0 });
    const columns = { amount: { column: "amount", stored: "double" } } as const;
    expect(() => toDrizzle(filter, table, { columns })).toThrow(/is not read as it is stored/);
  });

  it("keeps milliseconds of SQLite apart from its seconds", () => {
    const table = sqliteTable("t", { at: integer({ mode: "timestamp_ms" }) });
    expect(new SQLiteSyncDialect().sqlToQuery(toDrizzle(asked(at, "lt", value(5)), table)).params).toContain(5);
  });

  it("throws for a column that the table has not", () => {
    expect(() => toDrizzle(asked(region, "eq", value("DE")), pgTable("t", { at: timestamp() }))).toThrow(
      /no column `region`/,
    );
  });

  it("knows the tables of PostgreSQL, MySQL and SQLite alone", () => {
    expect(() =>
      toDrizzle(
        asked(region, "present", none),
        mysqlTable("t", (as) => ({ region: as.text() })),
      ),
    ).not.toThrow();
    const other = singlestoreTable("t", (as) => ({ region: as.text() }));
    expect(() => toDrizzle(asked(region, "present", none), other)).toThrow(/none of PostgreSQL/);
  });
});
