import { FALSE, type Kleene, not, TRUE } from "../kleene.js";
import type { Reader, Readers } from "../readers.js";
import { type Expression, type Operand, type Path, type Test, testsOf } from "./expression.js";
import { compileComparison, type Evaluate } from "./operators.js";
import { compileExists } from "./presence.js";
import type { Reading } from "./reference.js";

/** A condition, ready to be asked: equal conditions are one object. */
export interface Condition {
  readonly expression: Expression;
  readonly evaluate: Evaluate;
  /** The tests in which a value is compared with `now`. */
  readonly clockTests: readonly ClockTest[];
  /** The paths that `$exists` asks about. */
  readonly existsPaths: readonly Path[];
  /** The top-level fields of the record that are read, also by reference. */
  readonly fieldsRead: readonly string[];
}

/** A comparison of a value with `now`, shifted by `plus` milliseconds. */
export interface ClockTest {
  readonly read: Reader;
  readonly plus: number;
}

/** Compiles expressions to closures, each distinct one once. */
export class ConditionCompiler {
  readonly #known = new Map<string, Condition>();
  readonly #readers: Readers;

  constructor(readers: Readers) {
    this.#readers = readers;
  }

  /** @param space - what the paths are about: equal texts in two spaces are two conditions */
  compile(space: string, expression: Expression): Condition {
    const key = `${space}\n${keyOf(expression)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const reading = { readers: this.#readers, space };
    const condition = {
      expression,
      evaluate: evaluatorOf(expression, reading),
      existsPaths: testsOf(expression).flatMap(({ operator, path }) => (operator === "$exists" ? [path] : [])),
      clockTests: clockTestsOf(expression, reading),
      fieldsRead: fieldsReadBy(expression),
    };
    this.#known.set(key, condition);
    return condition;
  }
}

function clockTestsOf(expression: Expression, { readers, space }: Reading): readonly ClockTest[] {
  return testsOf(expression).flatMap(({ path, operand }) =>
    operand.kind === "reference" && operand.reference.root === "now"
      ? [{ read: readers.of(space, path.keys), plus: operand.reference.plus }]
      : [],
  );
}

function fieldsReadBy(expression: Expression): readonly string[] {
  const names = testsOf(expression).flatMap(({ path, operand }) => {
    const reference = operand.kind === "reference" ? operand.reference : null;
    return [path.keys[0] ?? "", ...(reference?.root === "record" ? [reference.keys[0] ?? ""] : [])];
  });
  return [...new Set(names)];
}

function evaluatorOf(expression: Expression, reading: Reading): Evaluate {
  switch (expression.kind) {
    case "test":
      return testEvaluator(expression, reading);
    case "not": {
      const term = evaluatorOf(expression.term, reading);
      return (subject, old, env) => not(term(subject, old, env));
    }
    case "and":
      return conjunction(expression.terms.map((term) => evaluatorOf(term, reading)));
    case "or":
      return disjunction(expression.terms.map((term) => evaluatorOf(term, reading)));
  }
}

function testEvaluator(test: Test, reading: Reading): Evaluate {
  if (test.operator === "$exists") {
    return compileExists(test.path, test.operand.kind === "literal" && test.operand.value === true);
  }
  return compileComparison(test, reading);
}

function conjunction(terms: readonly Evaluate[]): Evaluate {
  const [first, second] = terms;
  if (first !== undefined && second !== undefined && terms.length === 2) {
    return (subject, old, env) => {
      const left = first(subject, old, env);
      if (left === FALSE) return FALSE;
      const right = second(subject, old, env);
      return left < right ? left : right;
    };
  }
  return (subject, old, env) => {
    let result: Kleene = TRUE;
    for (const term of terms) {
      const value = term(subject, old, env);
      if (value === FALSE) return FALSE;
      if (value < result) result = value;
    }
    return result;
  };
}

function disjunction(terms: readonly Evaluate[]): Evaluate {
  return (subject, old, env) => {
    let result: Kleene = FALSE;
    for (const term of terms) {
      const value = term(subject, old, env);
      if (value === TRUE) return TRUE;
      if (value > result) result = value;
    }
    return result;
  };
}

function keyOf(expression: Expression): string {
  switch (expression.kind) {
    case "not":
      return `!(${keyOf(expression.term)})`;
    case "and":
    case "or":
      return `${expression.kind}(${expression.terms.map(keyOf).sort().join(",")})`;
    case "test":
      return JSON.stringify([expression.path.text, expression.operator, operandKey(expression.operand)]);
  }
}

function operandKey(operand: Operand): unknown {
  switch (operand.kind) {
    case "literal":
      return [typeof operand.value, String(operand.value)];
    case "list":
      return ["list", ...operand.values.map((value) => [typeof value, String(value)])];
    case "reference":
      return ["ref", operand.reference.text, operand.reference.plus];
  }
}
