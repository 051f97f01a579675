import { decoderOf, operandDecoderOf } from "../compile/condition/comparable.js";
import type { Comparable } from "../compile/condition/expression.js";
import { COMPARE } from "../compile/condition/operators.js";
import { FALSE, type Kleene, not, TRUE, UNKNOWN } from "../compile/kleene.js";
import type { Operator } from "../model/condition-data.js";
import type { OPERATORS } from "../project/snapshot/format.js";
import type { Evaluate } from "./evaluate.js";
import type { Operand } from "./operands.js";
import type { ReadablePath, Tree } from "./paths.js";
import { listOf } from "./rows.js";

type TestName = Exclude<(typeof OPERATORS)[number], "not" | "and" | "or" | "exists">;

/** Reads the operand as it is compared; `undefined` where it cannot be told. */
type Resolve<Value> = (old: object, now: number) => Value | undefined;

/** Compiles one test. What is missing, or of another type, is unknown (S13, S15). */
export function compileTest(name: TestName, path: ReadablePath, operand: Operand, tree: Tree | undefined): Evaluate {
  const { leaf, read } = path;
  if (name.startsWith("has") !== leaf.array) return () => UNKNOWN;
  const decode = decoderOf(leaf);
  const compare = name === "startsWith" ? startsWith : COMPARE[`$${name}` as Operator];
  if (compare !== undefined) {
    const resolve = oneOf(path, operand);
    return (subject, old, now) => {
      const value = decode(read(subject));
      const other = value === undefined ? value : resolve(old, now);
      return value === undefined || other === undefined ? UNKNOWN : truth(compare(value, other));
    };
  }
  const resolve = name === "has" ? only(oneOf(path, operand)) : severalOf(path, operand, tree);
  if (leaf.array !== true) {
    return (subject, old, now) => {
      const found = lookUp(resolve(old, now), decode(read(subject)), tree);
      return name === "nin" ? not(found) : found;
    };
  }
  return (subject, old, now) => {
    const list = read(subject);
    const values = resolve(old, now);
    if (!Array.isArray(list) || values === undefined || (name === "hasScope" && list.length === 0)) return UNKNOWN;
    let result: Kleene = FALSE;
    for (const item of list) {
      const found = lookUp(values, decode(item), tree);
      if (found === TRUE) return TRUE;
      if (found === UNKNOWN) result = UNKNOWN;
    }
    return result;
  };
}

function truth(holds: boolean | undefined): Kleene {
  return holds === undefined ? UNKNOWN : holds ? TRUE : FALSE;
}

/** A beginning is one of texts: an enum may hold numbers as well. */
function startsWith(value: Comparable, start: Comparable): boolean | undefined {
  return typeof value === "string" && typeof start === "string" ? value.startsWith(start) : undefined;
}

/** Whether a value, or one above it, is among some; an unusable one among them could be any. */
function lookUp(
  values: ReadonlySet<unknown> | undefined,
  value: Comparable | undefined,
  tree: Tree | undefined,
): Kleene {
  if (values === undefined || value === undefined) return UNKNOWN;
  for (let at: Comparable | undefined = value; at !== undefined; at = tree?.get(at)) if (values.has(at)) return TRUE;
  return values.has(undefined) ? UNKNOWN : FALSE;
}

/** A literal as it is compared: JSON has no bigint and no infinity, so they are texts there. */
function literalOf({ leaf }: ReadablePath, value: unknown): Comparable | undefined {
  if (value === null || value === undefined) return undefined;
  if (leaf.type === "bigint") return BigInt(value as string);
  return leaf.type === "number" ? Number(value) : (value as Comparable);
}

function oneOf(path: ReadablePath, { read, isKnown, plus }: Operand): Resolve<Comparable> {
  if (isKnown) {
    const value = literalOf(path, read({}, 0));
    return () => value;
  }
  const decode = operandDecoderOf(path.leaf);
  return (old, now) => {
    const value = decode(read(old, now));
    // only instants are shifted, and they are numbers here
    return plus === 0 ? value : typeof value === "number" ? value + plus : undefined;
  };
}

function only(resolve: Resolve<Comparable>): Resolve<ReadonlySet<unknown>> {
  return (old, now) => {
    const value = resolve(old, now);
    return value === undefined ? value : new Set([value]);
  };
}

function severalOf(path: ReadablePath, operand: Operand, tree: Tree | undefined): Resolve<ReadonlySet<unknown>> {
  if (operand.isKnown) {
    const known = operand.read({}, 0);
    const values =
      known instanceof Set
        ? known
        : known === undefined
          ? known
          : new Set(listOf(known as unknown[]).map((value) => literalOf(path, value)));
    return () => values;
  }
  const decode = tree === undefined ? operandDecoderOf(path.leaf) : textOnly;
  return (old, now) => {
    const value = operand.read(old, now);
    // below one value as well as below several
    const list = tree !== undefined && typeof value === "string" ? [value] : value;
    return Array.isArray(list) ? new Set(list.map(decode)) : undefined;
  };
}

function textOnly(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
