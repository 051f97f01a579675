import fc from "fast-check";
import type { ModelData } from "../../model/model-data.js";
import type { ExtensionData, PolicyData, RoleData } from "../../model/policy-data.js";
import { ROLE_NAMES } from "./pools.js";
import { statements } from "./statement.js";

/** A valid policy for a model: four roles that extend each other, and rules. */
export function policy(model: ModelData): fc.Arbitrary<PolicyData> {
  const role = fc.record({
    statements: statements(model, "role"),
    scopedBy: fc.subarray(Object.keys(model.dimensions)),
    isScoped: fc.boolean(),
    extends: fc.array(fc.nat(3), { maxLength: 2 }),
    without: fc.array(fc.nat(7), { maxLength: 2 }),
  });
  return fc
    .record({ drafts: fc.array(role, { minLength: 4, maxLength: 4 }), rules: statements(model, "rules") })
    .map(({ drafts, rules }) => ({ id: "p", version: 1, model, roles: rolesOf(drafts), rules, separationOfDuty: [] }));
}

interface Draft {
  readonly statements: NonNullable<RoleData["statements"]>;
  readonly scopedBy: string[];
  readonly isScoped: boolean;
  readonly extends: readonly number[];
  readonly without: readonly number[];
}

/** Each role extends some of those before it, less some statements that have an id. */
function rolesOf(drafts: readonly Draft[]): Record<string, RoleData> {
  const roles: Record<string, RoleData> = {};
  const bundles = new Map<string, string[]>();
  for (const [index, name] of ROLE_NAMES.entries()) {
    const draft = drafts[index];
    if (draft === undefined) continue;
    const bases = ROLE_NAMES.filter((_, place) => place < index && draft.extends.includes(place));
    const extensions = bases.map((base): ExtensionData => {
      const ids = bundles.get(base) ?? [];
      const without = [...new Set(draft.without.flatMap((pick) => ids[pick] ?? []))];
      return without.length === 0 ? { role: base } : { role: base, without };
    });
    const own = Object.values(draft.statements).flatMap((list) => list.flatMap(({ id }) => id ?? []));
    bundles.set(name, [...own, ...bases.flatMap((base) => bundles.get(base) ?? [])]);
    roles[name] = {
      title: name,
      statements: draft.statements,
      ...(draft.isScoped && { scopedBy: draft.scopedBy }),
      ...(extensions.length > 0 && { extends: extensions.map((each) => (each.without ? each : each.role)) }),
    };
  }
  return roles;
}
