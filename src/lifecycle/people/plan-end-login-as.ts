import { quote } from "../../model/quote.js";
import { mayAdminister } from "../authority.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { findTarget, isOneself } from "./parties.js";

/** Ends a login as somebody else: by either of the two, or whoever administers them. */
export function* planEndLoginAs(
  given: CommandInputs["endLoginAs"],
  at: Situation,
): Planning<CommandResult<"endLoginAs">> {
  const fields = readCommand("endLoginAs", given, ["principalId", "loginId"]);
  const notes = fields.notes();
  const loginId = fields.id("loginId");
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal, logins = [] } = state;
  const login = logins.find(({ id }) => id === loginId);
  const isTheirs = isOneself(at.actor, principal.id) || (login !== undefined && isOneself(at.actor, login.by));
  if (!isTheirs && !mayAdminister(at, at.actor, state)) {
    throw refusal("not_authorised", "the actor may not end this login");
  }
  if (login === undefined) throw refusal("invalid_command", `there is no login ${quote(loginId)}`);
  if (login.until <= at.now) throw refusal("wrong_status", "the login is over already");
  const ended = logins.map((one) => (one === login ? { ...one, until: at.now } : one));
  changes.put({ ...state, logins: ended });
  changes.tell(
    draftEvent(at, {
      type: "login_as.ended",
      action: "endLoginAs",
      subject: principal.id,
      concerns: [login.by],
      notes,
      severity: "notice",
      before: { until: login.until },
      after: { until: at.now },
      details: { loginId, by: login.by },
    }),
  );
  return changes.plan({});
}
