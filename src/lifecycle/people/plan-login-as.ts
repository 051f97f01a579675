import type { LoginAs, PrincipalState } from "../../model/principal-state.js";
import type { CommandInputs, CommandResult } from "../command.js";
import { readCommand } from "../command-fields.js";
import { draftEvent } from "../draft-event.js";
import { hasEnded, liveAssignments } from "../live-assignments.js";
import type { Planning } from "../plan.js";
import { refusal } from "../refusal.js";
import { isScopeWithin } from "../scope-within.js";
import type { PrincipalActor, Situation } from "../situation.js";
import { Changes } from "./changes.js";
import { lengthSetting } from "./length-setting.js";
import { assertForAnother, assertSaidWhy, findTarget, isActive } from "./parties.js";

/**
 * Lets the actor act as somebody else for a short while, in what both may: the audit names both. Never as oneself, never from
 * within another login, never by an agent or a service.
 */
export function* planLoginAs(given: CommandInputs["loginAs"], at: Situation): Planning<CommandResult<"loginAs">> {
  const fields = readCommand("loginAs", given, ["principalId", "duration"]);
  const notes = fields.notes();
  const { reason } = notes;
  assertSaidWhy(reason);
  const changes = new Changes();
  const state = yield* findTarget(changes, fields.id("principalId"));
  const { principal, logins = [] } = state;
  assertForAnother(at, principal.id, "logs in as");
  const actor = humanAlone(at);
  if (!isHuman(principal.kind) || !isActive(principal, at.now)) {
    throw refusal("wrong_status", "one logs in as people who are active");
  }
  if (!mayLogInAs(at, actor, state)) throw refusal("not_authorised", "the actor may not log in as this principal");
  const most = lengthSetting("loginAs.maxDuration", at.settings.loginAs?.maxDuration, "1h");
  const duration = fields.optionalDuration("duration") ?? most;
  if (duration > most) throw refusal("too_long", "the login would last longer than the settings allow");
  const by = actor.state.principal.id;
  const login: LoginAs = { id: at.newId(), by, from: at.now, until: at.now + duration, reason };
  changes.put({ ...state, logins: [...logins, login] });
  changes.tell(
    draftEvent(at, {
      type: "login_as.started",
      action: "loginAs",
      subject: principal.id,
      concerns: [by],
      notes,
      severity: "notice",
      details: { loginId: login.id, by, until: login.until },
    }),
  );
  return changes.plan({ loginId: login.id, until: login.until });
}

function humanAlone({ actor }: Situation): PrincipalActor {
  if (actor.kind === "system") throw refusal("not_authorised", "a system is nobody who could log in");
  if (actor.onBehalfOf !== undefined || !isHuman(actor.state.principal.kind)) {
    throw refusal("not_authorised", "only people log in as others, and in their own name");
  }
  return actor;
}

function isHuman(kind: string): boolean {
  return kind === "employee" || kind === "guest";
}

/** By a role that may, in the scope in which it is held: all that the other one holds lies inside. */
function mayLogInAs(at: Situation, { state, session }: PrincipalActor, target: PrincipalState): boolean {
  const { by = [] } = at.settings.loginAs ?? {};
  const entitling = liveAssignments(at, state, session).filter(({ role }) => role !== undefined && by.includes(role));
  const reachable = target.assignments.filter((assignment) => !hasEnded(assignment, at.now));
  return (
    entitling.length > 0 &&
    reachable.every(({ scope }) => entitling.some((own) => isScopeWithin(at.governance, scope, own.scope)))
  );
}
