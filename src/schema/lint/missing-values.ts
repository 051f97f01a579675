import type { ConditionData } from "../../model/condition-data.js";
import { principalFields } from "../../model/fact-fields.js";
import type { PolicyData } from "../../model/policy-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { findField } from "../field-path.js";
import { quote } from "../text.js";
import { conjunctionOf } from "./condition-parts.js";
import type { LintFinding } from "./finding.js";
import { allStatements, isAllow } from "./placed.js";

/** Forbids and requires that hold, as unknown, wherever a value is missing. */
export function guardsOverMissing(policy: PolicyData): readonly LintFinding[] {
  const people = principalFields(policy.model.principal.attributes);
  return allStatements(policy).flatMap(({ statement, path, type }) => {
    if (isAllow(statement)) return [];
    const records = policy.model.resources[type]?.fields ?? [];
    const conditions: readonly (readonly [string, ConditionData | undefined, readonly PortableField[]])[] = [
      ["when", statement.when, records],
      ["to", statement.to, records],
      ["who", statement.who, people],
    ];
    return conditions.flatMap(([key, condition, fields]) =>
      [...(condition === undefined ? [] : unguardedPaths(condition, fields))].map(
        (absent): LintFinding => ({
          code: "guard_over_missing",
          severity: "warning",
          path: [...path, key],
          message: `where ${quote(absent)} is missing or null, the statement holds`,
          hint: `if that is not meant: \`$and: [{ ${JSON.stringify(absent)}: { $exists: true } }, …]\``,
        }),
      ),
    );
  });
}

/** The paths that are compared, may be absent, and are not asked about with `$exists`. */
function unguardedPaths(
  condition: ConditionData,
  fields: readonly PortableField[],
  asked: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const { comparisons, choices, negations } = conjunctionOf(condition);
  const known = new Set([...asked, ...comparisons.filter((one) => one.operator === "$exists").map((one) => one.path)]);
  const unguarded = new Set<string>();
  for (const { path } of comparisons) {
    const lookup = findField(fields, path);
    if (lookup.found && lookup.mayBeAbsent && !known.has(path)) unguarded.add(path);
  }
  for (const inner of [...choices.flat(), ...negations]) {
    // one branch of a choice may ask what another compares: `$or: [{ f: { $exists: false } }, { f: 1 }]`
    const branches = choices.flat().flatMap((branch) => conjunctionOf(branch).comparisons);
    const inChoice = branches.filter((one) => one.operator === "$exists").map((one) => one.path);
    for (const path of unguardedPaths(inner, fields, new Set([...known, ...inChoice]))) unguarded.add(path);
  }
  return unguarded;
}
