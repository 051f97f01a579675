import type { SqlDialect } from "./dialect.js";
import type { Sql, SqlPart, SqlValue } from "./fragment.js";

/** SQL text with placeholders, and the values to bind to them, in order. */
export interface SqlText<Value extends SqlValue = SqlValue> {
  readonly text: string;
  readonly values: Value[];
}

/**
 * Writes an expression as text with placeholders. Where these have numbers, a piece that stands in it twice is one.
 *
 * @param first - the number of the first placeholder
 */
export function render(dialect: SqlDialect, expression: Sql, first = 1): SqlText {
  const values: SqlValue[] = [];
  const numbers = new Map<SqlPart, number>();
  const text = expression.map((part) => {
    if (part.kind === "text") return part.text;
    if (part.kind === "identifier") return part.names.map(dialect.quoteIdentifier).join(".");
    const known = dialect.hasNumbers ? numbers.get(part) : undefined;
    const number = known ?? values.push(part.value) - 1;
    numbers.set(part, number);
    return dialect.placeholder(first + number);
  });
  return { text: text.join(""), values };
}
