import type { DimensionTree } from "../../model/model-data.js";
import type { PolicyData } from "../../model/policy-data.js";
import { effectiveScopedBy } from "../scope-demand.js";
import { quote, quoteAll } from "../text.js";
import { everyComparison, isReference } from "./condition-parts.js";
import type { LintFinding } from "./finding.js";
import { allStatements, bundleOf, isAllow, statementsOfRole } from "./placed.js";
import { actionsIn, typesOf, unscopedIn } from "./reach.js";

/** Statements of scoped roles, and the types that a dimension does not scope. */
export function unscopedTypes(policy: PolicyData): readonly LintFinding[] {
  const { model } = policy;
  return Object.keys(policy.roles).flatMap((role) => {
    const scopedBy = effectiveScopedBy(policy, role);
    return bundleOf(policy, role).flatMap(({ statement, path, type, role: writtenIn }): readonly LintFinding[] => {
      // an inherited statement is reported where it is written, unless only this role's scope makes the difference
      const elsewhere =
        writtenIn !== undefined && writtenIn !== role ? effectiveScopedBy(policy, writtenIn) : new Set();
      const added = [...scopedBy].filter((dimension) => !elsewhere.has(dimension));
      const reached = typesOf(model, type).filter((name) => actionsIn(model, name, statement).length > 0);
      const unscoped = reached.filter((name) => unscopedIn(model, name, added).length > 0);
      if (unscoped.length === 0) return [];
      if (type === "*") return [skipped(path, role, unscoped, isAllow(statement))];
      return isAllow(statement) ? [beyond(path, role, type, unscopedIn(model, type, added))] : [];
    });
  });
}

function skipped(path: LintFinding["path"], role: string, types: readonly string[], allows: boolean): LintFinding {
  return {
    code: "wildcard_skips_types",
    // an allow that is missing is noticed; a guard that is missing is not
    severity: allows ? "info" : "warning",
    path,
    message: `in the scoped role ${quote(role)}, "*" does not reach ${quoteAll(types)}`,
    hint: "key a statement under each of these types, if it is meant to reach them",
  };
}

function beyond(path: LintFinding["path"], role: string, type: string, dimensions: readonly string[]): LintFinding {
  return {
    code: "beyond_scope",
    severity: "warning",
    path,
    message: `${quote(type)} is not scoped by ${quoteAll(dimensions)}: holders of ${quote(role)} reach all of its records`,
    hint: "meant for types that belong to everybody; otherwise add a condition",
  };
}

/** Roles that no dimension scopes, though their types could be. */
export function unscopedRoles(policy: PolicyData): readonly LintFinding[] {
  const { model } = policy;
  return Object.keys(policy.roles).flatMap((role): readonly LintFinding[] => {
    if (effectiveScopedBy(policy, role).size > 0) return [];
    const allowed = statementsOfRole(policy, role).filter(({ statement }) => isAllow(statement));
    const types = new Set(allowed.flatMap(({ type }) => typesOf(model, type)));
    const scoped = [...types].filter((type) => Object.values(model.resources[type]?.scopePaths ?? {}).some(Boolean));
    if (scoped.length === 0) return [];
    return [
      {
        code: "unscoped_role",
        severity: "warning",
        path: ["roles", role],
        message: `the role is not scoped, and reaches every record of ${quoteAll(scoped)}`,
        hint: 'say `scopedBy`: an assignment can still give `"*"`',
      },
    ];
  });
}

/** Values under `$under` that stand in no tree: each covers only itself. */
export function unknownTreeValues(policy: PolicyData): readonly LintFinding[] {
  const { model } = policy;
  return allStatements(policy).flatMap(({ statement, path, type }) => {
    const scopePaths = Object.entries(model.resources[type]?.scopePaths ?? {});
    const asked = [...everyComparison(statement.when), ...everyComparison(statement.to)];
    return asked.flatMap(({ path: field, operator, operand }) => {
      const dimension = scopePaths.find(([, scopePath]) => scopePath === field)?.[0];
      const tree = dimension === undefined ? undefined : model.dimensions[dimension];
      if (operator !== "$under" || tree === undefined || "flat" in tree || isReference(operand)) return [];
      const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
      const unknown = values.map(String).filter((value) => !isInTree(tree.tree, value));
      return unknown.map(
        (value): LintFinding => ({
          code: "unknown_tree_value",
          severity: "warning",
          path,
          message: `the tree of ${quote(dimension ?? "")} has no value ${quote(value)}: it covers only itself`,
        }),
      );
    });
  });
}

function isInTree(tree: DimensionTree, value: string): boolean {
  return Object.hasOwn(tree, value) || Object.values(tree).some((below) => isInTree(below, value));
}
