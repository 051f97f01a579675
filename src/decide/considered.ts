import type { Member } from "../compile/cell.js";
import type { Condition } from "../compile/condition/evaluate.js";
import { type Expression, type Operand, type Test, testsOf } from "../compile/condition/expression.js";
import { FALSE, type Kleene, TRUE } from "../compile/kleene.js";
import { inScope } from "../compile/scope.js";
import type { StatementRef } from "../model/decision.js";
import { type Concerning, statementsOn } from "./concerning.js";
import type { Party } from "./party.js";
import type { Request } from "./request.js";
import { checkRequirement } from "./requirements/check.js";
import { MET } from "./requirements/met.js";
import { grantHolds, limitReaches } from "./settle.js";
import { refOf } from "./statement-ref.js";

/** The test that kept a statement from counting. */
export type FailedTest = "fields" | "who" | "when" | "to" | "scope";

/** A statement that was looked at, and what became of it. */
export interface ConsideredStatement {
  readonly principalId: string;
  readonly statement: StatementRef;
  readonly verb: "allow" | "forbid" | "require";
  /** For an allow: holds. For a forbid or require: reaches the request. */
  readonly counts: boolean;
  /** For a require that reaches: whether it is met. */
  readonly isMet: boolean | null;
  /** The first test that kept it from counting. */
  readonly failed: FailedTest | null;
  /** What that test is about, by name: fields, operators and references, never a record's values. */
  readonly operands: readonly string[];
}

/** Looks at every statement of one party that names the request's action. */
export function considered(party: Party, request: Request): readonly ConsideredStatement[] {
  return statementsOn(party, request.action).map((one) => consider(one, party, request));
}

function consider(one: Concerning, party: Party, request: Request): ConsideredStatement {
  const { member, held, assignment } = one;
  const { statement } = member;
  const { record, next, action, detail } = request;
  const concerns = request.fields === null || request.fields.some((field) => statement.fields[field] === true);
  const reaches = statement.verb === "allow" ? grantHolds : limitReaches;
  const counts = concerns && reaches(member, held, party, record, next);
  const isMet = statement.verb === "require" ? checkRequirement(member, party, action, record, detail) === MET : null;
  const ref = refOf(statement, assignment);
  const facts = { principalId: party.principal.id, statement: ref, verb: statement.verb, counts, isMet };
  if (counts) return { ...facts, failed: null, operands: [] };
  return { ...facts, ...firstFailure(one, party, request, concerns) };
}

type Failure = Pick<ConsideredStatement, "failed" | "operands">;

function firstFailure(
  { member, held }: Concerning,
  party: Party,
  { record, next }: Request,
  concerns: boolean,
): Failure {
  const { statement, who, when, to } = member;
  const fails = statement.verb === "allow" ? (value: Kleene) => value !== TRUE : (value: Kleene) => value === FALSE;
  if (!concerns) return { failed: "fields", operands: fieldNames(member) };
  if (who !== null && fails(who(party.principal, null, party))) return failure("who", statement.who);
  if (when !== null && fails(when(record, record, party))) return failure("when", statement.when);
  const outside = statement.resource.scopePaths.filter((path) =>
    [record, next ?? record].some((one) => fails(inScope([path], held.row, one))),
  );
  if (outside.length > 0) return { failed: "scope", operands: outside.map(({ dimension }) => dimension.name) };
  if (to !== null) return failure("to", statement.to);
  return { failed: null, operands: [] };
}

function failure(failed: FailedTest, condition: Condition | null): Failure {
  return { failed, operands: condition === null ? [] : describe(condition.expression) };
}

function fieldNames({ statement }: Member): readonly string[] {
  return statement.resource.fields.filter((_field, index) => statement.fields[index] === true).map(({ name }) => name);
}

/** The tests of a condition in words. */
function describe(expression: Expression): readonly string[] {
  return testsOf(expression).map(describeTest);
}

const WORDS: Readonly<Record<Test["operator"], string>> = {
  $eq: "is",
  $ne: "is not",
  $in: "is one of",
  $nin: "is none of",
  $lt: "is less than",
  $lte: "is at most",
  $gt: "is more than",
  $gte: "is at least",
  $exists: "is given:",
  $startsWith: "starts with",
  $has: "contains",
  $hasAny: "contains any of",
  $under: "lies under",
};

function describeTest({ path, operator, operand }: Test): string {
  return `\`${path.text}\` ${WORDS[operator]} ${describeOperand(operand, path.leaf.type === "date")}`;
}

const LISTED = 5;

function describeOperand(operand: Operand, isInstant: boolean): string {
  switch (operand.kind) {
    case "literal":
      return isInstant && typeof operand.value === "number"
        ? new Date(operand.value).toISOString()
        : String(operand.value);
    case "list": {
      const shown = operand.values.slice(0, LISTED).map(String).join(", ");
      return operand.values.length > LISTED
        ? `${shown} and ${operand.values.length - LISTED} more`
        : shown || "nothing";
    }
    case "reference":
      return `\`${operand.reference.text}\``;
  }
}
