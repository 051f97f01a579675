import type { ConditionData } from "../../model/condition-data.js";
import { principalFields } from "../../model/fact-fields.js";
import type { PolicyData } from "../../model/policy-data.js";
import type { PortableField } from "../../model/portable-field.js";
import { effectiveScopedBy } from "../scope-demand.js";
import { quote } from "../text.js";
import type { LintFinding } from "./finding.js";
import { isNeverTrue } from "./never-true.js";
import { allStatements, bundleOf, isAllow, type Placed, statementsOfRules } from "./placed.js";
import { actionsIn, fieldsIn, typesOf, unscopedIn } from "./reach.js";

/** Allows that unconditional forbids cover: of the rules, or of the role itself. */
export function alwaysForbidden(policy: PolicyData): readonly LintFinding[] {
  const rules = statementsOfRules(policy).filter(isUnconditionalForbid);
  return Object.keys(policy.roles).flatMap((role) => {
    const bundle = bundleOf(policy, role);
    const forbids = [...rules, ...bundle.filter(isUnconditionalForbid)];
    const own = bundle.filter((placed) => placed.role === role && isAllow(placed.statement));
    const scopedBy = effectiveScopedBy(policy, role);
    const findings = own.filter((placed) => isCovered(policy, placed, forbids, scopedBy));
    return findings.map(({ path }) => ({
      code: "always_forbidden" as const,
      severity: "warning" as const,
      path,
      message: "everything that this allows is forbidden, whatever the record",
      hint: "leave it out, or give the forbid a condition",
    }));
  });
}

function isUnconditionalForbid({ statement }: Placed): boolean {
  return (
    "forbid" in statement && statement.when === undefined && statement.to === undefined && statement.who === undefined
  );
}

function isCovered(
  policy: PolicyData,
  allow: Placed,
  forbids: readonly Placed[],
  scopedBy: ReadonlySet<string>,
): boolean {
  const { model } = policy;
  const cells = typesOf(model, allow.type).flatMap((type) =>
    actionsIn(model, type, allow.statement).map((action) => ({ type, action })),
  );
  return cells.every(({ type, action }) => {
    const reaching = forbids.filter(
      (forbid) =>
        typesOf(model, forbid.type).includes(type) &&
        actionsIn(model, type, forbid.statement).includes(action) &&
        // a scoped role's "*" does not reach a type that the dimension does not scope
        !(forbid.role !== undefined && forbid.type === "*" && unscopedIn(model, type, scopedBy).length > 0),
    );
    const forbidden = new Set(reaching.flatMap((forbid) => [...fieldsIn(model, type, forbid.statement)]));
    return [...fieldsIn(model, type, allow.statement)].every((field) => forbidden.has(field));
  });
}

/** Conditions that no record, or no principal, meets. */
export function neverTrue(policy: PolicyData): readonly LintFinding[] {
  const people = principalFields(policy.model.principal.attributes);
  return allStatements(policy).flatMap((placed) => {
    const { statement } = placed;
    const records = policy.model.resources[placed.type]?.fields ?? [];
    const who = "who" in statement ? statement.who : undefined;
    const conditions: readonly (readonly [string, ConditionData | undefined, readonly PortableField[]])[] = [
      ["when", statement.when, records],
      ["to", statement.to, records],
      ["who", who, people],
    ];
    return conditions.flatMap(([key, condition, fields]) =>
      condition !== undefined && isNeverTrue(condition, fields) ? [finding(placed, key)] : [],
    );
  });
}

function finding({ statement, path }: Placed, key: string): LintFinding {
  const allows = isAllow(statement);
  return {
    code: "never_true",
    severity: allows ? "error" : "warning",
    path: [...path, key],
    message: allows
      ? `nothing meets the condition: the statement never allows anything`
      : `nothing meets the condition: the statement holds only where a value is missing`,
    hint: `${quote(key)} contradicts itself; did you mean \`$or\`?`,
  };
}
