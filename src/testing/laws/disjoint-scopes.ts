import type { AccessFacts } from "../../model/access-facts.js";
import type { DimensionTree, ModelData, ResourceData } from "../../model/model-data.js";
import { fieldAt } from "../reference/path.js";
import { decide, forEachCase, opener, rank, told } from "./ask.js";
import { breach, defineLaw, type Law, nothing } from "./law.js";
import { mapAssignments } from "./transform.js";

/** The second half of law 4. A record with a list of scope values is rightly seen by several, and left out. */
export const disjointScopes: Law = defineLaw<null>({
  number: 4,
  sentence: "two disjoint scopes never see each other's records of a type scoped by that dimension",
  extra: nothing,
  check(scenario) {
    const { model } = scenario.policy;
    const open = opener(scenario.policy);
    return forEachCase(scenario, (facts, request) =>
      Object.keys(model.dimensions).reduce((cases, dimension) => {
        const resource = model.resources[request.type];
        const pair = siblings(dimension, model);
        if (resource === undefined || pair === undefined || !isScopedOnce(resource, dimension)) return cases;
        const sides = pair.map((value) => decide(open(scopedTo(facts, dimension, value)), request));
        const [one, other] = sides;
        if (one === undefined || other === undefined) return cases;
        if (rank(one) > 0 && rank(other) > 0) breach(`for ${pair[0]}: ${told(one)}; for ${pair[1]}: ${told(other)}`);
        return cases + (rank(one) + rank(other) > 0 ? 1 : 0);
      }, 0),
    );
  },
});

function isScopedOnce(resource: ResourceData, dimension: string): boolean {
  const path = resource.scopePaths[dimension] ?? null;
  return path !== null && fieldAt(path, resource.fields)?.array !== true;
}

function scopedTo(facts: AccessFacts, dimension: string, value: string): AccessFacts {
  return mapAssignments(facts, (assignment) => ({
    ...assignment,
    scope: { ...assignment.scope, [dimension]: [value] },
  }));
}

/** Two values of a dimension, neither of which covers the other. */
function siblings(name: string, model: ModelData): [string, string] | undefined {
  const dimension = model.dimensions[name];
  if (dimension === undefined) return undefined;
  return "tree" in dimension ? siblingsIn(dimension.tree) : ["north", "south"];
}

function siblingsIn(tree: DimensionTree): [string, string] | undefined {
  const [first, second] = Object.keys(tree);
  const below = Object.values(tree).flatMap((branch) => {
    const pair = siblingsIn(branch);
    return pair === undefined ? [] : [pair];
  });
  return below[0] ?? (first !== undefined && second !== undefined ? [first, second] : undefined);
}
