import type { Dimension, DimensionTree, ModelData, ResourceData } from "../../model/model-data.js";
import { fieldAt, type Layers, readPath } from "./path.js";
import { allOf, anyOf, type Truth } from "./truth.js";
import { scalarOf } from "./value.js";

/** The dimension whose scope path this is. */
export function dimensionOf(
  path: string,
  scopePaths: Readonly<Record<string, string | null>>,
  model: ModelData,
): Dimension | undefined {
  const [name] = Object.entries(scopePaths).find(([, scopePath]) => scopePath === path) ?? [];
  return name === undefined ? undefined : model.dimensions[name];
}

/** S21: a value covers itself, and in a tree all that stands below it. */
export function isUnder(dimension: Dimension, value: string, ancestor: string): boolean {
  if (value === ancestor) return true;
  return "tree" in dimension && subtreesNamed(ancestor, dimension.tree).some((subtree) => mentions(value, subtree));
}

function subtreesNamed(name: string, tree: DimensionTree): DimensionTree[] {
  return Object.entries(tree).flatMap(([key, below]) => [
    ...(key === name ? [below] : []),
    ...subtreesNamed(name, below),
  ]);
}

function mentions(name: string, tree: DimensionTree): boolean {
  return Object.entries(tree).some(([key, below]) => key === name || mentions(name, below));
}

/** S20: whether a scope gives each dimension wanted, knows all it gives, and gives values or the explicit `"*"`. */
export function isValidScope(scope: unknown, wanted: readonly string[], model: ModelData): boolean {
  if (scope !== undefined && (typeof scope !== "object" || scope === null || Array.isArray(scope))) return false;
  const given = Object.entries(scope ?? {}).filter(([, values]) => values !== undefined);
  return (
    wanted.every((name) => given.some(([key]) => key === name)) &&
    given.every(([key, values]) => Object.hasOwn(model.dimensions, key) && isScopeValues(values))
  );
}

function isScopeValues(values: unknown): boolean {
  if (values === "*") return true;
  return Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === "string");
}

/** S21, S22: whether a record is inside a valid scope. All dimensions must match, in each any of its values. */
export function inScope(scope: object, record: Layers, resource: ResourceData, model: ModelData): Truth {
  return allOf(
    Object.entries(scope).map(([name, covered]: [string, unknown]): Truth => {
      const path = resource.scopePaths[name];
      const dimension = model.dimensions[name];
      if (covered === undefined || covered === "*" || path === null) return true;
      if (path === undefined || dimension === undefined || !Array.isArray(covered)) return "unknown";
      const found = readPath(record, path, resource.fields);
      const field = fieldAt(path, resource.fields);
      if (found.state !== "value" || field === undefined) return "unknown";
      if (Array.isArray(found.value) !== (field.array === true)) return "unknown";
      const values: unknown[] = Array.isArray(found.value) ? Array.from(found.value) : [found.value];
      // S22: no value at all is a missing one
      if (values.length === 0) return "unknown";
      return anyOf(
        values.flatMap((each) => {
          const value = scalarOf(each, field);
          return covered.map(
            (ancestor): Truth => (typeof value === "string" ? isUnder(dimension, value, String(ancestor)) : "unknown"),
          );
        }),
      );
    }),
  );
}
