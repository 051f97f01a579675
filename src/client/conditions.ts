import { decoderOf, operandDecoderOf } from "../compile/condition/comparable.js";
import type { Comparable, Path } from "../compile/condition/expression.js";
import { compileExists } from "../compile/condition/presence.js";
import { FALSE, type Kleene, not, TRUE, UNKNOWN } from "../compile/kleene.js";
import {
  AND,
  EXISTS,
  type ExpressionRow,
  IN,
  LESS,
  NOT,
  type OperandReference,
  OR,
  STARTS,
  WITHIN,
} from "../project/snapshot/format.js";
import type { ReadablePath, Tree } from "./paths.js";
import { damaged, itemAt } from "./rows.js";

/** A condition, ready to be asked: of a record, the old record, and an instant (epoch ms). */
export type Evaluate = (subject: object, old: object, now: number) => Kleene;

/** A condition with what it looks at. */
export interface Condition {
  readonly evaluate: Evaluate;
  /** The paths whose presence is asked. */
  readonly existing: readonly Path[];
  /** The paths that are compared with the clock, and how many milliseconds are added to it. */
  readonly clocks: readonly (readonly [path: ReadablePath, plus: number])[];
  /** The top-level fields that are read. */
  readonly reads: readonly string[];
}

/** What conditions mean by place. */
export interface ConditionTables {
  readonly paths: readonly ReadablePath[];
  readonly sets: readonly ReadonlySet<unknown>[];
  readonly trees: readonly Tree[];
}

/** Deeper than any condition that is written. */
const MAX_DEPTH = 99;

/** Values to compare with; `undefined` among them is one that cannot be used, and in their place that nothing is known. */
type Resolve = (old: object, now: number) => ReadonlySet<unknown> | undefined;

export function readCondition({ paths, sets, trees }: ConditionTables, whole: ExpressionRow): Condition {
  const existing: Path[] = [];
  const clocks: (readonly [ReadablePath, number])[] = [];
  const reads: string[] = [];

  const pathAt = (place: unknown): ReadablePath => {
    const path = itemAt(paths, place);
    reads.push(path.keys[0] as string);
    return path;
  };

  const read = ([kind, first, second, third]: ExpressionRow, terms: readonly unknown[], depth: number): Evaluate => {
    if (depth > MAX_DEPTH) damaged();
    if (kind <= OR) {
      const inner = terms.map((term) => read(term as ExpressionRow, (term as unknown[]).slice(1), depth + 1));
      if (kind !== NOT) return combined(inner, kind === AND ? FALSE : TRUE);
      const negated = itemAt(inner);
      return (subject, old, now) => not(negated(subject, old, now));
    }
    const path = pathAt(first);
    if (kind === EXISTS) {
      existing.push(path);
      return compileExists(path, true);
    }
    const tree = third === undefined ? undefined : itemAt(trees, third);
    return testOf(kind, path, resolverOf(kind, path, second, tree), tree);
  };

  const resolverOf = (kind: number, path: ReadablePath, operand: unknown, tree: Tree | undefined): Resolve => {
    const { leaf } = path;
    if (Array.isArray(operand) || operand === undefined) {
      const known = operand && new Set(operand.map((value) => literalOf(leaf.type, value)));
      return () => known;
    }
    const { path: other, set, plus = 0 } = operand as OperandReference;
    if (set !== undefined) {
      const known = itemAt(sets, set);
      return () => known;
    }
    const from = other === undefined ? null : pathAt(other);
    if (from === null) clocks.push([path, plus]);
    const isList = from?.leaf.array === true;
    const isSingle = kind !== IN;
    if (isSingle && isList) return () => undefined;
    const decode = tree === undefined ? operandDecoderOf(leaf) : TEXT;
    const fitted = from === null ? null : decoderOf(from.leaf);
    return (old, now) => {
      const value = from === null ? now : from.read(old);
      // `$under` goes with one value as with several
      const list = isList ? value : isSingle || tree !== undefined ? [value] : undefined;
      if (!Array.isArray(list)) return undefined;
      const values = list.map((item) => decode(fitted === null ? item : fitted(item)));
      const [one] = values;
      if (isList) return new Set(values);
      // only instants are shifted, and they are numbers here
      if (one === undefined || (plus !== 0 && typeof one !== "number")) return undefined;
      return new Set([plus === 0 ? one : (one as number) + plus]);
    };
  };

  return { evaluate: read(whole, whole.slice(1), 0), existing, clocks, reads };
}

const TEXT = decoderOf({ name: "", type: "string" });

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

/** A literal as it is compared: JSON has no bigint and no infinity, so they are texts there. */
function literalOf(type: string, value: unknown): unknown {
  if (value === null) return undefined;
  return type === "bigint" ? BigInt(value as string) : type === "number" ? Number(value) : value;
}

/** Compiles one test. What is missing, or of another type, is unknown (S13, S15). */
function testOf(kind: number, { leaf, read }: ReadablePath, resolve: Resolve, tree: Tree | undefined): Evaluate {
  const decode = decoderOf(leaf);
  if (kind >= LESS) {
    return (subject, old, now) => {
      const value = decode(read(subject));
      const [other] = (resolve(old, now) ?? []) as Iterable<Comparable>;
      if (value === undefined || other === undefined || leaf.array === true) return UNKNOWN;
      if (kind !== STARTS) return (kind === LESS ? value < other : value > other) ? TRUE : FALSE;
      // a beginning is one of texts: an enum may hold numbers as well
      if (typeof value !== "string" || typeof other !== "string") return UNKNOWN;
      return value.startsWith(other) ? TRUE : FALSE;
    };
  }
  const lookUp = (values: ReadonlySet<unknown> | undefined, item: unknown): Kleene => {
    const value = decode(item);
    if (values === undefined || value === undefined) return UNKNOWN;
    // the value itself, or one above it
    for (let at: unknown = value; at !== undefined; at = tree?.get(at)) if (values.has(at)) return TRUE;
    // one that cannot be used could be any
    return values.has(undefined) ? UNKNOWN : FALSE;
  };
  if (leaf.array !== true) return (subject, old, now) => lookUp(resolve(old, now), read(subject));
  return (subject, old, now) => {
    const list = read(subject);
    const values = resolve(old, now);
    if (!Array.isArray(list) || values === undefined || (kind === WITHIN && list.length === 0)) return UNKNOWN;
    let best: Kleene = FALSE;
    for (const item of list) {
      const found = lookUp(values, item);
      if (found > best) best = found;
    }
    return best;
  };
}
