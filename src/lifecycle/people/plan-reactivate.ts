import { toEpochMs } from "../../model/instant.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { mayReinstate } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { principalFacts } from "./facts.js";
import { assertBounded } from "./outsiders.js";
import { assertForAnother, assertReason, assertStatus, findTarget } from "./parties.js";
import { sessionsEnded } from "./sessions-ended.js";

/**
 * Lets somebody act again who was suspended: everything that comes alive again is handed out anew by that. Sessions from before
 * stay dead. Who was suspended while only reading goes on reading. Somebody who had left comes back with nothing in hand.
 */
export function* planReactivate(
  given: CommandInputs["reactivate"],
  at: Situation,
): Planning<CommandResult<"reactivate">> {
  const fields = readCommand("reactivate", given, ["principalId"]);
  const notes = fields.notes();
  assertReason(at, notes);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal, lockDown } = state;
  assertForAnother(at, principal.id, "reactivates");
  if (lockDown !== undefined) throw refusal("wrong_status", "the account is locked down: unlock it");
  if (state.identity?.active === false) {
    throw refusal("wrong_status", "their identity provider says that they are inactive: it has to say otherwise first");
  }
  const after = hasLeft(state) ? returned(at, state) : resumed(at, state);
  if (!mayReinstate(at, at.actor, after)) {
    throw refusal("not_authorised", "the actor may not give this principal back all that they hold");
  }
  changes.put(after);
  changes.tell(
    draftEvent(at, {
      type: "principal.reactivated",
      action: "reactivate",
      subject: principal.id,
      notes,
      before: principalFacts(state),
      after: principalFacts(after),
    }),
  );
  return changes.plan({});
}

/** Whoever never accepted an invitation was never there. */
function hasLeft({ principal, offboarding }: PrincipalState): boolean {
  return principal.status === "deactivated" && offboarding !== undefined;
}

function returned(at: Situation, { offboarding: _, ...state }: PrincipalState): PrincipalState {
  const { validUntil, ...principal } = state.principal;
  const goesOn = validUntil !== undefined && toEpochMs(validUntil) > at.now;
  const after: PrincipalState = {
    ...state,
    principal: { ...sessionsEnded(principal, at.now), ...(goesOn ? { validUntil } : {}), status: "active" },
    assignments: [],
  };
  assertBounded(at, after);
  return after;
}

function resumed(at: Situation, state: PrincipalState): PrincipalState {
  const { principal, offboarding } = state;
  assertStatus(state, at.now, ["suspended"], "be reactivated");
  if (principal.validUntil !== undefined && toEpochMs(principal.validUntil) <= at.now) {
    throw refusal("expired", "their time is over: move its end first");
  }
  const status = offboarding?.keep === "reading" ? "read_only" : "active";
  return { ...state, principal: { ...sessionsEnded(principal, at.now), status } };
}
