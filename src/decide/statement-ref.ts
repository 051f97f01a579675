import type { Member } from "../compile/cell.js";
import type { StatementRef } from "../model/decision.js";
import type { Holding } from "./holding.js";

/** The statement that stands for a session's own end. */
export const SESSION_END: StatementRef = Object.freeze({ id: "session.expiresAt", why: "the session has ended" });

/** Names a statement by the assignment through which it came (S43). */
export function refOf({ slot, statement }: Member, held: readonly Holding[]): StatementRef {
  const holding = held[slot];
  const role = holding?.role.name;
  return {
    id: statement.id,
    ...(typeof role === "string" ? { role } : {}),
    ...(holding === undefined ? {} : { assignment: holding.assignment.id }),
    ...(statement.why === undefined ? {} : { why: statement.why }),
  };
}
