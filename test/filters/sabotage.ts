import type { FilterExpression, FilterTest } from "../../src/project/filter/expression.js";
import type { ColumnOptions } from "../../src/project/query/column-mapping.js";
import type { MongoOptions } from "../../src/project/query/mongo.js";
import { toMongo } from "../../src/project/query/mongo.js";
import type { SqlText } from "../../src/project/query/sql/render.js";
import { type SqlOptions, toSQL } from "../../src/project/query/sql.js";
import type { MongoTranslator } from "./mongo.js";
import type { SqlTranslator } from "./sql/table.js";

/** A mistake in a translator: what it makes of the tests that it gets wrong. */
export interface Mistake<Said> {
  readonly name: string;
  /** `null` for a test that it gets right. */
  readonly says: (test: FilterTest, column: string) => Said | null;
  /** Whether it asks the first of several terms alone. */
  readonly dropsTerms?: boolean;
}

/** A translator into SQLite's SQL with a mistake in it. */
export function wrongSql({ says, dropsTerms = false }: Mistake<SqlText>): SqlTranslator {
  const translate = (ast: FilterExpression, options: SqlOptions): SqlText => {
    if (ast.kind === "test") return says(ast, columnIn(options, ast)) ?? toSQL({ ast }, options);
    if (ast.kind !== "and" && ast.kind !== "or") return toSQL({ ast }, options);
    const terms = (dropsTerms && ast.kind === "and" ? ast.terms.slice(0, 1) : ast.terms).map((term) =>
      translate(term, options),
    );
    const text = terms.map((term) => `(${term.text})`).join(` ${ast.kind} `);
    return { text, values: terms.flatMap(({ values }) => values) };
  };
  return ({ ast }, options) => translate(ast, options);
}

function columnIn({ columns = {}, table }: SqlOptions, { path }: FilterTest): string {
  const { column = path.text }: ColumnOptions =
    typeof columns[path.text] === "object"
      ? (columns[path.text] as ColumnOptions)
      : { column: columns[path.text] as string };
  const quoted = `"${column.replaceAll('"', '""')}"`;
  return table === undefined ? quoted : `"${table}".${quoted}`;
}

/** A translator into queries of MongoDB with a mistake in it. */
export function wrongMongo({ says, dropsTerms = false }: Mistake<object>): MongoTranslator {
  const translate = (ast: FilterExpression, options: MongoOptions): object => {
    if (ast.kind === "test") return says(ast, ast.path.text) ?? toMongo({ ast }, options);
    if (ast.kind !== "and" && ast.kind !== "or") return toMongo({ ast }, options);
    const terms = dropsTerms && ast.kind === "and" ? ast.terms.slice(0, 1) : ast.terms;
    return { [`$${ast.kind}`]: terms.map((term) => translate(term, options)) };
  };
  return ({ ast }, options) => translate(ast, options);
}

/** The text that a test of a text column compares with. */
function textOf({ path, operand }: FilterTest): string | null {
  return path.keys.length === 1 && path.leaf.type === "string" && operand.kind === "value"
    ? String(operand.value)
    : null;
}

function onText(operator: FilterTest["operator"], sql: (column: string) => string, value = (text: string) => text) {
  return (test: FilterTest, column: string): SqlText | null => {
    const text = test.operator === operator ? textOf(test) : null;
    return text === null ? null : { text: sql(column), values: [value(text)] };
  };
}

/** What is easily got wrong in SQL. */
export const SQL_MISTAKES: readonly Mistake<SqlText>[] = [
  { name: "a term that is dropped", says: () => null, dropsTerms: true },
  { name: "an inequality that keeps NULL", says: onText("ne", (column) => `${column} IS NOT ?`) },
  { name: "an equality that knows no case", says: onText("eq", (column) => `${column} = ? COLLATE NOCASE`) },
  {
    name: "an equality that knows no spaces at the end",
    says: onText("eq", (column) => `${column} = ? COLLATE RTRIM`),
  },
  { name: "an equality that knows no types", says: onText("eq", (column) => `CAST(${column} AS TEXT) = ?`) },
  {
    name: "LIKE with its wildcards",
    says: onText(
      "startsWith",
      (column) => `${column} LIKE ?`,
      (text) => `${text}%`,
    ),
  },
  {
    name: "GLOB with its wildcards",
    says: onText(
      "startsWith",
      (column) => `${column} GLOB ?`,
      (text) => `${text}*`,
    ),
  },
  {
    name: "a negated beginning that keeps NULL",
    says: onText("notStartsWith", (column) => `substr(coalesce(${column}, ''), 1, length(?)) <> ''`),
  },
  {
    name: "a list of nothing that NULL is not in",
    says: ({ operator, operand }) =>
      operator === "nin" && operand.kind === "values" && operand.values.length === 0
        ? { text: "1 = 1", values: [] }
        : null,
  },
  {
    name: "presence that does not look for null",
    says: ({ operator, path }) =>
      operator === "present" && path.keys.length > 1 ? { text: "1 = 1", values: [] } : null,
  },
  {
    name: "instants compared as texts",
    says: ({ operator, path, operand }, column) =>
      path.leaf.type === "date" && path.keys.length === 1 && operator === "lt" && operand.kind === "value"
        ? { text: `${column} < ?`, values: [new Date(Math.min(Number(operand.value), 8.64e15)).toISOString()] }
        : null,
  },
];

function onValue(operator: FilterTest["operator"], query: (value: unknown) => unknown) {
  return ({ operator: asked, operand, path }: FilterTest): object | null =>
    asked === operator && operand.kind === "value" && path.leaf.type === "string"
      ? { [path.text]: query(operand.value) }
      : null;
}

/** What is easily got wrong in queries of MongoDB. */
export const MONGO_MISTAKES: readonly Mistake<object>[] = [
  { name: "a term that is dropped", says: () => null, dropsTerms: true },
  { name: "`$ne` without a guard", says: onValue("ne", (value) => ({ $ne: value })) },
  { name: "`$eq` that looks into arrays", says: onValue("eq", (value) => ({ $eq: value })) },
  {
    name: "a pattern that is not escaped",
    says: onValue("startsWith", (value) => ({ $regex: `^${String(value).replace(/[\\()[*+?]/g, "")}` })),
  },
  {
    name: "`$nin` without a guard",
    says: ({ operator, operand, path }) =>
      operator === "nin" && operand.kind === "values" ? { [path.text]: { $nin: operand.values } } : null,
  },
  {
    name: "an array that is to have no such element, without a look at the others",
    says: ({ operator, operand, path }) =>
      operator === "hasNone" && operand.kind === "values"
        ? { [path.text]: { $type: "array", $not: { $elemMatch: { $in: operand.values } } } }
        : null,
  },
  {
    name: "absence that takes what was not loaded for null",
    says: ({ operator, path }) => (operator === "absent" ? { [path.text]: { $eq: null } } : null),
  },
  {
    name: "presence without the null inside arrays",
    says: ({ operator, path }) => (operator === "present" ? { [path.text]: { $ne: null } } : null),
  },
];
