import { decoderOf, operandDecoderOf } from "../compile/condition/comparable.js";
import type { Comparable } from "../compile/condition/expression.js";
import { presenceOf } from "../compile/condition/presence.js";
import { FALSE, type Kleene, not, TRUE, UNKNOWN } from "../compile/kleene.js";
import { type ExpressionRow, Kind, type OperandReference } from "../project/snapshot/format.js";
import type { ReadablePath } from "./paths.js";
import { damaged, itemAt } from "./rows.js";

/** A condition, ready to be asked: of a record, the old record, and an instant (epoch ms). */
export type Evaluate = (subject: object, old: object, now: number) => Kleene;

/** A path that a condition looks at. */
export interface Look {
  readonly path: ReadablePath;
  /** What is asked of it; that of another field is only read. */
  readonly kind?: Kind;
  /** Where it is compared with the clock, the milliseconds that are added to that. */
  readonly plus?: number;
}

/** A condition with what it looks at. */
export interface Condition {
  readonly evaluate: Evaluate;
  readonly looks: readonly Look[];
}

/** Values to compare with; `undefined` among them is one that cannot be used, and in their place that nothing is known. */
type Resolve = (old: object, now: number) => ReadonlySet<unknown> | undefined;

/** @param paths - and sets: what the condition means by place */
export function readCondition(
  paths: readonly ReadablePath[],
  sets: readonly ReadonlySet<unknown>[],
  whole: ExpressionRow,
): Condition {
  const looks: Look[] = [];

  const read = ([kind, ...rest]: ExpressionRow): Evaluate => {
    if (kind <= Kind.Or) {
      const terms = rest.map((term) => read(term as ExpressionRow));
      if (kind !== Kind.Not) return combined(terms, kind === Kind.And ? FALSE : TRUE);
      const term = itemAt(terms);
      return (subject, old, now) => not(term(subject, old, now));
    }
    const path = itemAt(paths, rest[0]);
    looks.push({ path, kind });
    return kind === Kind.Exists ? existsAt(path) : testOf(kind, path, resolverOf(kind, path, rest[1]));
  };

  const resolverOf = (kind: number, path: ReadablePath, operand: unknown): Resolve => {
    if (typeof operand !== "object") {
      const known = operand === undefined ? operand : itemAt(sets, operand);
      return () => known;
    }
    const { path: other, plus = 0 } = operand as OperandReference;
    const decode = operandDecoderOf(path.leaf);
    if (other === undefined) {
      looks.push({ path, plus });
      return (_old, now) => only(kind, decode(now), plus);
    }
    const from = itemAt(paths, other);
    looks.push({ path: from });
    const fitted = decoderOf(from.leaf);
    return (old) => {
      const value = from.read(old);
      if (from.leaf.array !== true) return only(kind, decode(fitted(value)), plus);
      return kind === Kind.In && Array.isArray(value) ? new Set(value.map((item) => decode(fitted(item)))) : undefined;
    };
  };

  return { evaluate: read(whole), looks };
}

/** A single value, which is no list. Only instants are shifted, and they are numbers here. */
function only(kind: number, value: Comparable | undefined, plus: number): ReadonlySet<unknown> | undefined {
  const isUsable = plus === 0 ? value !== undefined : typeof value === "number";
  return kind !== Kind.In && isUsable ? new Set([plus === 0 ? value : (value as number) + plus]) : undefined;
}

/** One term may settle it; otherwise it is unknown if any of them is. */
function combined(terms: readonly Evaluate[], settles: Kleene): Evaluate {
  // what settles nothing must not hold because of that
  if (terms.length === 0) damaged();
  return (subject, old, now) => {
    let result = not(settles);
    for (const term of terms) {
      const value = term(subject, old, now);
      if (value === settles) return value;
      if (value === UNKNOWN) result = value;
    }
    return result;
  };
}

function existsAt(path: ReadablePath): Evaluate {
  return (subject) => {
    const presence = presenceOf(path, subject);
    return presence === "present" ? TRUE : presence === "absent" ? FALSE : UNKNOWN;
  };
}

/** Compiles one test. What is missing, or of another type, is unknown (S13, S15). */
function testOf(kind: number, { leaf, read }: ReadablePath, resolve: Resolve): Evaluate {
  const decode = decoderOf(leaf);
  if (kind >= Kind.Less) {
    return (subject, old, now) => {
      const value = decode(read(subject));
      const [other] = (resolve(old, now) ?? []) as Iterable<Comparable>;
      // a beginning is one of texts: an enum may hold numbers as well
      const isUsable = kind !== Kind.Starts || (typeof value === "string" && typeof other === "string");
      if (value === undefined || other === undefined || !isUsable || leaf.array === true) return UNKNOWN;
      const holds =
        kind === Kind.Starts
          ? String(value).startsWith(String(other))
          : kind === Kind.Less
            ? value < other
            : value > other;
      return holds ? TRUE : FALSE;
    };
  }
  const lookUp = (values: ReadonlySet<unknown> | undefined, item: unknown): Kleene => {
    const value = decode(item);
    if (values === undefined || value === undefined) return UNKNOWN;
    // one that cannot be used could be any
    return values.has(value) ? TRUE : values.has(undefined) ? UNKNOWN : FALSE;
  };
  return (subject, old, now) => {
    const value = read(subject);
    const values = resolve(old, now);
    if (leaf.array !== true) return lookUp(values, value);
    if (!Array.isArray(value) || values === undefined || (kind === Kind.Within && value.length === 0)) return UNKNOWN;
    let best: Kleene = FALSE;
    for (const item of value) {
      const found = lookUp(values, item);
      if (found > best) best = found;
    }
    return best;
  };
}
