import type { Dimension, DimensionTree } from "../model/model-data.js";

/** What scope values cover: one value itself alone, as a text; or anything that a set of values can be. */
export type Cover = string | CoveredValues;

/** Values, told by asking. */
export interface CoveredValues {
  has(value: string): boolean;
}

/** One axis of scope, ready to tell what values cover. */
export interface CompiledDimension {
  readonly name: string;
  readonly index: number;
  /** What one value covers. One that the tree does not know covers only itself. */
  readonly coverOf: (value: string) => Cover;
  /** What several values cover together, at least one. */
  readonly coverOfAll: (values: readonly string[]) => Cover;
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
  return { name, index, coverOf, coverOfAll };
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

function coverIn({ numbers, lasts }: NumberedTree, values: readonly string[]): Cover {
  const spans: number[] = [];
  const others: string[] = [];
  for (const value of values) {
    const number = numbers.get(value);
    const last = number === undefined ? number : lasts[number];
    if (number === undefined || last === undefined || number === last) others.push(value);
    else spans.push(number, last);
  }
  if (spans.length > 0) return new Spans(numbers, spans, others);
  const [only] = others;
  return only !== undefined && others.length === 1 ? only : new Set(others);
}

/** Branches of a tree, each as its first and last number, and single values. */
class Spans implements CoveredValues {
  readonly #numbers: ReadonlyMap<string, number>;
  readonly #spans: readonly number[];
  readonly #others: readonly string[];

  constructor(numbers: ReadonlyMap<string, number>, spans: readonly number[], others: readonly string[]) {
    this.#numbers = numbers;
    this.#spans = spans.slice();
    this.#others = others.length === 0 ? NONE : others.slice();
  }

  has(value: string): boolean {
    const spans = this.#spans;
    const number = this.#numbers.get(value);
    if (number !== undefined) {
      for (let place = 0; place < spans.length; place += 2) {
        if (number >= (spans[place] as number) && number <= (spans[place + 1] as number)) return true;
      }
    }
    return this.#others.length > 0 && this.#others.includes(value);
  }
}

const NONE: readonly string[] = Object.freeze([]);
