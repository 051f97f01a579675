import { UntranslatableFilterError } from "../../../model/errors.js";
import type { FilterExpression } from "../../filter/expression.js";
import type { ColumnMapping } from "../column-mapping.js";
import { arrayTest } from "./array-test.js";
import type { SqlDialect } from "./dialect.js";
import { combined, EVERY_ROW, NO_ROW, type Sql } from "./fragment.js";
import type { Site } from "./place.js";
import { presenceTest } from "./presence-test.js";
import { scalarTest } from "./scalar-test.js";

/** What a translation needs besides the expression. */
export interface Translation {
  readonly dialect: SqlDialect;
  readonly columns: ColumnMapping;
  /** Qualifies the columns; `null` where there is only one table. */
  readonly table: string | null;
}

/** What was said already: the same expression is the same pieces again. */
export type Said = Map<FilterExpression, Sql>;

/**
 * Says an expression in SQL: true for exactly the rows that it keeps in memory, and else false or NULL.
 *
 * @throws UntranslatableFilterError where that cannot be said
 */
export function translate(translation: Translation, expression: FilterExpression, said: Said = new Map()): Sql {
  const known = said.get(expression) ?? say(translation, expression, said);
  said.set(expression, known);
  return known;
}

function say(translation: Translation, expression: FilterExpression, said: Said): Sql {
  switch (expression.kind) {
    case "never":
      return NO_ROW;
    case "always":
      return EVERY_ROW;
    case "and":
    case "or": {
      const terms = expression.terms.map((term) => translate(translation, term, said));
      return combined(expression.kind === "and" ? "AND" : "OR", terms);
    }
    case "test":
      return testOf({ ...translation, test: expression });
    case "check":
      throw new UntranslatableFilterError(
        expression.statement,
        `statement \`${expression.statement}\` asks what only memory can tell, record by record`,
      );
  }
}

function testOf(site: Site): Sql {
  const { operator, path } = site.test;
  if (operator === "present" || operator === "absent") return presenceTest(site);
  if (path.leaf.array === true) return arrayTest(site);
  return scalarTest(site);
}
