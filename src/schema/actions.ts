import type { ActionsData } from "../model/statement-data.js";
import { readNonEmpty } from "./name-list.js";
import type { Site } from "./site.js";
import type { PolicyContext, TypeContext } from "./statement-context.js";
import { quote } from "./text.js";

/**
 * Reads the actions of a statement.
 *
 * @param site - where they stand
 * @param policy - the policy's actions
 * @param type - the type, if the statement is for one
 */
export function readActions(site: Site, policy: PolicyContext, type: TypeContext | undefined): ActionsData | undefined {
  const known = type?.actions ?? policy.actions;
  if (typeof site.value === "string") return site.value === "*" ? "*" : readAction(site, known, type);
  if (!Array.isArray(site.value)) return site.wrongType('an action, a list of actions, or "*"');
  return readNonEmpty(site, (element) =>
    element.value === "*"
      ? element.issue("wildcard_among_actions", '`"*"` stands alone', 'write `"*"` in place of the list')
      : readAction(element, known, type),
  );
}

function readAction(site: Site, known: ReadonlySet<string>, type: TypeContext | undefined): string | undefined {
  const action = site.text("an action");
  if (action === undefined || known.has(action)) return action;
  const owner = type === undefined ? "no type has" : `the type ${quote(type.name)} does not have`;
  return site.unknown("unknown_action", `${owner} the action ${quote(action)}`, action, known);
}

/** The actions of one type that a statement names. */
export function actionsOf(actions: ActionsData, all: readonly string[]): readonly string[] {
  if (actions === "*") return all;
  return typeof actions === "string" ? [actions] : actions;
}
