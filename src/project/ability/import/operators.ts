import type { ConditionData, Operator } from "../../../model/condition-data.js";
import type { PortableField } from "../../../model/portable-field.js";
import { isPlaceholder, type Operand, readOperand, readPlaceholder } from "./literal.js";
import { isList, type Plain } from "./plain.js";
import type { Site } from "./site.js";

/** A test of one path: what an operator of CASL's says of it. */
export interface TestAt {
  readonly site: Site;
  readonly path: string;
  /** `null` without a model. */
  readonly field: PortableField | null;
  readonly value: Plain;
  /** Whether the condition may hold less often than CASL's, as in an allow, or more often, as in a forbid. */
  readonly may: "less" | "more";
}

type Translation = (test: TestAt) => ConditionData | undefined;

/** CASL's operators. */
export const OPERATORS: ReadonlyMap<string, Translation> = new Map<string, Translation>([
  ["$eq", (test) => (test.value === null ? absent(test) : one(test, "$eq", "$has"))],
  ["$ne", (test) => (test.value === null ? present(test) : not(one(test, "$ne", "$has"), test))],
  ["$in", (test) => many(test, "$in", "$hasAny")],
  ["$nin", (test) => not(many(test, "$nin", "$hasAny"), test)],
  ["$lt", (test) => ordered(test, "$lt")],
  ["$lte", (test) => ordered(test, "$lte")],
  ["$gt", (test) => ordered(test, "$gt")],
  ["$gte", (test) => ordered(test, "$gte")],
  ["$exists", exists],
  ["$all", all],
  ["$size", unsupported("how long a list is cannot be asked: keep the number in a field")],
  ["$regex", unsupported("there are no patterns: `$startsWith`, or `$in` with the values that are meant")],
  ["$options", unsupported("there are no patterns")],
  ["$elemMatch", unsupported("`$has` or `$hasAny` on a list of texts or numbers")],
]);

/** Says equality, or its opposite. */
export function equality(test: TestAt): ConditionData | undefined {
  return test.value === null ? absent(test) : one(test, null, "$has");
}

function one(test: TestAt, operator: Operator | null, onList: Operator): ConditionData | undefined {
  const { site, path, field, value } = test;
  const operand = readOperand(site, value, field);
  if (operand === undefined) return undefined;
  const said = field?.array === true ? onList : operator;
  noteMissing(test, operator ?? "$eq");
  return said === null ? { [path]: operand } : { [path]: { [said]: operand } };
}

function many(test: TestAt, operator: Operator, onList: Operator): ConditionData | undefined {
  const { site, path, field, value } = test;
  const said = field?.array === true ? onList : operator;
  const operands = isPlaceholder(value) ? readPlaceholder(site, value) : readList(test);
  if (operands === undefined) return undefined;
  noteMissing(test, operator);
  return { [path]: { [said]: operands } } as ConditionData;
}

function readList({ site, field, value }: TestAt): readonly Operand[] | undefined {
  if (!isList(value)) return site.refuse({ code: "invalid_operand", message: "a list is expected" });
  const operands = value.map((each, index) => {
    const place = site.at(index);
    if (each === undefined) return place.refuse({ code: "undefined_value" });
    if (each === null) return place.refuse({ code: "null_value", hint: "ask `$exists` beside it, under `$or`" });
    if (isPlaceholder(each)) {
      return place.refuse({ code: "template_text", hint: "let the whole list be a reference: `{ $in: { $ref } }`" });
    }
    return readOperand(place, each, field);
  });
  return operands.every((each) => each !== undefined) ? operands : undefined;
}

/** On a list the opposite is said around the test. */
function not(condition: ConditionData | undefined, { field }: TestAt): ConditionData | undefined {
  return condition === undefined || field?.array !== true ? condition : { $not: condition };
}

function ordered(test: TestAt, operator: Operator): ConditionData | undefined {
  const { site, field } = test;
  if (field?.array === true)
    return site.refuse({ code: "array_field", hint: "only `$has` and `$hasAny` look into a list" });
  if (field !== null && !["number", "bigint", "date"].includes(field.type)) {
    const hint = "numbers and dates have an order; texts sort differently in every database";
    return site.refuse({ code: "unsupported_operator", message: `\`${operator}\` on what has no order`, hint });
  }
  if (test.value === null) return site.refuse({ code: "invalid_operand" });
  return one(test, operator, operator);
}

function exists(test: TestAt): ConditionData | undefined {
  const { site, path, field, value, may } = test;
  if (typeof value !== "boolean") return site.refuse({ code: "invalid_operand", message: "true or false is expected" });
  if (field === null || field.nullable === true) {
    const isSafe = value === (may === "less");
    const hint = "null does not exist here: say which of the two is meant";
    if (!isSafe) return site.refuse({ code: "exists_and_null", hint });
    site.note({ code: "exists_and_null", hint });
  }
  return { [path]: { $exists: value } };
}

function absent({ site, path }: TestAt): ConditionData {
  site.note({ code: "null_value", message: "equal to null: it became `{ $exists: false }`" });
  return { [path]: { $exists: false } };
}

function present({ site, path }: TestAt): ConditionData {
  site.note({ code: "null_value", message: "not equal to null: it became `{ $exists: true }`" });
  return { [path]: { $exists: true } };
}

function all(test: TestAt): ConditionData | undefined {
  const { site, path, field } = test;
  if (field?.array !== true) {
    return site.refuse({ code: "unsupported_operator", message: "`$all`", hint: "`$has` for each, under `$and`" });
  }
  const operands = readList(test);
  if (operands === undefined) return undefined;
  if (operands.length === 0) return site.refuse({ code: "invalid_operand" });
  noteMissing(test, "$has");
  return { $and: operands.map((operand) => ({ [path]: { $has: operand } }) as ConditionData) };
}

function unsupported(hint: string): Translation {
  return ({ site }) => site.refuse({ code: "unsupported_operator", hint });
}

/** What CASL says yes to where there is no value. */
const TRUE_OF_NOTHING: readonly string[] = ["$ne", "$nin", "$lt", "$lte", "$gt", "$gte"];

/** Where CASL decides on a missing value, and castellan takes it against the request. */
function noteMissing({ site, field, may }: TestAt, operator: string): void {
  if (field !== null && field.nullable !== true && field.optional !== true) return;
  const opens = may === "less" ? TRUE_OF_NOTHING.includes(operator) : !["$ne", "$nin"].includes(operator);
  if (!opens) return;
  const message = site.isForbid
    ? "CASL does not stop records without the value; here they are forbidden"
    : "CASL says yes to records without the value; here they are not allowed";
  site.note({ code: "missing_value", message, hint: "add `$exists` if they are meant" });
}
