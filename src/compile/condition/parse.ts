import type { ConditionData, Operator } from "../../model/condition-data.js";
import { isDate } from "../../model/instant.js";
import type { PortableField, PortableFieldType } from "../../model/portable-field.js";
import { CompileError } from "../compile-error.js";
import type { Cover } from "../dimension.js";
import { decodeLiteral } from "./comparable.js";
import type { Expression, Operand, Path, Test } from "./expression.js";
import { resolvePath } from "./path.js";
import { parseReference } from "./reference.js";

/** What a condition is about: its fields, and for each scope path the cover of a value in its dimension. */
export interface Vocabulary {
  readonly fields: readonly PortableField[];
  readonly covers: ReadonlyMap<string, (value: string) => Cover>;
  /** The facts that references read, by root; a root that is not there cannot be referred to. */
  readonly roots: ReadonlyMap<string, readonly PortableField[]>;
}

const OPERATORS: ReadonlySet<string> = new Set<Operator>([
  "$eq",
  "$ne",
  "$in",
  "$nin",
  "$lt",
  "$lte",
  "$gt",
  "$gte",
  "$exists",
  "$startsWith",
  "$has",
  "$hasAny",
  "$under",
]);

const ORDERED: readonly PortableFieldType[] = ["number", "bigint", "date"];

/** The types that an operator goes with, where not with all. */
const TYPES: { readonly [operator in Operator]?: readonly PortableFieldType[] } = {
  $lt: ORDERED,
  $lte: ORDERED,
  $gt: ORDERED,
  $gte: ORDERED,
  $startsWith: ["string", "enum"],
  $under: ["string", "enum"],
};

/** Deeper than any validated condition: a direct grant, which comes as a fact, may be anything. */
const MAX_DEPTH = 64;

/**
 * Reads a condition into its tree.
 *
 * @throws CompileError where it is no condition on this vocabulary
 */
export function parseCondition(vocabulary: Vocabulary, data: ConditionData, depth = 0): Expression {
  if (depth > MAX_DEPTH) throw new CompileError("a condition is nested too deeply");
  const terms: Expression[] = [];
  for (const [key, value] of entriesOf(data)) {
    switch (key) {
      case "$and":
      case "$or":
        terms.push(combine(key === "$and" ? "and" : "or", listOf(value), vocabulary, depth));
        break;
      case "$not":
        terms.push({ kind: "not", term: parseCondition(vocabulary, value as ConditionData, depth + 1) });
        break;
      default:
        terms.push(...parseTests(vocabulary, resolvePath(vocabulary.fields, key), value));
    }
  }
  return all(terms);
}

function combine(kind: "and" | "or", items: readonly unknown[], vocabulary: Vocabulary, depth: number): Expression {
  if (items.length === 0) throw new CompileError(`an empty \`$${kind}\` says nothing`);
  return { kind, terms: items.map((item) => parseCondition(vocabulary, item as ConditionData, depth + 1)) };
}

function all(terms: readonly Expression[]): Expression {
  const [only] = terms;
  if (only === undefined) throw new CompileError("an empty condition says nothing");
  return terms.length === 1 ? only : { kind: "and", terms };
}

function parseTests(vocabulary: Vocabulary, path: Path, value: unknown): readonly Test[] {
  if (typeof value !== "object" || value === null || isDate(value)) return [parseTest(vocabulary, path, "$eq", value)];
  if (Object.hasOwn(value, "$ref")) return [parseTest(vocabulary, path, "$eq", value)];
  const tests = entriesOf(value).map(([operator, operand]) => {
    if (!OPERATORS.has(operator)) throw new CompileError(`operator \`${operator}\` is unknown`);
    return parseTest(vocabulary, path, operator as Operator, operand);
  });
  if (tests.length === 0) throw new CompileError(`the test of \`${path.text}\` is empty`);
  return tests;
}

function parseTest(vocabulary: Vocabulary, path: Path, operator: Operator, value: unknown): Test {
  const cover = operator === "$under" ? vocabulary.covers.get(path.text) : null;
  if (cover === undefined) throw new CompileError(`\`$under\` needs a scope path, and \`${path.text}\` is none`);
  const types = TYPES[operator];
  if (types !== undefined && !types.includes(path.leaf.type)) {
    throw new CompileError(`\`${operator}\` does not go with \`${path.text}\``);
  }
  return { kind: "test", path, operator, operand: parseOperand(vocabulary, path.leaf, operator, value), cover };
}

function parseOperand(vocabulary: Vocabulary, field: PortableField, operator: Operator, value: unknown): Operand {
  if (typeof value === "object" && value !== null && !isDate(value) && !Array.isArray(value)) {
    return { kind: "reference", reference: parseReference(vocabulary.roots, value) };
  }
  if (operator === "$exists") {
    if (typeof value !== "boolean") throw new CompileError("`$exists` takes true or false");
    return { kind: "literal", value };
  }
  const compared = operator === "$startsWith" || operator === "$under" ? { ...field, type: "string" as const } : field;
  if (Array.isArray(value)) return { kind: "list", values: value.map((item) => literal(compared, item)) };
  if (operator === "$in" || operator === "$nin" || operator === "$hasAny") {
    throw new CompileError(`\`${operator}\` takes a list`);
  }
  return { kind: "literal", value: literal(compared, value) };
}

function literal(field: PortableField, value: unknown) {
  const decoded = decodeLiteral(field, value);
  if (decoded === undefined) throw new CompileError(`a value compared with \`${field.name}\` has another type`);
  return decoded;
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new CompileError("a condition is not an object");
  }
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new CompileError("`$and` and `$or` take a list");
  return value;
}
