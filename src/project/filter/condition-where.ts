import type { Expression } from "../../compile/condition/expression.js";
import { allOf, anyOf } from "./combine.js";
import type { FilterExpression } from "./expression.js";
import { testWhere } from "./test-where.js";
import type { Truth, Viewpoint } from "./viewpoint.js";

/** The records on which a condition is certainly true, or certainly false. */
export function conditionWhere(truth: Truth, expression: Expression, at: Viewpoint): FilterExpression {
  switch (expression.kind) {
    case "not":
      return conditionWhere(truth === "true" ? "false" : "true", expression.term, at);
    case "and":
    case "or": {
      const terms = expression.terms.map((term) => conditionWhere(truth, term, at));
      return (expression.kind === "and") === (truth === "true") ? allOf(terms) : anyOf(terms);
    }
    case "test":
      return testWhere(truth, expression, at);
  }
}
