import type { FilterExpression, FilterOperand } from "./expression.js";

/** A text that is equal for equal expressions alone; `null` where there are checks, which are never equal. */
export function keyOf(expression: FilterExpression): string | null {
  switch (expression.kind) {
    case "never":
    case "always":
      return expression.kind;
    case "check":
      return null;
    case "test":
      return JSON.stringify([expression.path.text, expression.operator, operandKey(expression.operand)]);
    case "and":
    case "or": {
      const keys = expression.terms.map(keyOf);
      return keys.includes(null) ? null : `${expression.kind}(${keys.sort().join()})`;
    }
  }
}

function operandKey(operand: FilterOperand): unknown {
  switch (operand.kind) {
    case "none":
      return null;
    case "value":
      return [typeof operand.value, String(operand.value)];
    case "values":
      return operand.values.map((value) => [typeof value, String(value)]);
    case "field":
      return { field: operand.path.text, plus: operand.plus };
  }
}
