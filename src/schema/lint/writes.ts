import type { PolicyData } from "../../model/policy-data.js";
import { quoteAll } from "../text.js";
import { everyComparison, isReference } from "./condition-parts.js";
import type { LintFinding } from "./finding.js";
import { allStatements, isAllow } from "./placed.js";
import { actionsIn, fieldsIn, typesOf } from "./reach.js";

/** Allows to change whole records, and with them who owns them and where they belong. */
export function coversOwnerOrScope(policy: PolicyData): readonly LintFinding[] {
  const { model } = policy;
  const owners = ownerFields(policy);
  return allStatements(policy).flatMap(({ statement, path, type }): readonly LintFinding[] => {
    if (!isAllow(statement) || (statement.fields !== undefined && !("except" in statement.fields))) return [];
    const asked = new Set(everyComparison(statement.to).map((comparison) => topOf(comparison.path)));
    const covered = typesOf(model, type).flatMap((name) => {
      const resource = model.resources[name];
      const actions = actionsIn(model, name, statement);
      if (resource === undefined || !actions.some((action) => resource.changingActions.includes(action))) return [];
      const places = Object.values(resource.scopePaths).flatMap((place) => (place === null ? [] : [topOf(place)]));
      const decisive = new Set([...places, ...(owners.get(name) ?? [])]);
      const fields = fieldsIn(model, name, statement);
      return [...decisive].filter(
        (field) => fields.has(field) && !asked.has(field) && !resource.immutable.includes(field),
      );
    });
    if (covered.length === 0) return [];
    return [
      {
        code: "covers_owner_or_scope",
        severity: "warning",
        path,
        message: `whoever may change the record may also change ${quoteAll(new Set(covered))}, and with that who reaches it`,
        hint: "except these fields, and make changing them an action of its own",
      },
    ];
  });
}

/** For each type the fields that some condition compares with the principal's id. */
function ownerFields(policy: PolicyData): ReadonlyMap<string, ReadonlySet<string>> {
  const owners = new Map<string, Set<string>>();
  for (const { statement, type } of allStatements(policy)) {
    for (const { path, operand } of [...everyComparison(statement.when), ...everyComparison(statement.to)]) {
      if (!isReference(operand) || operand.$ref !== "principal.id") continue;
      const fields = owners.get(type) ?? new Set<string>();
      owners.set(type, fields.add(topOf(path)));
    }
  }
  return owners;
}

function topOf(path: string): string {
  return path.split(".")[0] ?? path;
}
