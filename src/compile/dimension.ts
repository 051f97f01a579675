import type { Dimension, DimensionTree } from "../model/model-data.js";

/** What one scope value covers: itself alone, or in a tree itself and its descendants. */
export type Cover = string | ReadonlySet<string>;

/** One axis of scope, ready to expand values. */
export interface CompiledDimension {
  readonly name: string;
  readonly index: number;
  /** A value that the tree does not know covers only itself. */
  readonly coverOf: (value: string) => Cover;
}

/** Expands each value of a tree once, when it is first asked for. */
export function compileDimension(name: string, index: number, dimension: Dimension): CompiledDimension {
  if (!("tree" in dimension)) return { name, index, coverOf: (value) => value };
  const nodes = new Map<string, DimensionTree>();
  collect(dimension.tree, nodes);
  const covers = new Map<string, Cover>();
  return {
    name,
    index,
    coverOf: (value) => {
      const known = covers.get(value);
      if (known !== undefined) return known;
      const node = nodes.get(value);
      if (node === undefined) return value;
      const cover = expand(value, node);
      covers.set(value, cover);
      return cover;
    },
  };
}

function collect(tree: DimensionTree, nodes: Map<string, DimensionTree>): void {
  const open: DimensionTree[] = [tree];
  for (let level = open.pop(); level !== undefined; level = open.pop()) {
    for (const [value, below] of Object.entries(level)) {
      nodes.set(value, below);
      open.push(below);
    }
  }
}

function expand(value: string, node: DimensionTree): Cover {
  const below = new Map<string, DimensionTree>();
  collect(node, below);
  return below.size === 0 ? value : new Set([value, ...below.keys()]);
}
