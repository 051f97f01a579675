import { gateOf } from "../decide/gate.js";
import { quote } from "../model/quote.js";
import type { Command, CommandName } from "./command.js";
import { elevationPlanners } from "./elevation-planners.js";
import { identityPlanners } from "./identity-planners.js";
import { checkSessions } from "./invariants/sessions.js";
import { checkInvariants } from "./invariants.js";
import { peoplePlanners } from "./people-planners.js";
import { findPrincipal, type Plan, type Planning } from "./plan.js";
import type { Planners } from "./planner.js";
import { CommandRefusedError, refusal } from "./refusal.js";
import type { Actor, Situation } from "./situation.js";
import { withoutRemains } from "./without-remains.js";

const PLANNERS: Planners = { ...peoplePlanners, ...elevationPlanners, ...identityPlanners };

/**
 * Plans one command: what it would write, and what the audit will say. In this order: the actor must be live, the command's own
 * rules let it through, what holds at every commit still holds, and the policy's statements about administration say yes.
 *
 * @throws CommandRefusedError where it is refused
 */
export function* planCommand(command: Command, at: Situation): Planning<unknown> {
  // from JSON it may be anything
  const name: unknown = typeof command === "object" && command !== null ? command.command : undefined;
  if (typeof name !== "string" || !Object.hasOwn(PLANNERS, name)) {
    throw refusal("invalid_command", `there is no command ${quote(name)}`);
  }
  assertOpen(at.actor, at.now);
  // before all others: whoever has to log in again is not told that they may not
  checkSessions(at);
  const plan = yield* plannerOf(command.command)(command, at);
  yield* checkInvariants(plan, at);
  yield* askPolicy(command, plan, at);
  return { ...plan, put: plan.put.map((state) => withoutRemains(state, at.now)) };
}

function plannerOf(name: CommandName): (input: Command, at: Situation) => Planning<unknown> {
  // the table says of every name that its planner takes that name's input
  return PLANNERS[name] as (input: Command, at: Situation) => Planning<unknown>;
}

function assertOpen(actor: Actor, now: number): void {
  if (actor.kind === "system") return;
  for (const { state, session } of [actor, ...(actor.onBehalfOf === undefined ? [] : [actor.onBehalfOf])]) {
    const gate = gateOf(state.principal, session, now);
    if (gate === "open") continue;
    const reason = gate === "revoked" || gate === "reading_revoked" ? "session_revoked" : "principal_inactive";
    const message =
      reason === "session_revoked"
        ? "the actor's session is revoked"
        : `principal \`${state.principal.id}\` is not active`;
    throw new CommandRefusedError("not_authorised", message, {
      outcome: "deny",
      reason,
      statements: [],
      errors: [],
      validUntil: null,
    });
  }
}

function* askPolicy(command: Command, plan: Plan, at: Situation) {
  const changed = [
    ...plan.put.map((after) => [after.principal.id, after] as const).filter(([id]) => !plan.follows?.includes(id)),
    ...(plan.remove ?? []).map((id) => [id, null] as const),
  ];
  for (const [id, after] of changed) {
    const before = (yield* findPrincipal(id)) ?? null;
    const decision = at.administration(at.actor, { command, before, after });
    if (decision === null || decision.outcome === "allow") continue;
    const words = decision.outcome === "challenge" ? "asks for a step-up" : "says no";
    throw new CommandRefusedError("policy", `the policy ${words} to \`${command.command}\``, decision);
  }
}
