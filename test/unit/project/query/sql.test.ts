import { describe, expect, it } from "vitest";
import { resolvePath } from "../../../../src/compile/condition/path.js";
import { isCastellanError, UntranslatableFilterError } from "../../../../src/model/errors.js";
import type { PortableField } from "../../../../src/model/portable-field.js";
import type { FilterExpression, FilterOperand, FilterOperator } from "../../../../src/project/filter/expression.js";
import { ALWAYS, NEVER } from "../../../../src/project/filter/expression.js";
import type { DialectName } from "../../../../src/project/query/dialect.js";
import { type SqlOptions, toSQL } from "../../../../src/project/query/sql.js";
import { cases } from "./sql-cases.js";
import { sqliteEngine } from "./sql-engines.js";

const DIALECTS: readonly DialectName[] = ["postgres", "mysql", "sqlite"];
const FIELDS: readonly PortableField[] = [
  { name: "region", type: "string" },
  { name: "amount", type: "number" },
  { name: "closedAt", type: "date" },
  { name: "mixed", type: "enum", values: ["a", 1] },
  { name: "tags", type: "string", array: true },
  {
    name: "address",
    type: "object",
    fields: [
      { name: "city", type: "string" },
      { name: 'o"dd', type: "string" },
    ],
  },
];

function test(path: string, operator: FilterOperator, operand: FilterOperand): FilterExpression {
  return { kind: "test", path: resolvePath(FIELDS, path), operator, operand, statement: "sales.deal#2" };
}
const is = (path: string, value: string | number) => test(path, "eq", { kind: "value", value });
const say = (ast: FilterExpression, dialect: DialectName, options: Omit<SqlOptions, "dialect"> = {}) =>
  toSQL({ ast }, { dialect, ...options });
const among = (path: string, values: readonly (string | number)[]) => test(path, "in", { kind: "values", values });

describe("toSQL", () => {
  it.each(DIALECTS)("says never and always in %s", (dialect) => {
    expect(say(NEVER, dialect)).toEqual({ text: "1 = 0", values: [] });
    expect(say(ALWAYS, dialect)).toEqual({ text: "1 = 1", values: [] });
  });

  it("numbers placeholders in PostgreSQL, and writes question marks elsewhere", () => {
    const ast: FilterExpression = { kind: "or", terms: [is("region", "DE"), is("region", "FR")] };
    expect(say(ast, "postgres")).toEqual({
      text: `("region"::text = $1::text OR "region"::text = $2::text)`,
      values: ["DE", "FR"],
    });
    expect(say(ast, "sqlite").text).toBe(
      "((typeof(`region`) = 'text' AND `region` COLLATE BINARY = ?) OR (typeof(`region`) = 'text' AND `region` COLLATE BINARY = ?))",
    );
  });

  it("asks MySQL's index by its collation, and then for the bytes", () => {
    expect(say(is("region", "DE"), "mysql")).toEqual({
      text: "(`region` = ? AND CAST(CONVERT(`region` USING utf8mb4) AS BINARY) = CAST(CONVERT(? USING utf8mb4) AS BINARY))",
      values: ["DE", "DE"],
    });
  });

  it.each(DIALECTS)("writes no value into the text in %s", (dialect) => {
    const evil = `x'"\`;--\\ /* $1 ? */`;
    for (const ast of [
      is("region", evil),
      among("region", [evil]),
      test("region", "startsWith", { kind: "value", value: evil }),
    ]) {
      expect(say(ast, dialect).text).not.toContain(";--");
    }
    expect(say(test("tags", "hasAny", { kind: "values", values: [evil] }), dialect).text).not.toContain(";--");
  });

  it.each(["mysql", "sqlite"] as const)("writes no question mark but its placeholders in %s", (dialect) => {
    for (const { ast } of cases().filter(({ hasHalves }) => !hasHalves)) {
      const { text, values } = say(ast, dialect);
      expect(text.split("?").length - 1).toBe(values.length);
    }
  });

  it.each([
    ["postgres", `"d""l"."re""gion"`],
    ["mysql", '`d"l`.`re"gion`'],
    ["sqlite", '`d"l`.`re"gion`'],
  ] as const)("quotes the names of tables and columns in %s", (dialect, name) => {
    const { text } = say(is("region", "DE"), dialect, { table: 'd"l', columns: { region: 're"gion' } });
    expect(text).toContain(name);
  });

  it.each(["mysql", "sqlite"] as const)("quotes backticks in %s", (dialect) => {
    expect(say(is("region", "DE"), dialect, { columns: { region: "a`b" } }).text).toContain("`a``b`");
  });

  it("looks nested values up in the JSON of their column, or in a column of their own", () => {
    const ast = is("address.city", "Bonn");
    expect(say(ast, "postgres").text).toContain(`("address"::jsonb -> 'city')`);
    expect(say(ast, "postgres", { columns: { address: "addr" } }).text).toContain(`("addr"::jsonb -> 'city')`);
    expect(say(ast, "postgres", { columns: { "address.city": "address_city" } }).text).toBe(
      `"address_city"::text = $1::text`,
    );
    expect(say(ast, "postgres", { columns: { "address.city": { column: "town" } } }).text).toBe(
      `"town"::text = $1::text`,
    );
    expect(say(ast, "postgres", { columns: { "address.city": { stored: "text" } } }).text).toBe(
      `"city"::text = $1::text`,
    );
  });

  it("does not take what every object inherits for a mapping", () => {
    const fields: readonly PortableField[] = [{ name: "toString", type: "string" }];
    const path = resolvePath(fields, "toString");
    const ast: FilterExpression = {
      kind: "test",
      path,
      operator: "present",
      operand: { kind: "none" },
      statement: "s",
    };
    expect(say(ast, "sqlite", { columns: {} }).text).toBe("`toString` IS NOT NULL");
  });

  it.each(DIALECTS)("binds 10,000 values as one or two parameters in %s", (dialect) => {
    const values = Array.from({ length: 10_000 }, (_, index) => `project-${index}`);
    expect(say(among("region", values), dialect).values).toHaveLength(1);
    expect(say(test("tags", "hasAny", { kind: "values", values }), dialect).values).toHaveLength(1);
  });

  it("nests long conditions no deeper than SQLite's parser goes", async () => {
    const engine = sqliteEngine();
    await engine.query({ text: "CREATE TABLE deal (region TEXT)", values: [] });
    await engine.query({ text: "INSERT INTO deal VALUES ('r2999')", values: [] });
    const terms = Array.from({ length: 3_000 }, (_, index) => is("region", `r${index}`));
    const { text, values } = say({ kind: "or", terms }, "sqlite");
    expect(await engine.query({ text: `SELECT region FROM deal WHERE ${text}`, values })).toHaveLength(1);
    await engine.close();
  });

  it("takes an instant beyond what a database can hold for what it is", () => {
    const earlier = (value: number) => say(test("closedAt", "lt", { kind: "value", value }), "postgres");
    expect(earlier(-8.64e15)).toEqual({ text: "1 = 0", values: [] });
    expect(earlier(8.64e15 + 1).values).toEqual([]);
    expect(earlier(0).values).toEqual(["1970-01-01T00:00:00.000Z"]);
    expect(earlier(Date.UTC(-43, 2, 15)).values).toEqual(["0044-03-15T00:00:00.000Z BC"]);
    expect(earlier(Date.UTC(12_345, 0, 1)).values).toEqual(["12345-01-01T00:00:00.000Z"]);
  });
});

describe("toSQL refuses", () => {
  const refusal = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (isCastellanError(error)) return error;
    }
    throw new Error("nothing was refused");
  };

  it.each(DIALECTS)("what only memory can tell, in %s", (dialect) => {
    const ast: FilterExpression = { kind: "check", holds: () => true, statement: "rules.deal#0" };
    const error = refusal(() => say({ kind: "and", terms: [is("region", "DE"), ast] }, dialect));
    expect(error).toMatchObject({ code: "untranslatable_filter", statement: "rules.deal#0" });
    expect(error.message).toContain("rules.deal#0");
  });

  it.each(["postgres", "mysql"] as const)(
    "an enum of texts and numbers whose column does not say which, in %s",
    (dialect) => {
      const error = refusal(() => say(among("mixed", ["a", 1]), dialect));
      expect(error).toBeInstanceOf(UntranslatableFilterError);
      expect(error.message).toContain("sales.deal#2");
      expect(say(among("mixed", ["a", 1]), dialect, { columns: { mixed: { stored: "text" } } }).values).not.toContain(
        1,
      );
      expect(say(among("mixed", ["a", 1]), dialect, { columns: { mixed: { stored: "double" } } }).values).not.toContain(
        "a",
      );
    },
  );

  it("an instant that is compared with something else", () => {
    const ast = test("closedAt", "lt", { kind: "field", path: resolvePath(FIELDS, "amount"), plus: 0 });
    expect(refusal(() => say(ast, "postgres")).code).toBe("untranslatable_filter");
  });

  it("a column that cannot hold the field as it is said to", () => {
    const error = refusal(() => say(is("region", "DE"), "sqlite", { columns: { region: { stored: "timestamptz" } } }));
    expect(error.message).toContain("`region` cannot hold a string as `timestamptz`");
  });

  it.each([
    ["an array", test("tags", "nonEmpty", { kind: "none" }), { tags: { stored: "text" } }],
    ["an object", test("address", "present", { kind: "none" }), { address: { stored: "text" } }],
    ["what is inside an object", is("address.city", "Bonn"), { address: { stored: "plain" } }],
  ] as const)("a column that cannot hold %s as it is said to", (_, ast, columns) => {
    expect(refusal(() => say(ast, "postgres", { columns })).message).toContain("cannot hold more than one value as");
  });

  it.each(["mysql", "sqlite"] as const)("a key that a JSON path of %s cannot spell", (dialect) => {
    expect(refusal(() => say(is('address.o"dd', "x"), dialect)).code).toBe("untranslatable_filter");
  });

  it("half of a surrogate pair beside JSON in SQLite, where one may be spelt", () => {
    const halves = test("tags", "hasNone", { kind: "values", values: ["a", "\ud83d"] });
    for (const ast of [is("address.city", "\ud83d"), halves]) {
      expect(refusal(() => say(ast, "sqlite")).code).toBe("untranslatable_filter");
      expect(say(ast, "postgres").values).not.toContain("\ud83d");
    }
    expect(say(is("region", "\ud83d"), "sqlite").text).toBe("1 = 0");
    expect(refusal(() => say(is("region", "\ud83d"), "sqlite", { columns: { region: { stored: "json" } } })).code).toBe(
      "untranslatable_filter",
    );
  });

  it("a dialect that it does not know", () => {
    expect(refusal(() => say(NEVER, "constructor" as DialectName))).toMatchObject({ code: "invalid_request" });
  });
});
