import type { Dimension, DimensionTree } from "../model/model-data.js";

/** What scope values cover: one value itself alone, as a text; or anything that a set of values can be. */
export type Cover = string | CoveredValues;

/** Values, told by asking or one by one. */
export interface CoveredValues {
  has(value: string): boolean;
  values(): Iterable<string>;
}

/** What a cover covers, value by value. */
export function valuesOf(cover: Cover): readonly string[] {
  return typeof cover === "string" ? [cover] : [...cover.values()];
}

/** One axis of scope, ready to tell what values cover. */
export interface CompiledDimension {
  readonly name: string;
  readonly index: number;
  /** What one value covers. One that the tree does not know covers only itself. */
  readonly coverOf: (value: string) => Cover;
  /** What several values cover together, at least one. */
  readonly coverOfAll: (values: readonly string[]) => Cover;
  /** The values of the tree that have others below them. */
  readonly branches: () => readonly string[];
}

/** Numbers a tree once; what each value covers is then worked out when it is first asked for. */
export function compileDimension(name: string, index: number, dimension: Dimension): CompiledDimension {
  const tree = "tree" in dimension ? numberTree(dimension.tree) : EMPTY_TREE;
  const known = new Map<string, Cover>();
  const coverOf = (value: string): Cover => {
    const cover = known.get(value) ?? coverIn(tree, [value]);
    // what the tree does not know is not remembered: there is no end of such values
    if (cover !== value) known.set(value, cover);
    return cover;
  };
  const coverOfAll = (values: readonly string[]): Cover =>
    values.length === 1 ? coverOf(values[0] as string) : coverIn(tree, values);
  return { name, index, coverOf, coverOfAll, branches: () => branchesOf(tree) };
}

/** The values of a tree, numbered so that a value and all below it have neighbouring numbers. */
interface NumberedTree {
  readonly numbers: ReadonlyMap<string, number>;
  /** By number: that of the last value below it, or its own. */
  readonly lasts: readonly number[];
}

const EMPTY_TREE: NumberedTree = { numbers: new Map(), lasts: [] };

function numberTree(tree: DimensionTree): NumberedTree {
  const numbers = new Map<string, number>();
  const lasts: number[] = [];
  // a tree may be deeper than calls can nest
  const open: { readonly number: number; readonly rest: Iterator<[string, DimensionTree]> }[] = [];
  const enter = (number: number, level: DimensionTree) => open.push({ number, rest: Object.entries(level).values() });
  enter(-1, tree);
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const { done, value: entry } = level.rest.next();
    if (done === true) {
      if (level.number >= 0) lasts[level.number] = lasts.length - 1;
      open.pop();
    } else {
      numbers.set(entry[0], lasts.length);
      enter(lasts.push(lasts.length) - 1, entry[1]);
    }
  }
  return { numbers, lasts };
}

function branchesOf({ numbers, lasts }: NumberedTree): readonly string[] {
  return [...numbers].filter(([, number]) => lasts[number] !== number).map(([value]) => value);
}

/** A branch, by its first and last number. */
interface Span {
  readonly first: number;
  readonly last: number;
}

function coverIn({ numbers, lasts }: NumberedTree, values: readonly string[]): Cover {
  const spans: Span[] = [];
  const others: string[] = [];
  for (const value of values) {
    const number = numbers.get(value);
    const last = number === undefined ? number : lasts[number];
    if (number === undefined || last === undefined || number === last) others.push(value);
    else spans.push({ first: number, last });
  }
  if (spans.length > 0) return new Spans(numbers, spans, others);
  const [only] = others;
  return only !== undefined && others.length === 1 ? only : new Set(others);
}

/** Branches of a tree, each as its first and last number, apart and in order; and single values. */
class Spans implements CoveredValues {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #firsts: readonly number[];
  readonly #lasts: readonly number[];
  readonly #others: ReadonlySet<string> | null;

  constructor(numbers: ReadonlyMap<string, number>, spans: readonly Span[], others: readonly string[]) {
    const apart = merge(spans);
    this.#numbers = numbers;
    this.#firsts = apart.map(({ first }) => first);
    this.#lasts = apart.map(({ last }) => last);
    this.#others = others.length === 0 ? null : new Set(others);
  }

  has(value: string): boolean {
    const number = this.#numbers.get(value);
    if (number !== undefined && this.#isWithin(number)) return true;
    return this.#others?.has(value) ?? false;
  }

  values(): Iterable<string> {
    // the values of a tree were numbered in the order in which they stand here
    const all = [...this.#numbers.keys()];
    const below = this.#firsts.flatMap((first, place) => all.slice(first, (this.#lasts[place] as number) + 1));
    return this.#others === null ? below : new Set([...below, ...this.#others]);
  }

  /** Whether the last branch that begins at or before a number reaches it. */
  #isWithin(number: number): boolean {
    const firsts = this.#firsts;
    let low = 0;
    let high = firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((firsts[middle] as number) <= number) low = middle + 1;
      else high = middle;
    }
    return low > 0 && number <= (this.#lasts[low - 1] as number);
  }
}

/** Branches lie apart or within each other: those within are dropped. */
function merge(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of [...spans].sort((left, right) => left.first - right.first || right.last - left.last)) {
    const before = apart.at(-1);
    if (before === undefined || span.first > before.last) apart.push(span);
  }
  return apart;
}
