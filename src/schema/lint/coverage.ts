import type { PolicyData } from "../../model/policy-data.js";
import { quote } from "../text.js";
import type { LintFinding } from "./finding.js";
import { isAllow, type Placed, statementsOfRole } from "./placed.js";
import { actionsIn, fieldsIn, typesOf } from "./reach.js";

/** What the model has and no role may use: often an action or field that came later. */
export function coverage(policy: PolicyData): readonly LintFinding[] {
  const allows = Object.keys(policy.roles)
    .flatMap((role) => statementsOfRole(policy, role))
    .filter(({ statement }) => isAllow(statement));
  return Object.keys(policy.model.resources).flatMap((type) => {
    const mine = allows.filter((placed) => typesOf(policy.model, placed.type).includes(type));
    return [...unheldActions(policy, type, mine), ...unreadableFields(policy, type, mine)];
  });
}

function unheldActions({ model }: PolicyData, type: string, allows: readonly Placed[]): readonly LintFinding[] {
  const held = new Set(allows.flatMap(({ statement }) => actionsIn(model, type, statement)));
  const actions = model.resources[type]?.actions ?? [];
  return actions
    .filter((action) => !held.has(action))
    .map((action) => ({
      code: "unheld_action",
      severity: "info",
      path: ["model", "resources", type, "actions", actions.indexOf(action)],
      message: `no role allows ${quote(action)}`,
    }));
}

function unreadableFields({ model }: PolicyData, type: string, allows: readonly Placed[]): readonly LintFinding[] {
  const { readOnlyActions = [], sensitive = [] } = model.resources[type] ?? {};
  const reading = allows.filter(({ statement }) =>
    actionsIn(model, type, statement).some((action) => readOnlyActions.includes(action)),
  );
  const readable = new Set(reading.flatMap(({ statement }) => [...fieldsIn(model, type, statement)]));
  return sensitive
    .filter((field) => !readable.has(field))
    .map((field) => ({
      code: "unreadable_field",
      severity: "warning",
      path: ["model", "resources", type, "sensitive", sensitive.indexOf(field)],
      message: `no role may read the sensitive field ${quote(field)}`,
      hint: "a sensitive field must be named in `fields`, or by a group",
    }));
}
