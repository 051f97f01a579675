import { type Condition, ConditionCompiler } from "../../compile/condition/evaluate.js";
import { type Expression, testsOf } from "../../compile/condition/expression.js";
import type { Evaluate } from "../../compile/condition/operators.js";
import type { Kleene } from "../../compile/kleene.js";
import { own } from "../../compile/own.js";
import { type Reader, Readers } from "../../compile/readers.js";
import { conditionWords } from "./condition-words.js";

/** What a condition is about by name, and what it asks for in words. */
export interface Terms {
  readonly operands: readonly string[];
  readonly wants: readonly string[];
}

/**
 * The parts of a condition that failed. Of `a and b` that may be one; of `a or b` it is the whole.
 *
 * @param ask - evaluates a part on what the condition was about
 * @param fails - which truth values count as failing
 */
export function failingTerms(
  { expression }: Condition,
  ask: (evaluate: Evaluate) => Kleene,
  fails: (value: Kleene) => boolean,
): Terms {
  const terms = termsOf(expression);
  const compiler = new ConditionCompiler(new SlowReaders());
  return describe(terms.length === 1 ? terms : terms.filter((term) => fails(ask(compiler.compile("", term).evaluate))));
}

/** Every part of a condition. */
export function allTerms({ expression }: Condition): Terms {
  return describe(termsOf(expression));
}

function describe(terms: readonly Expression[]): Terms {
  const names = terms
    .flatMap(testsOf)
    .flatMap(({ path, operand }) => [path.text, ...(operand.kind === "reference" ? [operand.reference.text] : [])]);
  return { operands: [...new Set(names)], wants: conditionWords(terms) };
}

/** The parts that must all hold: those of `a and b`, and the denials of those of `not (a or b)`. */
function termsOf(expression: Expression): readonly Expression[] {
  if (expression.kind === "and") return expression.terms.flatMap(termsOf);
  if (expression.kind !== "not") return [expression];
  const { term } = expression;
  if (term.kind === "not") return termsOf(term.term);
  return term.kind === "or" ? term.terms.flatMap((one) => termsOf({ kind: "not", term: one })) : [expression];
}

/** Readers that keep off the places in which checks are fast: what explains may take its time. */
class SlowReaders extends Readers {
  override of(_space: string, keys: readonly string[]): Reader {
    return (subject) => keys.reduce<unknown>(own, subject);
  }
}
