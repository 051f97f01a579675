import { isOver } from "../live-assignments.js";
import { CommandRefusedError } from "../refusal.js";
import type { Situation } from "../situation.js";

/** Nobody commands in a session that is past its own end: to log in again helps. */
export function checkSessions({ actor, now }: Pick<Situation, "actor" | "now">): void {
  if (actor.kind === "system") return;
  const sessions = [actor.session, ...(actor.onBehalfOf === undefined ? [] : [actor.onBehalfOf.session])];
  if (!sessions.some((session) => isOver(session, now))) return;
  throw new CommandRefusedError("not_authorised", "the actor's session is over", {
    outcome: "challenge",
    requirements: [{ kind: "reauthenticate", statement: { id: "session.expiresAt" } }],
    statements: [{ id: "session.expiresAt" }],
    errors: [],
    validUntil: null,
  });
}
