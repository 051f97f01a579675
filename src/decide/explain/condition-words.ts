import type { Comparable, Expression, Operand, Reference, Test } from "../../compile/condition/expression.js";
import type { Operator } from "../../model/condition-data.js";
import { code, instantText, lengthText, listed } from "./words.js";

/** Each operator, and its opposite. */
const WORDS: Readonly<Record<Operator, readonly [yes: string, no: string]>> = {
  $eq: ["is", "is not"],
  $ne: ["is not", "is"],
  $in: ["is", "is none of"],
  $nin: ["is none of", "is"],
  $lt: ["is less than", "is at least"],
  $lte: ["is at most", "is more than"],
  $gt: ["is more than", "is at most"],
  $gte: ["is at least", "is less than"],
  $exists: ["is given", "is not given"],
  $startsWith: ["starts with", "does not start with"],
  $has: ["contains", "does not contain"],
  $hasAny: ["contains", "contains none of"],
  $under: ["lies under", "does not lie under"],
};

/** The same for instants, of which people say other words. */
const INSTANT_WORDS: Partial<typeof WORDS> = {
  $lt: ["is before", "is not before"],
  $lte: ["is not after", "is after"],
  $gt: ["is after", "is not after"],
  $gte: ["is not before", "is before"],
};

/** The same where a reference gives the values. */
const REFERENCE_WORDS: Partial<typeof WORDS> = {
  $in: ["is one of", "is none of"],
  $nin: ["is none of", "is one of"],
  $hasAny: ["contains any of", "contains none of"],
};

/**
 * Puts conditions that must all hold into words: names and the policy's own values, never a record's.
 *
 * @returns one text for each, to be joined by "and"
 */
export function conditionWords(expressions: readonly Expression[]): readonly string[] {
  return expressions.map((expression) => say(expression, false, expressions.length === 1 ? null : "and"));
}

/**
 * A denial goes inwards until it meets the tests, since "not (a and b)" is hard to read aloud; in three-valued logic, too,
 * the answer is the same.
 */
function say(expression: Expression, isDenied: boolean, around: "and" | "or" | null): string {
  switch (expression.kind) {
    case "test":
      return sayTest(expression, isDenied);
    case "not":
      return say(expression.term, !isDenied, around);
    default: {
      const word = (expression.kind === "and") === isDenied ? "or" : "and";
      const text = expression.terms.map((term) => say(term, isDenied, word)).join(` ${word} `);
      return around === null || word === around || expression.terms.length === 1 ? text : `(${text})`;
    }
  }
}

function sayTest({ path, operator, operand }: Test, isDenied: boolean): string {
  const isInstant = path.leaf.type === "date";
  const special = operand.kind === "reference" ? REFERENCE_WORDS[operator] : undefined;
  const [yes, no] = special ?? (isInstant ? INSTANT_WORDS[operator] : undefined) ?? WORDS[operator];
  if (operator === "$exists") {
    const isGiven = operand.kind === "literal" && operand.value === true;
    return `${code(path.text)} ${isGiven === isDenied ? no : yes}`;
  }
  return `${code(path.text)} ${isDenied ? no : yes} ${sayOperand(operand, isInstant)}`;
}

function sayOperand(operand: Operand, isInstant: boolean): string {
  switch (operand.kind) {
    case "literal":
      return sayValue(operand.value, isInstant);
    case "list":
      return listed(
        operand.values.map((value) => sayValue(value, isInstant)),
        "or",
      );
    case "reference":
      return sayReference(operand.reference);
  }
}

function sayValue(value: Comparable, isInstant: boolean): string {
  if (value === "") return "empty";
  return isInstant && typeof value === "number" ? instantText(value) : String(value);
}

const OWNERS: Readonly<Record<Reference["root"], string>> = {
  principal: "the person's ",
  session: "the session's ",
  record: "the record's ",
  now: "now",
};

function sayReference({ root, keys, plus }: Reference): string {
  const length = lengthText(Math.abs(plus));
  if (root === "now") return plus === 0 ? OWNERS.now : plus < 0 ? `${length} ago` : `${length} from now`;
  const path = root === "principal" && keys[0] === "attributes" ? keys.slice(1) : keys;
  const isId = root === "principal" && path.join() === "id";
  const value = `${OWNERS[root]}${isId ? "own id" : code(path.join("."))}`;
  return plus === 0 ? value : `${length} ${plus < 0 ? "before" : "after"} ${value}`;
}
