import { UntranslatableFilterError } from "../../model/errors.js";
import type { FilterTest } from "../filter/expression.js";

/**
 * Makes the error of a test that a query language cannot say.
 *
 * @param reason - what cannot be said, and what helps
 */
export function untranslatable({ statement, path, operator }: FilterTest, reason: string): UntranslatableFilterError {
  return new UntranslatableFilterError(
    statement,
    `statement \`${statement}\`: \`${path.text}\` ${operator}: ${reason}`,
  );
}
