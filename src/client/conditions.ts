import type { Path } from "../compile/condition/expression.js";
import { compileExists } from "../compile/condition/presence.js";
import { FALSE, type Kleene, not, TRUE } from "../compile/kleene.js";
import { type ExpressionRow, OPERATORS } from "../project/snapshot/format.js";
import type { Evaluate } from "./evaluate.js";
import { readOperand } from "./operands.js";
import type { ReadablePath, Tables } from "./paths.js";
import { damaged, itemAt, listOf } from "./rows.js";
import { compileTest } from "./tests.js";

/** A condition with what it looks at. */
export interface Condition {
  readonly evaluate: Evaluate;
  /** The paths whose presence is asked. */
  readonly existing: Path[];
  /** The paths that are compared with the clock, and how many milliseconds are added to it. */
  readonly clocks: (readonly [path: ReadablePath, plus: number])[];
  /** The top-level fields that are read. */
  readonly reads: string[];
}

/** Deeper than any condition that is written. */
const MAX_DEPTH = 99;

export function readCondition(tables: Tables, row: ExpressionRow): Condition {
  const condition = { existing: [], clocks: [], reads: [] };
  return { ...condition, evaluate: readExpression(tables, condition, row, 0) };
}

function readExpression(
  tables: Tables,
  into: Omit<Condition, "evaluate">,
  row: ExpressionRow,
  depth: number,
): Evaluate {
  if (depth > MAX_DEPTH) damaged();
  const [operator, ...rest] = listOf(row) as ExpressionRow;
  const name = itemAt(OPERATORS, operator);
  const terms = () => rest.map((term) => readExpression(tables, into, term as ExpressionRow, depth + 1));
  const pathAt = (place: unknown) => {
    const path = itemAt(tables.paths, place as number);
    into.reads.push(path.keys[0] ?? "");
    return path;
  };
  switch (name) {
    case "not": {
      const [term = damaged()] = terms();
      return (subject, old, now) => not(term(subject, old, now));
    }
    case "and":
      return combined(terms(), FALSE, TRUE);
    case "or":
      return combined(terms(), TRUE, FALSE);
    case "exists": {
      const path = pathAt(rest[0]);
      into.existing.push(path);
      return compileExists(path, rest[1] === true);
    }
    default: {
      const path = pathAt(rest[0]);
      const operand = readOperand(tables, pathAt, rest[1]);
      if (operand.isClock) into.clocks.push([path, operand.plus]);
      const tree = rest[2] === undefined ? undefined : itemAt(tables.trees, rest[2] as number);
      return compileTest(name, path, operand, tree);
    }
  }
}

/** One term may settle it; otherwise what is left is the strictest, or the mildest, of them. */
function combined(terms: readonly Evaluate[], settles: Kleene, otherwise: Kleene): Evaluate {
  if (terms.length === 0) damaged();
  return (subject, old, now) => {
    let result = otherwise;
    for (const term of terms) {
      const value = term(subject, old, now);
      if (value === settles) return value;
      if (value !== otherwise) result = value;
    }
    return result;
  };
}
