/** What can be bound to a placeholder in every database. */
export type PlainSqlValue = string | number | bigint;

/** What can be bound to a placeholder. Only PostgreSQL gets lists. */
export type SqlValue = PlainSqlValue | boolean | readonly string[] | readonly number[] | readonly boolean[];

/** A piece of SQL: text that this library wrote, a name to be quoted, or a value to be bound. */
export type SqlPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "identifier"; readonly names: readonly string[] }
  | { readonly kind: "parameter"; readonly value: SqlValue };

/** An expression as a list of pieces: each face renders them in its own way. */
export type Sql = readonly SqlPart[];

/** Joins what this library writes with expressions. */
export function sql(strings: TemplateStringsArray, ...expressions: readonly Sql[]): Sql {
  return strings.flatMap(
    (text, index): Sql => [...(text === "" ? [] : [{ kind: "text" as const, text }]), ...(expressions[index] ?? [])],
  );
}

/** Text that this library wrote, or that was quoted for the dialect. Never a value. */
export function written(text: string): Sql {
  return [{ kind: "text", text }];
}

/** A name, maybe qualified: `["deal", "region"]`. */
export function identifier(...names: readonly string[]): Sql {
  return [{ kind: "identifier", names }];
}

/** A value to be bound. */
export function bound(value: SqlValue): Sql {
  return [{ kind: "parameter", value }];
}

/** Puts a separator between expressions. */
export function joined(expressions: readonly Sql[], separator: string): Sql {
  return expressions.flatMap((expression, index) =>
    index === 0 ? expression : [...written(separator), ...expression],
  );
}

export const NO_ROW: Sql = written("1 = 0");
export const EVERY_ROW: Sql = written("1 = 1");

/** So many terms stand in one row at most: a database's parser nests a long row as deep as it is long. */
const LONGEST_ROW = 50;

/** All of these, or one of these. */
export function combined(kind: "AND" | "OR", terms: readonly Sql[]): Sql {
  const [only] = terms;
  if (only === undefined) return kind === "AND" ? EVERY_ROW : NO_ROW;
  if (terms.length === 1) return only;
  if (terms.length <= LONGEST_ROW) return sql`(${joined(terms, ` ${kind} `)})`;
  const size = Math.ceil(terms.length / LONGEST_ROW);
  const groups = Array.from({ length: Math.ceil(terms.length / size) }, (_, index) =>
    combined(kind, terms.slice(index * size, (index + 1) * size)),
  );
  return combined(kind, groups);
}

export function all(...terms: readonly Sql[]): Sql {
  return combined("AND", terms);
}

export function any(...terms: readonly Sql[]): Sql {
  return combined("OR", terms);
}
