import type { DimensionTree } from "../../src/model/model-data.js";

/** The values and everything below them: what both lanes without a library for it have to do by hand. */
export function expand(tree: DimensionTree, values: readonly string[]): Set<string> {
  const covered = new Set<string>();
  const walk = (node: DimensionTree, inside: boolean): void => {
    for (const name of Object.keys(node)) {
      const within = inside || values.includes(name);
      if (within) covered.add(name);
      walk(node[name] as DimensionTree, within);
    }
  };
  walk(tree, false);
  return covered;
}
