import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { givenAttributes } from "./attributes.js";
import { Changes } from "./changes.js";
import { attributeFacts } from "./facts.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";

/**
 * Changes facts about somebody; `null` takes one away, what is not named stays. Conditions read them, so this is
 * administration, and nothing that anybody does for themselves.
 */
export function* planUpdateAttributes(
  given: CommandInputs["updateAttributes"],
  at: Situation,
): Planning<CommandResult<"updateAttributes">> {
  const fields = readCommand("updateAttributes", given, ["principalId", "attributes"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const attributes = fields.optionalObject("attributes");
  if (attributes === undefined) throw fields.refusal("attributes", "is missing: names with values");
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal } = state;
  assertForAnother(at, principal.id, "changes the attributes of");
  if (!mayAdminister(at, at.actor, state)) throw refusal("not_authorised", "the actor may not change these attributes");
  assertStatus(state, at.now, ["invited", "active", "read_only", "suspended"], "be changed");
  const after = {
    ...state,
    principal: { ...principal, attributes: givenAttributes(principal.attributes ?? {}, attributes) },
  };
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "principal.updated",
      action: "updateAttributes",
      subject: principal.id,
      notes,
      before: attributeFacts(state),
      after: attributeFacts(after),
    }),
  );
  return changes.plan({});
}
