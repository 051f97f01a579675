import type { Test } from "../../compile/condition/expression.js";
import type { Operator } from "../../model/condition-data.js";
import { allOf } from "./combine.js";
import { type FilterExpression, type FilterOperator, NEVER } from "./expression.js";
import { among, amongEnum, elements } from "./listed.js";
import { knownList, knownValue, type Resolved, resolve, testOf } from "./resolved.js";
import { underWhere } from "./under-where.js";
import type { Truth, Viewpoint } from "./viewpoint.js";
import { withField } from "./with-field.js";

/** The records on which one test is certainly true, or certainly false. */
export function testWhere(truth: Truth, test: Test, at: Viewpoint): FilterExpression {
  const resolved = { truth, path: test.path, operand: resolve(test, at), statement: at.statement };
  return test.operator === "$under" ? underWhere(resolved, test, at) : WHERE[test.operator](resolved);
}

type Where = (test: Resolved) => FilterExpression;

/** How each operator reads on either side. */
const WHERE: { readonly [operator in Exclude<Operator, "$under">]: Where } = {
  $eq: compared("eq", "ne"),
  $ne: compared("ne", "eq"),
  $lt: compared("lt", "gte"),
  $lte: compared("lte", "gt"),
  $gt: compared("gt", "lte"),
  $gte: compared("gte", "lt"),
  $in: listed("true"),
  $nin: listed("false"),
  $startsWith: startsWith,
  $has: has,
  $hasAny: hasAny,
  $exists: exists,
};

function compared(ifTrue: FilterOperator, ifFalse: FilterOperator): Where {
  return (test) => {
    const { path, operand } = test;
    if (path.leaf.array === true) return NEVER;
    const operator = test.truth === "true" ? ifTrue : ifFalse;
    if (operand.kind === "field") return withField(test, operator);
    const value = knownValue(path, operand);
    if (value === undefined) return NEVER;
    if (path.leaf.type === "enum") {
      return amongEnum(test, (one) => (operator === "eq" ? one === value : one !== value));
    }
    return testOf(test, operator, { kind: "value", value });
  };
}

/** `$in` and `$nin`. @param whenFound - the truth value that a match has */
function listed(whenFound: Truth): Where {
  return (test) => {
    const { path, operand } = test;
    if (path.leaf.array === true) return NEVER;
    const isFound = test.truth === whenFound;
    if (operand.kind === "field") return withField(test, isFound ? "in" : "nin");
    const list = knownList(path, operand);
    return list === null ? NEVER : among(test, list, isFound ? "some" : "none");
  };
}

function startsWith(test: Resolved): FilterExpression {
  const { path, operand, truth } = test;
  if (path.leaf.array === true) return NEVER;
  const operator = truth === "true" ? "startsWith" : "notStartsWith";
  if (operand.kind === "field") {
    const isText = path.leaf.type !== "enum" ? [] : [amongEnum(test, (one) => typeof one === "string")];
    return allOf([...isText, withField(test, operator)]);
  }
  const start = knownValue({ ...path, leaf: { ...path.leaf, type: "string" } }, operand);
  if (typeof start !== "string") return NEVER;
  if (path.leaf.type !== "enum") return testOf(test, operator, { kind: "value", value: start });
  return amongEnum(test, (one) => typeof one === "string" && one.startsWith(start) === (truth === "true"));
}

function has(test: Resolved): FilterExpression {
  const { path, operand } = test;
  if (path.leaf.array !== true) return NEVER;
  if (operand.kind === "field") return withField(test, test.truth === "true" ? "hasAny" : "hasNone");
  const value = knownValue(path, operand);
  return value === undefined ? NEVER : elements(test, { values: [value], hasUnusable: false });
}

function hasAny(test: Resolved): FilterExpression {
  const { path, operand } = test;
  if (path.leaf.array !== true) return NEVER;
  if (operand.kind === "field") return withField(test, test.truth === "true" ? "hasAny" : "hasNone");
  const list = knownList(path, operand);
  return list === null ? NEVER : elements(test, list);
}

function exists(test: Resolved): FilterExpression {
  const wantsPresent = test.operand.kind === "known" && test.operand.value === true;
  return testOf(test, wantsPresent === (test.truth === "true") ? "present" : "absent", { kind: "none" });
}
