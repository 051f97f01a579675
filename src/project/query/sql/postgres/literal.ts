import type { Comparable } from "../../../../compile/condition/expression.js";
import { isWellFormed } from "../../well-formed.js";
import type { Kind, SqlDialect } from "../dialect.js";
import { bound, type Sql, type SqlValue, sql } from "../fragment.js";

const MIN_BIGINT = -(2n ** 63n);
const MAX_BIGINT = 2n ** 63n - 1n;

/** Literals in PostgreSQL. Casts say the types, so that no driver has to guess them. */
export const literal: SqlDialect["literal"] = {
  string: (value) => (isStorable(value) ? sql`${bound(String(value))}::text` : "apart"),
  number: (value) => sql`${bound(Number(value))}::float8`,
  bigint: (value) => {
    const whole = BigInt(value);
    const text = bound(String(whole));
    return isBigint(whole) ? sql`${text}::bigint` : sql`${text}::numeric`;
  },
  boolean: (value) => sql`${bound(value === true)}::boolean`,
  date: (value) => sql`${bound(Number(value))}::float8`,
};

/** PostgreSQL keeps no text with a NUL character. */
function isStorable(value: Comparable): boolean {
  return typeof value === "string" && isWellFormed(value) && !value.includes("\0");
}

/** One parameter, however many values: they are in the array's order and of one type. */
const LISTS: {
  readonly [kind in Kind]: { readonly type: string; readonly values: (of: readonly Comparable[]) => SqlValue };
} = {
  string: { type: "text", values: (of) => of.filter(isStorable).map(String) },
  number: { type: "float8", values: (of) => of.map(Number) },
  bigint: { type: "numeric", values: (of) => of.map(String) },
  boolean: { type: "boolean", values: (of) => of.map((value) => value === true) },
  date: { type: "float8", values: (of) => of.map(Number) },
};

const BIGINTS: typeof LISTS.bigint = { ...LISTS.bigint, type: "bigint" };

function isBigint(value: Comparable): boolean {
  return BigInt(value) >= MIN_BIGINT && BigInt(value) <= MAX_BIGINT;
}

/** Literals as one array, of the type in which values of their kind are in normal form. */
export function list(kind: Kind, literals: readonly Comparable[]): Sql {
  const { type, values } = kind === "bigint" && literals.every(isBigint) ? BIGINTS : LISTS[kind];
  return sql`${bound(values(literals))}::${[{ kind: "text", text: `${type}[]` }]}`;
}

/**
 * An instant as a text that PostgreSQL reads, which knows no year 0.
 *
 * @param milliseconds - whole epoch milliseconds within what `Date` can hold
 */
export function instantText(milliseconds: number): string {
  const [, sign = "", year = "", rest = ""] = /^([+-]?)(\d+)(.*)$/.exec(new Date(milliseconds).toISOString()) ?? [];
  const signed = Number(`${sign}${year}`);
  const digits = String(signed > 0 ? signed : 1 - signed).padStart(4, "0");
  return `${digits}${rest}${signed > 0 ? "" : " BC"}`;
}
