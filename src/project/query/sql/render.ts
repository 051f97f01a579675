import type { SqlDialect } from "./dialect.js";
import type { Sql, SqlValue } from "./fragment.js";

/** SQL text with placeholders, and the values to bind to them, in order. */
export interface SqlText {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Writes an expression as text with placeholders. */
export function render(dialect: SqlDialect, expression: Sql): SqlText {
  const values: SqlValue[] = [];
  const text = expression.map((part) => {
    if (part.kind === "text") return part.text;
    if (part.kind === "identifier") return part.names.map(dialect.quoteIdentifier).join(".");
    return dialect.placeholder(values.push(part.value));
  });
  return { text: text.join(""), values };
}
