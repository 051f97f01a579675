import { standing } from "../../decide/window.js";
import type { Principal, PrincipalStatus } from "../../model/principal.js";
import type { PrincipalState } from "../../model/principal-state.js";
import { quote } from "../../model/quote.js";
import type { Notes } from "../command-fields.js";
import type { Finding } from "../plan.js";
import { refusal } from "../refusal.js";
import type { Actor, Situation } from "../situation.js";
import type { Changes } from "./changes.js";

/** Looks up whom a command is about. */
export function* findTarget(changes: Changes, principalId: string): Finding<PrincipalState> {
  const state = yield* changes.find(principalId);
  if (state === undefined) throw refusal("unknown_principal", `there is no principal ${quote(principalId)}`);
  return state;
}

/** As whom an actor is written down: the id of a principal, or the name of a system. */
export function nameOf(actor: Actor): string {
  return actor.kind === "system" ? actor.name : actor.state.principal.id;
}

/** Whether a principal is the actor, or the human behind it. */
export function isOneself(actor: Actor, principalId: string): boolean {
  if (actor.kind === "system") return false;
  return actor.state.principal.id === principalId || actor.onBehalfOf?.state.principal.id === principalId;
}

/** @param what - as in "nobody … for themselves" */
export function assertForAnother(at: Situation, principalId: string, what: string): void {
  if (isOneself(at.actor, principalId)) throw refusal("not_for_oneself", `nobody ${what} themselves`);
}

/** Whether a principal is active and inside its window. */
export function isActive({ status, validFrom, validUntil }: Principal, now: number): boolean {
  return status === "active" && standing(validFrom, validUntil, now) === "inside";
}

/** Where somebody stands at an instant: an offboarding that was dated has come by itself. */
export function statusOf({ principal, offboarding }: PrincipalState, now: number): PrincipalStatus {
  return offboarding !== undefined && now >= (offboarding.until ?? offboarding.at) ? "deactivated" : principal.status;
}

/** @param what - as in "somebody who is suspended cannot …" */
export function assertStatus(
  state: PrincipalState,
  now: number,
  allowed: readonly PrincipalStatus[],
  what: string,
): void {
  const status = statusOf(state, now);
  if (allowed.includes(status)) return;
  throw refusal("wrong_status", `principal ${quote(state.principal.id)} is ${status}, and cannot ${what}`);
}

/** Whether the settings ask that commands which give or take access say why. */
export function assertReason(at: Situation, { reason }: Notes): void {
  if (at.settings.requireReasons === true) assertSaidWhy(reason);
}

/** For what is never done without a reason. */
export function assertSaidWhy(reason: string | undefined): asserts reason is string {
  if (reason === undefined) throw refusal("reason_required", "say why: the command needs a `reason`");
}
