import type { PrincipalState } from "../../model/principal-state.js";
import { isAdministrator, mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { assertForAnother, findTarget } from "./parties.js";

/**
 * Forgets somebody who is deactivated: what is left of them is what the audit says. There is no way back, and nobody can tell
 * any more in whose scope they were; so where the settings name administrators it takes one.
 */
export function* planErase(given: CommandInputs["erase"], at: Situation): Planning<CommandResult<"erase">> {
  const fields = readCommand("erase", given, ["principalId"]);
  const notes = fields.notes();
  const state = yield* findTarget(new Changes(), fields.id("principalId"));
  const { id, status } = state.principal;
  assertForAnother(at, id, "erases");
  // a dated offboarding that has come is made formal by offboarding again
  if (status !== "deactivated") throw refusal("wrong_status", "only who is deactivated is erased: offboard them first");
  if (!mayErase(at, state)) throw refusal("not_authorised", "the actor may not erase this principal");
  // nothing of what is forgotten is told
  const event = draftEvent(at, { type: "principal.erased", action: "erase", subject: id, notes, severity: "notice" });
  return { put: [], remove: [id], events: [event], result: {} };
}

function mayErase(at: Situation, target: PrincipalState): boolean {
  if (!mayAdminister(at, at.actor, target)) return false;
  return (at.settings.administrators ?? []).length === 0 || isAdministrator(at, at.actor);
}
