import type { ConditionData, OperandData, ReferenceData } from "../../model/condition-data.js";

/** One comparison in a condition: a path, an operator, and what stands to its right. */
export interface Comparison {
  readonly path: string;
  readonly operator: string;
  readonly operand: OperandData;
}

/** A condition taken apart: what must hold, all of it. */
export interface Conjunction {
  readonly comparisons: readonly Comparison[];
  /** Each is a list of conditions of which one must hold. */
  readonly choices: readonly (readonly ConditionData[])[];
  readonly negations: readonly ConditionData[];
}

/** Tells a reference from other operands. */
export function isReference(operand: unknown): operand is ReferenceData {
  return typeof operand === "object" && operand !== null && "$ref" in operand;
}

/** The parts of a condition that must all hold, those under `$and` among them. */
export function conjunctionOf(condition: ConditionData): Conjunction {
  const comparisons: Comparison[] = [];
  const choices: (readonly ConditionData[])[] = [];
  const negations: ConditionData[] = [];
  take(condition);
  return { comparisons, choices, negations };

  function take(part: ConditionData): void {
    for (const [key, value] of Object.entries(part)) {
      if (key === "$and") for (const inner of part.$and ?? []) take(inner);
      else if (key === "$or") choices.push(part.$or ?? []);
      else if (key === "$not" && part.$not !== undefined) negations.push(part.$not);
      else comparisons.push(...comparisonsOf(key, value as OperandData | Readonly<Record<string, OperandData>>));
    }
  }
}

function comparisonsOf(path: string, test: OperandData | Readonly<Record<string, OperandData>>): readonly Comparison[] {
  const isOperators = typeof test === "object" && !Array.isArray(test) && !(test instanceof Date) && !isReference(test);
  if (!isOperators) return [{ path, operator: "$eq", operand: test as OperandData }];
  return Object.entries(test).map(([operator, operand]) => ({ path, operator, operand }));
}

/** Every comparison anywhere in a condition. */
export function everyComparison(condition: ConditionData | undefined): readonly Comparison[] {
  if (condition === undefined) return [];
  const { comparisons, choices, negations } = conjunctionOf(condition);
  return [...comparisons, ...[...choices.flat(), ...negations].flatMap(everyComparison)];
}
