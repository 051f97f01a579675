import type { Dimension, DimensionTree } from "../model/model-data.js";
import { MAX_NAME_LENGTH, MAX_TREE_DEPTH } from "./limits.js";
import type { Site } from "./site.js";
import { quote } from "./text.js";

/**
 * Reads a dimension: a tree in which no value stands twice, or flat values.
 *
 * @param site - where it stands
 */
export function readDimension(site: Site): Dimension | undefined {
  if (site.object(["tree", "flat"], "a dimension: `{ tree: … }` or `{ flat: true }`") === undefined) return undefined;
  const tree = site.optional("tree");
  const flat = site.optional("flat");
  if ((tree === undefined) === (flat === undefined)) {
    return site.issue("invalid_dimension", "a dimension has either a `tree` or `flat: true`");
  }
  if (tree !== undefined) return readDimensionTree(tree);
  return flat?.value === true ? { flat: true } : flat?.issue("invalid_dimension", "`flat` can only be true");
}

function readDimensionTree(site: Site): Dimension | undefined {
  const seen = new Set<string>();
  const ancestors = new Set<string>();
  const tree = readLevel(site);
  return tree === undefined ? undefined : { tree };

  function readLevel(level: Site): DimensionTree | undefined {
    const entries = level.entries("an object: every value with what is below it");
    if (entries === undefined) return undefined;
    if (ancestors.size > MAX_TREE_DEPTH)
      return level.issue("tree_too_deep", `a tree is at most ${MAX_TREE_DEPTH} deep`);
    const below: [string, DimensionTree][] = [];
    for (const [value, inner] of entries) {
      const child = readValue(level.child(value, inner), value);
      if (child !== undefined) below.push([value, child]);
    }
    return Object.fromEntries(below);
  }

  function readValue(child: Site, value: string): DimensionTree | undefined {
    if (!checkScopeValue(child, value)) return undefined;
    if (ancestors.has(value)) return child.issue("cyclic_tree", `${quote(value)} stands below itself`);
    if (seen.has(value)) {
      const hint = "a value covers one branch; give the second another name";
      return child.issue("duplicate_tree_value", `${quote(value)} stands twice in the tree`, hint);
    }
    seen.add(value);
    ancestors.add(value);
    const below = readLevel(child);
    ancestors.delete(value);
    return below;
  }
}

/**
 * Checks a value that a scope can name.
 *
 * @returns whether it can be one; an issue says why it cannot
 */
export function checkScopeValue(site: Site, value: string): boolean {
  if (value === "__proto__") {
    site.issue("reserved_name", "`__proto__` is a reserved name and cannot be a scope value");
    return false;
  }
  if (value.length > 0 && value.length <= MAX_NAME_LENGTH && value !== "*") return true;
  site.issue(
    "invalid_name",
    `${quote(value)} cannot be a scope value`,
    `1 to ${MAX_NAME_LENGTH} characters, not \`*\``,
  );
  return false;
}
